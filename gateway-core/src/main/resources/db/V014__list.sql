-- The list in every order that it can be read in, along an index each; and what each agent has read.

-- By arrival: an id begins with the moment at which its conversation was opened.
create index conversation_open_arrival on conversation (id) where state = 'OPEN';
create index conversation_waiting_owed on conversation (owed_since, id) where state = 'WAITING';
create index conversation_waiting_arrival on conversation (id) where state = 'WAITING';
create index conversation_assignee_owed on conversation (assignee_id, owed_since, id) where state <> 'RESOLVED' and assignee_id is not null;
create index conversation_assignee_arrival on conversation (assignee_id, id) where state <> 'RESOLVED' and assignee_id is not null;
create index conversation_open_team_recent on conversation (team_id, last_message_at desc, id desc) where state = 'OPEN' and team_id is not null;
create index conversation_open_team_arrival on conversation (team_id, id) where state = 'OPEN' and team_id is not null;
create index conversation_open_channel_recent on conversation (channel_id, last_message_at desc, id desc) where state = 'OPEN';
create index conversation_open_channel_arrival on conversation (channel_id, id) where state = 'OPEN';

-- What V012 counts by is what a list by promise is read along, once the promise stands in it: the same indexes with more columns, for nodes of before too.
drop index conversation_open_team;
drop index conversation_open_channel;
create index conversation_open_team on conversation (team_id, owed_since, id) where state = 'OPEN' and team_id is not null;
create index conversation_open_channel on conversation (channel_id, owed_since, id) where state = 'OPEN';

create table conversation_read (
    agent_id        uuid not null references agent,
    conversation_id uuid not null references conversation,
    message_count   int not null,
    last_message_at timestamptz not null,
    primary key (agent_id, conversation_id)
);
comment on table conversation_read is 'What an agent has read of a conversation. No row: nothing yet, which calls for reading until the conversation is resolved.';
comment on column conversation_read.message_count is 'Of the conversation, when it was read: more since is unread. -1: marked as unread by the agent.';
comment on column conversation_read.last_message_at is 'Of the conversation, when it was read: later since is unread, such as a message that its author has changed.';
