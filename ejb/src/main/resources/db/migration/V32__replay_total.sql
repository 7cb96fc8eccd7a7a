-- How many cases a replay has to run by each configuration, so that its progress can be told.
alter table configuration_replay add column total bigint not null default 0;
