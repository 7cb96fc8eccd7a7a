-- Overread, first schema. PostgreSQL 14 or later.
--
-- Message, timeline and audit tables are partitioned by month and referenced by value: no foreign key points into
-- them, so that a month can be taken away whole. Raw content is bytea with the codec it is packed by (0 = as is) and
-- the key it is encrypted with (null = none).

create sequence message_id_seq;
create sequence timeline_id_seq;
create sequence audit_id_seq;

-- Months are made ahead of time by the server at start and daily; the default partition takes what no month takes,
-- so that a clock gone wrong loses nothing.
create function make_month(parent text, month date) returns void language plpgsql as $$
declare
    name text := parent || '_' || to_char(month, 'YYYYMM');
begin
    if to_regclass(name) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent,
                       to_char(month, 'YYYY-MM-01'), to_char(month + interval '1 month', 'YYYY-MM-01'));
    end if;
end $$;

-- ---------------------------------------------------------------- configuration

create table configuration_version (
    version     integer     primary key,
    document    text        not null,
    changed_by  text        not null,
    changed_at  timestamptz not null default now()
);

-- ---------------------------------------------------------------- HL7 messages

create table message (
    id            bigint      not null default nextval('message_id_seq'),
    received_at   timestamptz not null,
    direction     char(1)     not null check (direction in ('I', 'O')),
    sender        text        not null,             -- sender profile
    site          text        not null default '',
    peer          text        not null,             -- address
    sending_application text  not null default '',  -- MSH-3
    sending_facility    text  not null default '',  -- MSH-4
    control_id    text        not null default '',  -- MSH-10
    message_type  text        not null default '',  -- MSH-9 as sent, ORM^O01
    state         text        not null check (state in
                      ('ACCEPTED', 'WARNED', 'IGNORED', 'REFUSED', 'FAILED', 'REPEATED', 'NOTICE')),
    acknowledgement text      not null default '',  -- MSA-1
    problem_code  text,                             -- OVR…
    problem_text  text,
    codec         smallint    not null default 0,
    key_id        text,
    raw           bytea       not null,
    answer        bytea,
    digest        bytea       not null,             -- SHA-256 of the message without MSH-7
    primary key (id, received_at)
) partition by range (received_at);
create table message_default partition of message default;
create index message_received on message (received_at desc, id desc);
create index message_state on message (state, received_at desc) where state in ('REFUSED', 'FAILED', 'WARNED');

-- What a message can be found by: patient, accession, placer, filler, study UID.
create table message_identifier (
    message_id   bigint      not null,
    received_at  timestamptz not null,
    kind         text        not null check (kind in ('PATIENT', 'ACCESSION', 'PLACER', 'FILLER', 'STUDY')),
    value        text        not null,
    authority    text        not null default ''
) partition by range (received_at);
create table message_identifier_default partition of message_identifier default;
create index message_identifier_value on message_identifier (kind, value, authority);
create index message_identifier_message on message_identifier (message_id);

-- Small and whole: the first insert of a message, so that a repeat meets it whatever the month. A row stands for a
-- message that was answered positively: a refusal takes its row away again before it commits, so that the message is
-- processed anew when it comes again. The stored answer is the message's own.
create table message_repeat (
    sender        text        not null,
    sending_application text  not null,
    sending_facility    text  not null,
    control_id    text        not null,
    digest        bytea       not null,
    message_id    bigint      not null,
    received_at   timestamptz not null,
    primary key (sender, sending_application, sending_facility, control_id, digest)
);
create index message_repeat_age on message_repeat (received_at);

-- Messages that failed for a reason of ours while the database answered.
create table message_trouble (
    digest        bytea       primary key,
    tries         integer     not null,
    reason        text        not null,
    last_at       timestamptz not null default now()
);

-- ---------------------------------------------------------------- patients and orders

create table patient (
    id           bigint generated always as identity primary key,
    patient_id   text        not null,
    authority    text        not null default '',
    name         text        not null default '',   -- DICOM PN
    birth_date   date,
    sex          text        not null default '',
    merged_into  bigint      references patient,    -- the last survivor of a chain of merges
    stated_at    timestamptz not null,              -- own time of the newest message that said so
    updated_at   timestamptz not null default now(),
    version      integer     not null default 0,
    unique (patient_id, authority)
);
create index patient_name on patient (lower(name) text_pattern_ops);
create index patient_merged on patient (merged_into) where merged_into is not null;

-- Whom a patient's ID stands for today, after every merge.
create function surviving_patient(first bigint) returns bigint language sql stable as $$
    with recursive chain as (
        select id, merged_into, 1 as depth from patient where id = first
        union all
        select p.id, p.merged_into, depth + 1 from chain join patient p on p.id = chain.merged_into where depth < 50)
    select id from chain where merged_into is null
