-- What was proved, kept when the comparison that proved it is forgotten. Written once, never changed.
create table transfer_receipt (
    transfer_id   bigint      not null references transfer,
    round         integer     not null,
    instances     integer     not null,
    bytes         bigint      not null,                  -- handed over in this round; what was there is not sent
    verification  text        not null,
    digest        text        not null,                  -- SHA-256 of the SOP Instance UIDs, sorted, one a line
    node          text        not null,
    asked_by      text,                                  -- who took it up again; null when nobody had to
    verified_at   timestamptz not null,
    primary key (transfer_id, round)
);

alter table transfer add column asked_by text;           -- who opened the round, when a person did
