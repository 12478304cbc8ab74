-- Channels that administrators set up at the desk. Those of parvis.yaml are not here.

create table channel_definition (
    channel_id text primary key references channel,
    settings   jsonb not null,
    version    bigint not null default 1,
    changed_by uuid references agent,
    changed_at timestamptz not null,
    removed_at timestamptz
);
comment on table channel_definition is 'What channels of the desk are made from; their type, label and team are in channel. Who changed which of them when is in the change log.';
comment on column channel_definition.channel_id is 'A channel that once was keeps its id for ever: it may come back, of the same type.';
comment on column channel_definition.settings is 'By the keys of the plugin''s configuration record. A secret is {"sealed": base64 of nonce and ciphertext, AES-256-GCM}.';
comment on column channel_definition.version is 'Raised by each change; every node opens a channel again whose version is another one.';
comment on column channel_definition.changed_by is 'Who set it up, changed or removed it last.';
comment on column channel_definition.changed_at is 'When that was.';
comment on column channel_definition.removed_at is 'Since when there is no such channel; its settings are then empty. null: there is.';
