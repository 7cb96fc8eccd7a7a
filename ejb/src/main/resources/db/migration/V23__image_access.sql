-- Whose images were asked for within which session: the trail has one message a study and session, not one an image.
create table image_access (
    viewer    text        not null,                 -- digest of the session, or the user and the hour where there is none
    study_uid text        not null,
    seen_at   timestamptz not null default now(),
    primary key (viewer, study_uid)
);
create index image_access_seen on image_access (seen_at);
