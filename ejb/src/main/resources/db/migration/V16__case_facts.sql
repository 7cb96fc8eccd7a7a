-- What was known of a case when its study was complete and it was first decided. Kept apart from the decision, so that it
-- can be decided again from these alone. They name nobody.
create table case_facts (
    case_id     bigint      primary key references reading_case,
    decided_at  timestamptz not null,
    owner_group text,                                    -- who had it then; null = triage
    facts       jsonb       not null
);
create index case_facts_at on case_facts (decided_at, case_id);

insert into case_facts (case_id, decided_at, owner_group, facts)
select distinct on (case_id) case_id, decided_at, outcome ->> 'group', trace -> 'facts'
  from routing_decision where jsonb_exists(trace, 'facts') order by case_id, id;

drop index routing_decision_at;
