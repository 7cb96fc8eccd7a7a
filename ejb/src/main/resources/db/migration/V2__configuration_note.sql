-- Why a version of the configuration was saved, in its author's words.
alter table configuration_version add column note text not null default '';
