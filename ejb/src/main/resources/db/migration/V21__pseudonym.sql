-- What the pseudonyms of de-identified objects stand for, by destination. Patient data.
create table pseudonym (
    destination   text        not null,
    kind          text        not null check (kind in ('UID', 'PATIENT', 'ACCESSION')),
    pseudonym     text        not null,
    original      text        not null,
    authority     text        not null default '',       -- of a patient's identifier
    made_at       timestamptz not null default now(),
    primary key (destination, kind, pseudonym)
);
