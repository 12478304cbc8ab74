-- What a search asks for by its operators alone is walked along an index, the latest activity first.

-- What somebody has resolved, among what everybody has.
create index conversation_resolved_assignee on conversation (assignee_id, last_message_at desc, id desc) where state = 'RESOLVED' and assignee_id is not null;
-- What is or was urgent, whatever became of it: little, and everything else costs nothing here.
create index conversation_urgent_recent on conversation (last_message_at desc, id desc) where urgent;
