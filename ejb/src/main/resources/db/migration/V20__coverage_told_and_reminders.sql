-- What coordinators were told of coverage: each gap, lonely hour and ending licence once, by whichever node saw it first.
create table coverage_told (
    site          text        not null,
    what          text        not null check (what in ('GAP', 'SINGLE', 'LICENCE')),
    about         text        not null,                  -- modality and sub-specialty, or reader and jurisdiction
    from_at       timestamptz not null,
    until_at      timestamptz not null,                  -- grows while it is seen to last longer
    told_at       timestamptz not null default now(),
    text          text        not null,
    primary key (site, what, about, from_at)
);
create index coverage_told_until on coverage_told (until_at);
drop table coverage_warning;

-- A case whose time is over, or that is held without an end, is told of again: each open case has a next instant.
alter table reading_case add column reminded_at timestamptz;
alter table case_due drop constraint case_due_kind_check;
alter table case_due add constraint case_due_kind_check
    check (kind in ('WARN', 'ESCALATE', 'BREACH', 'OFFER', 'RESUME', 'REMIND'));
insert into case_due (case_id, kind, due_at)
select id, 'REMIND', now() + interval '1 hour' from reading_case
 where state in ('COMPLETE', 'ROUTED', 'AVAILABLE', 'READING', 'PRELIMINARY')
   and ((breached_at is not null and not held) or (held and held_until is null));
