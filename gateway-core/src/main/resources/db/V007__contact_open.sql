-- What a caller's conversations under way are, however many were resolved since.
create index conversation_contact_open on conversation (contact_id, last_message_at desc, id desc) where state <> 'RESOLVED';
