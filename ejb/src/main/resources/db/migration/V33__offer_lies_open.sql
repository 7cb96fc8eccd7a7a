-- An offer to a group whose readers could have had the case, given to none of them: when its time is over, the group let it lie.
alter table case_offer add column lies_open boolean not null default false;
