-- Which sites' messages of a month were emptied while those of other sites are still kept: all of them, by the same rule as the row
-- says. The previous release knows nothing of it and keeps months whole.
create table message_erased (
    month         text        primary key,               -- 202601, as in the partition's name
    rule          text        not null,
    erased_at     timestamptz not null default now()
);
