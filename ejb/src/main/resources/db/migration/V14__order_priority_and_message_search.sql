-- What an order asked for when its case was last looked at: a message that says nothing new of it leaves a person's word
-- alone. The previous release leaves it empty, and then an order is followed as it was before.
alter table reading_case add column order_priority text;
update reading_case c set order_priority = o.priority from imaging_order o where o.id = c.order_id;

-- The message list by sender, type or control ID, newest first; and by what was wrong, whatever the state.
create index message_sender on message (sender, received_at desc, id desc);
create index message_type on message (message_type collate "C", received_at desc, id desc);
create index message_control on message (control_id) where control_id <> '';
create index message_problem on message (problem_code, received_at desc, id desc) where problem_code is not null;
