-- What a message did is found by the transaction that took it in, which its timeline and audit rows name too. Messages
-- from before this have none.
alter table message add column xid xid8;
alter table message alter column xid set default pg_current_xact_id();

-- A message that a person sent through again is a message of its own, and names the one that it stands for.
alter table message add column resend_of bigint;
alter table message add column resent_by text;
alter table message add column edited boolean not null default false;
create index message_resent on message (resend_of) where resend_of is not null;
-- all that failed for the same reason, oldest first
create index message_reason on message (problem_code, received_at, id) where state in ('REFUSED', 'FAILED');

-- Orders that could be a study's, as the last look found them; a person decides. Emptied when the study is bound.
create table match_candidate (
    study_id       bigint      not null references study on delete cascade,
    order_id       bigint      not null references imaging_order on delete cascade,
    kind           text        not null check (kind in ('SUGGESTION', 'AMBIGUOUS', 'CONFLICT')),
    speaks_for     text[]      not null,
    speaks_against text[]      not null,
    found_at       timestamptz not null default now(),
    checked_at     timestamptz not null default now(),
    primary key (study_id, order_id)
);
create index match_candidate_order on match_candidate (order_id);

-- What people decided about a study and an order. A decision stands until it is undone; one that keeps the two apart
-- binds the matcher too.
create table match_decision (
    id          bigint generated always as identity primary key,
    site        text        not null default '',         -- the study's
    study_id    bigint      not null references study,
    order_id    bigint      not null references imaging_order,
    act         text        not null check (act in ('ACCEPT', 'LINK', 'REFUSE', 'UNLINK')),
    matched_by  text,                                    -- what had bound the two before an UNLINK
    reason      text        not null default '',
    decided_by  text        not null,
    decided_at  timestamptz not null default now(),
    undone_by   text,
    undone_at   timestamptz
);
create index match_decision_study on match_decision (study_id, id);
create unique index match_decision_apart on match_decision (study_id, order_id)
    where act in ('REFUSE', 'UNLINK') and undone_at is null;

create index study_unbound on study (first_seen_at desc, id desc)
    where order_id is null and intake = 'IN' and state <> 'VANISHED';