$$;

create table imaging_order (
    id                   bigint generated always as identity primary key,
    patient              bigint      not null references patient,
    site                 text        not null default '',
    sender               text        not null,
    placer_number        text        not null default '',
    placer_authority     text        not null default '',
    filler_number        text        not null default '',
    filler_authority     text        not null default '',
    accession            text        not null default '',
    accession_issuer     text        not null default '',
    requested_procedure  text        not null default '',
    study_uid            text,
    modality             text        not null default '',
    procedure_code       text        not null default '',
    procedure_text       text        not null default '',
    reason               text        not null default '',
    clinical_information text        not null default '',
    referring_physician  text        not null default '',
    patient_class        text        not null default '',
    priority             text        not null,
    state                text        not null check (state in
                             ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'DISCONTINUED')),
    scheduled_at         timestamptz,
    control_at           timestamptz not null,      -- ORC-9, else MSH-7, of the newest message applied
    placed_at            timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    version              integer     not null default 0
);
create unique index order_placer
    on imaging_order (site, placer_number, placer_authority, requested_procedure, filler_number)
    where placer_number <> '';
create index order_filler on imaging_order (filler_number, filler_authority) where filler_number <> '';
create index order_placer_number on imaging_order (placer_number) where placer_number <> '';
create index order_procedure on imaging_order (requested_procedure) where requested_procedure <> '';
create index order_accession on imaging_order (accession, accession_issuer) where accession <> '';
create index order_study on imaging_order (study_uid) where study_uid is not null;
create index order_patient on imaging_order (patient);
create index order_updated on imaging_order (updated_at desc, id desc);

-- One row per IPC segment or OBR-20.
create table order_step (
    order_id     bigint not null references imaging_order on delete cascade,
    step_id      text   not null,
    modality     text   not null default '',
    station_aet  text   not null default '',
    protocol     text   not null default '',
    primary key (order_id, step_id)
);

-- A cancel, discontinue, change or status that came before its order.
create table order_forerunner (
    id             bigint generated always as identity primary key,
    site           text        not null,
    sender         text        not null,
    placer_number  text        not null default '',
    placer_authority text      not null default '',
    filler_number  text        not null default '',
    filler_authority text      not null default '',
    requested_procedure text   not null default '',
    act            text        not null check (act in ('CANCEL', 'DISCONTINUE', 'CHANGE', 'STATUS')),
    state          text,                             -- the state it asks for, if any
    content        jsonb,                            -- what a change says about the order
    control_at     timestamptz not null,
    message_id     bigint      not null,
    received_at    timestamptz not null default now()
);
create index order_forerunner_placer on order_forerunner (site, placer_number);
create index order_forerunner_filler on order_forerunner (site, filler_number);

-- ---------------------------------------------------------------- studies

create table study (
    id               bigint generated always as identity primary key,
    archive          text        not null,
    study_uid        text        not null,
    site             text        not null default '',
    patient_id       text        not null default '',
    patient_authority text       not null default '',
    patient_name     text        not null default '',
    birth_date       date,
    sex              text        not null default '',
    accession        text        not null default '',
    accession_issuer text        not null default '',
    requested_procedure text     not null default '',
    modalities       text        not null default '',    -- CT\SR
    body_part        text        not null default '',
    description      text        not null default '',
    study_date       date,
    instances        integer     not null default 0,
    count_since      timestamptz not null default now(), -- since when the count is as it is, by the database's clock
    counted_at       timestamptz not null default now(),
    state            text        not null check (state in ('ARRIVING', 'COMPLETE', 'VANISHED')),
    completed_at     timestamptz,
    named_by_notify  boolean     not null default false,
    intake           text        not null default 'OPEN' check (intake in ('OPEN', 'IN', 'OUT')),
    order_id         bigint      references imaging_order,
    matched_by       text,
    conflict         text,
    recount_until    timestamptz,                        -- counted again until then; infinity while a case is open
    first_seen_at    timestamptz not null default now(),
    version          integer     not null default 0,
    unique (archive, study_uid)
);
create index study_accession on study (accession, accession_issuer) where accession <> '';
create index study_uid on study (study_uid);
create index study_order on study (order_id) where order_id is not null;
create index study_seen on study (first_seen_at desc, id desc);
create index study_patient on study (patient_id, patient_authority);
create index study_recount on study (archive, counted_at) where recount_until is not null;
create index study_doubt on study (id) where conflict is not null;

