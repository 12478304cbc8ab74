-- What concerns an agent is seen on whatever machine it was seen on.

create table concern_seen (
    agent_id        uuid not null references agent,
    conversation_id uuid not null references conversation,
    seen_at         timestamptz not null,
    primary key (agent_id, conversation_id)
);
comment on table concern_seen is 'What the agent has seen of what concerns them in a conversation. No row: nothing since concerns_since.';
comment on column concern_seen.seen_at is 'What came until then, that moment included, is seen.';

-- What was there before nobody has to look at again.
alter table agent add column concerns_since timestamptz not null default now();
comment on column agent.concerns_since is 'What concerned the agent before counts as seen.';
