-- What concerns an agent and only lists told of so far: what was handed over to a team, what is back from a snooze, what has waited for long.

-- What was there before nobody has to look at again.
alter table agent add column waits_since timestamptz not null default now();
comment on column agent.waits_since is 'What came back or became late before then is in the lists alone.';
alter table agent_team add column since timestamptz not null default now();
comment on column agent_team.since is 'What was handed over to the team before then is in the lists alone.';

-- Few entries of the change log are either. conversation/ConcernQueries asks in the same words.
create index event_handed_over on event ((detail -> 'teamId' ->> 1), id desc)
    where kind = 'conversation.changed' and message_id is not null;
create index event_back on event (conversation_id, id desc)
    where kind = 'conversation.changed' and agent_id is null and detail -> 'snoozedUntil' is not null;
