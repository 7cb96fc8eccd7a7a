-- When the forecast of each group's unread cases is made again: whoever moves the row on makes it, and no other node does.
create table group_forecast (
    owner_group   text        primary key,
    due_at        timestamptz not null default now()
);
insert into group_forecast (owner_group)
select distinct owner_group from reading_case where owner_group is not null and state in ('ROUTED', 'AVAILABLE');

-- what lies unread at a group, in the order in which it is read
create index case_unread on reading_case (owner_group, priority_rank, due_at, id)
    where state in ('ROUTED', 'AVAILABLE') and not held;
-- what came to a group, and who has claimed there
create index case_offer_offered on case_offer (owner_group, offered_at desc);
create index case_offer_claimed on case_offer (owner_group, claimed_at desc) where claimed_at is not null;
