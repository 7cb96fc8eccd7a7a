-- In which order the series of a study go; what nothing is said of goes first, as before.
alter table transfer_instance add column series_rank smallint not null default 0;
