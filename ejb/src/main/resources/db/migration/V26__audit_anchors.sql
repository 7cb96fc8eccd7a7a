-- Where seals are told outside, up to which seal, and when the next is due; one node at a time by the claim of the due time.
create table audit_anchor_target (
    target   text        primary key,
    seal     bigint      not null default 0,
    due_at   timestamptz not null default now(),
    failing  boolean     not null default false
);
create index audit_anchor_seal on audit_anchor (seal);
