-- Drafts of the configuration that were tried on cases of the past, and what came of them. Kept for their link.
create table configuration_replay (
    id            bigint      generated always as identity primary key,
    asked_by      text        not null,
    asked_at      timestamptz not null default now(),
    live_version  integer     not null,
    draft         text        not null,
    from_at       timestamptz not null,
    until_at      timestamptz not null,
    most          integer     not null,
    state         text        not null default 'WAITING' check (state in ('WAITING', 'RUNNING', 'DONE', 'CANCELLED')),
    done          bigint      not null default 0,        -- cases run so far, of both configurations together
    ended_at      timestamptz,
    result        jsonb
);

-- decisions of a time, for the replay
create index routing_decision_at on routing_decision (decided_at);
