-- What a hospital says about identities beside the one that a patient is kept under.

-- Every other identity that PID-3 gave a patient: kept and searched by, never taken for the patient's own.
create table patient_identifier (
    patient      bigint      not null references patient,
    value        text        not null,                   -- PID-3.1
    authority    text        not null default '',        -- PID-3.4
    kind         text        not null default '',        -- PID-3.5, table 0203
    stated_at    timestamptz not null,
    primary key (patient, value, authority)
);
create index patient_identifier_value on patient_identifier (value, authority);

-- Two identities of one person that stay two records (ADT^A24), until they are unlinked (A37).
create table patient_link (
    one          bigint      not null references patient,
    other        bigint      not null references patient,
    message_id   bigint      not null,
    linked_at    timestamptz not null default now(),
    primary key (one, other),
    check (one < other)
);
create index patient_link_other on patient_link (other);

-- What a merge moved, so that it can be undone.
create table patient_merge (
    id           bigint      generated always as identity primary key,
    prior        bigint      not null references patient,
    survivor     bigint      not null references patient,  -- the last of the chain when it was merged
    orders       bigint[]    not null,                     -- that were the prior's
    followers    bigint[]    not null,                     -- identities that had been merged into the prior
    message_id   bigint      not null,
    merged_at    timestamptz not null default now(),
    undone_by    text,
    undone_at    timestamptz
);
create unique index patient_merge_standing on patient_merge (prior) where undone_at is null;
create index patient_merge_survivor on patient_merge (survivor) where undone_at is null;

-- What the messages about an order said, by their own times, where the order's row does not say it all: a message that
-- is late has the effect that it would have had in time.
alter table imaging_order add column history jsonb;