create table sweep (
    archive      text        primary key,
    installed_at timestamptz not null default now(),
    swept_to     timestamptz not null default now(),
    baseline     boolean     not null default false,     -- what was there before us is remembered as not for us
    next_at      timestamptz not null default now(),     -- the tick that moves this on owns the sweep
    last_run_at  timestamptz
);

-- ---------------------------------------------------------------- cases

create table reading_case (
    id              bigint generated always as identity primary key,
    site            text        not null default '',
    order_id        bigint      unique references imaging_order,
    study_id        bigint      unique references study,
    state           text        not null check (state in ('ORDERED', 'ARRIVING', 'COMPLETE', 'ROUTED', 'AVAILABLE',
                        'READING', 'PRELIMINARY', 'FINAL', 'DELIVERED', 'CANCELLED')),
    priority        text        not null,
    priority_rank   smallint    not null,
    modality        text        not null default '',
    tier            text,
    owner_group     text,
    reader          text,
    held            boolean     not null default false,
    triage          boolean     not null default false,
    escalated       boolean     not null default false,
    images_changed  boolean     not null default false,
    order_cancelled boolean     not null default false,  -- too late to cancel the case: it was being read
    image_state     text        not null default 'NONE' check (image_state in
                        ('NONE', 'ARRIVING', 'COMPLETE', 'SENDING', 'VERIFIED', 'QUARANTINED')),
    instances       integer     not null default 0,
    instances_there integer     not null default 0,
    verification    text        check (verification in ('instances', 'committed', 'counted', 'source')),
    destination     text,
    routed_at       timestamptz,                         -- since when the images have to be proven where they are read
    clock_started_at timestamptz,
    warn_at         timestamptz,
    due_at          timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    merged_into     bigint      references reading_case, -- the case that took over this one's order
    version         integer     not null default 0,
    check (reader is null or owner_group is not null),
    check (order_id is not null or study_id is not null or merged_into is not null)
);
create index case_worklist on reading_case (priority_rank, (coalesce(due_at, timestamptz 'infinity')), id)
    where state not in ('DELIVERED', 'CANCELLED');
create index case_state on reading_case (state, priority_rank, (coalesce(due_at, timestamptz 'infinity')), id);
create index case_triage on reading_case (id) where triage and owner_group is null;
create index case_group on reading_case (owner_group, state) where owner_group is not null;
create index case_site on reading_case (site, state);
create index case_updated on reading_case (updated_at desc, id desc);

-- Who owned a case from when until when; one open row a case: one owner at any moment.
create table assignment (
    id           bigint generated always as identity primary key,
    case_id      bigint      not null references reading_case,
    owner_group  text        not null,
    reader       text,
    from_at      timestamptz not null default now(),
    until_at     timestamptz,
    reason       text        not null default ''
);
create unique index assignment_one_owner on assignment (case_id) where until_at is null;
create index assignment_case on assignment (case_id, from_at);

create table routing_decision (
    id             bigint generated always as identity primary key,
    case_id        bigint      not null references reading_case,
    decided_at     timestamptz not null,
    configuration_version integer not null,
    outcome        jsonb       not null,
    trace          jsonb       not null
);
create index routing_decision_case on routing_decision (case_id, id);

-- ---------------------------------------------------------------- transfers

create table transfer (
    id            bigint generated always as identity primary key,
    case_id       bigint      not null,
    study_id      bigint      not null,
    archive       text        not null,
    study_uid     text        not null,
    site          text        not null default '',
    destination   text        not null,
    state         text        not null check (state in
                      ('WAITING', 'SENDING', 'VERIFYING', 'VERIFIED', 'QUARANTINED', 'CANCELLED')),
    round         integer     not null default 1,        -- late images open the next
    instances     integer     not null default 0,        -- at the source
    sent          integer     not null default 0,
    there         integer     not null default 0,        -- found at the destination
    bytes         bigint      not null default 0,
    verification  text,
    attempts      integer     not null default 0,
    fruitless     integer     not null default 0,        -- attempts in a row that brought nothing more there
    announced     integer     not null default 0,        -- the last round that was told to the case
    stopping      boolean     not null default false,    -- cancelled while work waits or runs: that work ends at once
    problem_code  text,
    problem_text  text,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    verified_at   timestamptz,
    version       integer     not null default 0,        -- rises with each change of state, not with progress
    unique (case_id, study_id, destination)
);
create index transfer_state on transfer (state, updated_at desc, id desc);

create table transfer_attempt (
    id            bigint generated always as identity primary key,
    transfer_id   bigint      not null references transfer on delete cascade,
    started_at    timestamptz not null default now(),
    ended_at      timestamptz,
    result        text        not null default 'RUNNING' check (result in
                      ('RUNNING', 'VERIFIED', 'TRANSIENT', 'PERMANENT', 'AMBIGUOUS', 'CANCELLED')),
    instances     integer     not null default 0,
    bytes         bigint      not null default 0,
    problem_code  text,
    problem_text  text
);
create index transfer_attempt_transfer on transfer_attempt (transfer_id, id);

