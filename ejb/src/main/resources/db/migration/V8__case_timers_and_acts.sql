-- When a case needs something next, and what people do with a case beside reading it.

-- One timer for all cases: a row is claimed by deleting it, in the transaction that makes the work of it.
create table case_due (
    case_id       bigint      not null references reading_case on delete cascade,
    kind          text        not null check (kind in ('WARN', 'ESCALATE', 'BREACH', 'OFFER', 'RESUME')),
    due_at        timestamptz not null,
    primary key (case_id, kind)
);
create index case_due_at on case_due (due_at);

alter table reading_case add column warned_at timestamptz;                  -- told that time runs short
alter table reading_case add column breached_at timestamptz;                -- told that time is over
alter table reading_case add column ladder jsonb;                           -- as it was when the case was routed
alter table reading_case add column ladder_step smallint not null default 0; -- the step that comes next, from 0
alter table reading_case add column paused_ms bigint not null default 0;    -- how long the clock stood still
alter table reading_case add column held_at timestamptz;
alter table reading_case add column held_until timestamptz;                 -- resumed then by itself
alter table reading_case add column held_by text;
alter table reading_case add column hold_reason text;

insert into case_due (case_id, kind, due_at)
select id, 'WARN', warn_at from reading_case
 where state in ('COMPLETE', 'ROUTED', 'AVAILABLE', 'READING', 'PRELIMINARY') and warn_at is not null;
insert into case_due (case_id, kind, due_at)
select id, 'BREACH', due_at from reading_case
 where state in ('COMPLETE', 'ROUTED', 'AVAILABLE', 'READING', 'PRELIMINARY') and due_at is not null;

-- Who would rather not read a case, and why: not asked again.
create table case_declined (
    case_id       bigint      not null references reading_case,
    reader        text        not null,
    owner_group   text        not null,
    at            timestamptz not null default now(),
    reason        text        not null,
    primary key (case_id, reader)
);

-- What people note on a case. Patient data: shown with the case and nowhere else.
create table case_note (
    id            bigint      generated always as identity primary key,
    case_id       bigint      not null references reading_case,
    written_by    text        not null,
    written_at    timestamptz not null default now(),
    act           text,                                  -- whose reason it is: DECLINE, HOLD; null = a note by itself
    text          text        not null
);
create index case_note_case on case_note (case_id, id);

-- A second opinion, asked beside the owner.
create table case_opinion (
    id            bigint      generated always as identity primary key,
    case_id       bigint      not null references reading_case,
    asked_by      text        not null,
    asked_at      timestamptz not null default now(),
    reader        text,                                  -- of whom it is asked: a reader
    owner_group   text,                                  -- or a group
    question      text        not null,
    answered_by   text,
    answered_at   timestamptz,
    answer        text,
    check ((reader is null) <> (owner_group is null)),
    check ((answered_by is null) = (answer is null))
);
create index case_opinion_case on case_opinion (case_id, id);

-- Who sees a case beside those whose site or group has it, and until when.
create table case_guest (
    id            bigint      generated always as identity primary key,
    case_id       bigint      not null references reading_case,
    reader        text,
    owner_group   text,
    reason        text        not null check (reason in ('OPINION', 'BREAK_GLASS')),
    since         timestamptz not null default now(),
    until_at      timestamptz not null default 'infinity',
    check ((reader is null) <> (owner_group is null))
);
create index case_guest_reader on case_guest (reader, until_at) where reader is not null;
create index case_guest_group on case_guest (owner_group, until_at) where owner_group is not null;
create index case_guest_case on case_guest (case_id);
