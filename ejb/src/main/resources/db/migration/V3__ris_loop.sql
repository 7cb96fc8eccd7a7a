-- The loop between a hospital's RIS and a reading group's: what is sent by HL7, what a group was told, its reports.

-- An outgoing message lies beside those that came in (direction O), so that one list, one search and one retention serve both.
alter table message drop constraint message_state_check;
alter table message add constraint message_state_check check (state in
    ('ACCEPTED', 'WARNED', 'IGNORED', 'REFUSED', 'FAILED', 'REPEATED', 'NOTICE', 'WAITING', 'IN_DOUBT', 'DELIVERED'));
create index message_out on message (state, received_at desc) where direction = 'O';

-- How far its delivery is. By value: message is partitioned.
create table outgoing_message (
    message_id    bigint      primary key,
    received_at   timestamptz not null,                  -- with message_id the key of message
    receiver      text        not null,                  -- sender:NAME or group:NAME of the configuration
    purpose       text        not null check (purpose in ('ORDER', 'RESULT')),
    case_id       bigint      not null references reading_case,
    report_id     bigint,
    state         text        not null default 'WAITING' check (state in ('WAITING', 'IN_DOUBT', 'DELIVERED', 'REFUSED')),
    sends         integer     not null default 0,        -- times that the whole message may have reached the receiver
    doubts        integer     not null default 0,        -- of these, how many in a row had no answer that counts
    sent_at       timestamptz,                           -- the last time
    answered_at   timestamptz,
    created_at    timestamptz not null default now()
);
create index outgoing_message_case on outgoing_message (case_id, message_id);
create index outgoing_message_open on outgoing_message (state, receiver, message_id) where state <> 'DELIVERED';

-- What a reading group's own RIS was told of a case last.
create table group_order (
    case_id       bigint      not null references reading_case,
    owner_group   text        not null,
    state         text        not null check (state in ('PLACED', 'CANCELLED')),
    digest        bytea       not null,                  -- SHA-256 of what was told
    told_at       timestamptz not null default now(),
    primary key (case_id, owner_group)
);

-- Reports as they were received; nothing of one is ever changed but its standing.
create table report (
    id            bigint      generated always as identity primary key,
    case_id       bigint      not null references reading_case,
    number        integer     not null,                  -- within the case, from 1
    status        char(1)     not null check (status in ('P', 'F', 'C')),
    standing      text        not null check (standing in ('CURRENT', 'SUPERSEDED', 'LATE')),
    applied       boolean     not null default false,    -- the case has moved by it
    sender        text        not null,                  -- sender profile of the group's RIS
    owner_group   text        not null,
    filler_number text        not null default '',
    radiologist   text        not null default '',
    reported_at   timestamptz not null,                  -- OBR-22, else MSH-7
    received_at   timestamptz not null,
    message_id    bigint      not null,
    codec         smallint    not null default 0,
    key_id        text,
    content       bytea       not null,                  -- the text, UTF-8
    pdf           bytea,
    unique (case_id, number)
);
create unique index report_current on report (case_id) where standing = 'CURRENT';
create index report_filler on report (owner_group, filler_number) where filler_number <> '';
