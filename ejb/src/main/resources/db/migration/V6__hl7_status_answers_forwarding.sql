-- Order status for the RIS that ordered, application acknowledgements on a connection of their own, forwarded messages,
-- and messages that come in parts. The previous release goes on writing: it uses none of this.

alter table outgoing_message drop constraint outgoing_message_purpose_check;
alter table outgoing_message add constraint outgoing_message_purpose_check check (purpose in
    ('ORDER', 'RESULT', 'STATUS', 'ANSWER', 'FORWARD'));
alter table outgoing_message alter column case_id drop not null;  -- an answer and a forwarded message are of no case

-- What the RIS that placed an order was told of it last (HL7 table 0038).
create table order_status (
    order_id      bigint      primary key references imaging_order,
    status        text        not null check (status in ('SC', 'IP', 'CM', 'CA')),
    told_at       timestamptz not null default now()
);

-- The number that a group's RIS gave an order of ours, with who assigned it.
alter table group_order add column filler_number text not null default '';
alter table group_order add column filler_authority text not null default '';

-- Messages that a further one continues, by the pointer that it will name (DSC-1, MSH-14).
create table message_part (
    sender        text        not null,
    sending_application text  not null,
    sending_facility    text  not null,
    pointer       text        not null,
    message_id    bigint      not null,
    received_at   timestamptz not null,                  -- with message_id the key of message
    primary key (sender, sending_application, sending_facility, pointer)
);
create index message_part_age on message_part (received_at);
