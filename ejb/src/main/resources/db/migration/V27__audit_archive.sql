-- Old months of the audit trail go into files. One row: the node that moves its time on has the turn.
create table audit_archive_turn (
    one     boolean     primary key default true check (one),
    due_at  timestamptz not null default now()
);
insert into audit_archive_turn default values;

-- The only way by which events leave the database: a month whose file is written, read back and recorded. As the owner,
-- so that the role that the server connects as needs no right to change or drop anything.
create function drop_audit_month(gone date) returns text language plpgsql security definer set search_path from current as $$
declare
    name text := 'audit_event_' || to_char(gone, 'YYYYMM');
begin
    if not exists (select from audit_archive where month = gone and dropped_at is null) then
        raise exception 'month % is not archived', gone;
    end if;
    set local lock_timeout = '5s';
    execute format('alter table audit_event detach partition %I', name);
    execute format('drop table %I', name);
    update audit_archive set dropped_at = clock_timestamp() where month = gone;
    return name;
end $$;