-- The instances of the running comparison, on disk and not in memory; emptied when the transfer is verified.
create table transfer_instance (
    transfer_id   bigint  not null references transfer on delete cascade,
    sop_uid       text    not null,
    series_uid    text    not null default '',
    at_source     boolean not null default false,
    there         boolean not null default false,
    handed        boolean not null default false,        -- sent in the running attempt
    primary key (transfer_id, sop_uid)
);

-- Rest for what does not answer: destination:{name} or archive:{name}. No row is a peer that is well.
create table breaker (
    peer          text        primary key,
    failures      integer     not null default 0,
    opened_at     timestamptz,
    retry_at      timestamptz,
    probe_until   timestamptz,                           -- lease of the one half-open probe
    last_problem  text
);

-- ---------------------------------------------------------------- outbox: due work in order within its key

-- Fencing numbers never repeat, so a key's row may go when its last work is done.
create sequence work_fence_seq;

create table work_key (
    key           text        primary key,
    lane          text        not null check (lane in ('SHORT', 'LONG')),
    lease_owner   text,
    lease_until   timestamptz,
    fence         bigint      not null default 0,
    next_due_at   timestamptz not null                   -- due time of the key's first row
);
create index work_key_due on work_key (lane, next_due_at);

create table work (
    id            bigint generated always as identity primary key,
    key           text        not null,
    kind          text        not null,
    payload       jsonb       not null,
    due_at        timestamptz not null,
    attempts      integer     not null default 0,
    last_problem_code text,
    last_problem  text,
    appended_at   timestamptz not null default now()
);
create index work_in_key on work (key, id);

create table dead_letter (
    id            bigint      primary key,               -- the id of the work row
    key           text        not null,
    lane          text        not null,
    kind          text        not null,
    payload       jsonb       not null,
    attempts      integer     not null,
    problem_code  text        not null,
    problem_text  text        not null,
    appended_at   timestamptz not null,
    died_at       timestamptz not null default now()
);
create index dead_letter_age on dead_letter (died_at desc, id desc);
create index dead_letter_key on dead_letter (key);

-- ---------------------------------------------------------------- timeline

create table timeline (
    id        bigint      not null default nextval('timeline_id_seq'),
    xid       xid8        not null default pg_current_xact_id(),
    at        timestamptz not null default now(),
    subject   text        not null,                      -- case:1, order:1, study:1
    site      text        not null default '',
    owner_group text,
    kind      text        not null,
    text      text        not null,
    data      jsonb       not null default '{}',
    primary key (id, at)
) partition by range (at);
create table timeline_default partition of timeline default;
create index timeline_subject on timeline (subject, id);
create index timeline_follow on timeline (xid, id);

-- ---------------------------------------------------------------- audit: written once, never changed

create table audit_event (
    id         bigint      not null default nextval('audit_id_seq'),
    xid        xid8        not null default pg_current_xact_id(),
    at         timestamptz not null default now(),
    event      text        not null,                     -- DCM code of the event, 110109
    action     char(1)     not null,                     -- C R U D E
    outcome    smallint    not null,                     -- 0 4 8 12
    who        text        not null,
    site       text        not null default '',
    subject    text        not null default '',          -- case:1, order:1, study:1, transfer:1
    codec      smallint    not null default 0,
    key_id     text,
    message    bytea       not null,                     -- DICOM PS3.15 XML, UTF-8, no BOM
    primary key (id, at)
) partition by range (at);
create table audit_event_default partition of audit_event default;
create index audit_event_follow on audit_event (xid, id);
create index audit_event_at on audit_event (at desc, id desc);
create index audit_event_subject on audit_event (subject, id) where subject <> '';

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit events are never changed';
end $$;
create trigger audit_event_unchanged before update or delete on audit_event
    for each row execute function refuse_change();

-- How far each audit repository was served.
create table audit_forward (
    target        text        primary key,
    xid           xid8        not null default '0',
    id            bigint      not null default 0,
    lease_owner   text,
    lease_until   timestamptz,
    failures      integer     not null default 0,
    retry_at      timestamptz,
    last_problem  text
);

do $$
declare
    parent text;
    ahead integer;
begin
    foreach parent in array array['message', 'message_identifier', 'timeline', 'audit_event'] loop
        for ahead in 0..2 loop
            perform make_month(parent, (date_trunc('month', now()) + make_interval(months => ahead))::date);
        end loop;
    end loop;
end $$;
