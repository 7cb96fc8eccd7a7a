-- What attempts of the last day came to, by destination.
create index transfer_attempt_started on transfer_attempt (started_at);
