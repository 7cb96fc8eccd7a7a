-- Parcels that were taken in: none is taken twice.
create table parcel_received (
    parcel        text        primary key,
    archive       text        not null,
    sender        text        not null,
    objects       integer     not null,
    received_at   timestamptz not null default now()
);
