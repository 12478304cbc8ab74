-- Who is mentioned in internal notes. Nodes from before write notes without it.

alter table message add mentions jsonb;
comment on column message.mentions is 'Of a note: where its words name an agent or a team, as [{start, end, agentId | teamId}] in UTF-16 code units, as they were when it was written. Null: nowhere.';

create table mention (
    message_id      uuid not null references message deferrable initially deferred,
    agent_id        uuid not null references agent,
    conversation_id uuid not null references conversation deferrable initially deferred,
    team_id         uuid references team,
    unread          boolean not null default true,
    created_at      timestamptz not null,
    primary key (message_id, agent_id)
);
comment on table mention is 'Agents whom a note mentions, by name or as members of a team then, but never its author: what each finds in their mentions.';
comment on column mention.team_id is 'The team as whose member the agent is mentioned; null: by name.';
comment on column mention.unread is 'Until the agent has read the conversation, or says that it is read.';

-- The list of an agent, what is unread first, and its count.
create index mention_list on mention (agent_id, unread, created_at, message_id);
-- What is read with its conversation.
create index mention_unread on mention (agent_id, conversation_id) where unread;
