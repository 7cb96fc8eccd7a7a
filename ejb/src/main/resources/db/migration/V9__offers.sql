-- To whom a case is given or offered within its group, what it counts, and how its reading went. One row a case.
create table case_offer (
    case_id         bigint      primary key references reading_case on delete cascade,
    owner_group     text        not null,
    assigned_reader text,                                -- null = open to all of the group who may read it
    groups          text[]      not null,                -- candidates, in the order in which they are asked
    needs           jsonb       not null,                -- what the rule asks of a reader
    destination     text,                                -- the rule's, instead of each group's own
    rvu             real        not null,
    offered_at      timestamptz not null default now(),  -- to this group
    available_at    timestamptz,                         -- images proven there
    claimed_at      timestamptz,
    reader          text,                                -- who read it
    read_at         timestamptz                          -- reported for good
);
create index case_offer_assigned on case_offer (assigned_reader) where assigned_reader is not null and read_at is null;
create index case_offer_read on case_offer (reader, read_at desc) where read_at is not null;
create index case_offer_open on case_offer (owner_group) where assigned_reader is null and read_at is null;
create index case_offer_there on case_offer (owner_group, available_at desc) where available_at is not null;
create index case_reader on reading_case (reader) where reader is not null and state = 'READING';
