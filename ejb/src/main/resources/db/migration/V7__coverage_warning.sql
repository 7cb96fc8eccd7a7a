-- The days on which a node has looked whether somebody is there: who inserts the day looks, and nobody else.
create table coverage_warning (
    day           date        primary key,
    looked_at     timestamptz not null default now()
);
