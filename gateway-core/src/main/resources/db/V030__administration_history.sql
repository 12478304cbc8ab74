-- Who changed what in the administration, the latest first, along an index of its own: the change log of years is mostly messages. No agent's comings and goings.
-- event/AdministrationHistory asks in the same words.

create index event_administration on event (id desc)
    where kind in ('channel.added', 'channel.redefined', 'channel.removed', 'channel.tested', 'channel.paused', 'channel.resumed', 'channel.rate-changed',
                   'agent.created', 'agent.changed', 'team.created', 'team.changed', 'canned.changed')
      and coalesce(detail ->> 'changed', '') not in ('[]', '["availability"]');

create index event_administration_of_channel on event (channel_id, id desc)
    where kind in ('channel.added', 'channel.redefined', 'channel.removed', 'channel.tested', 'channel.paused', 'channel.resumed', 'channel.rate-changed')
      and channel_id is not null;
