-- What agents have typed and not sent: found again at another machine, and seen by colleagues. Nodes from before go on beside it; their removal of
-- unused files is put off, by the reference below, while a draft holds one of more than a day.

create sequence draft_version;

create table draft (
    conversation_id  uuid not null references conversation deferrable initially deferred,
    agent_id         uuid not null references agent,
    reply            text not null,
    note             text not null,
    visibility       text check (visibility in ('PUBLIC', 'PRIVATE')),
    answers_id       uuid references message deferrable initially deferred,
    answers_revision int,
    reply_key        text,
    note_key         text,
    version          bigint not null default nextval('draft_version'),
    updated_at       timestamptz not null,
    primary key (conversation_id, agent_id)
);
comment on table draft is 'What an agent has typed in a conversation and not sent. Gone when it is sent or emptied.';
comment on column draft.visibility is 'Of the reply, when chosen on purpose; null: that of the message that it answers.';
comment on column draft.reply_key is 'The Idempotency-Key that the reply will be sent with: whichever machine sends it, the answer takes the draft with it.';
comment on column draft.version is 'Never the same twice, so that a draft that was emptied and begun anew is not taken for the one before.';
create index draft_agent on draft (agent_id, updated_at desc);

create table draft_file (
    attachment_id   uuid primary key references attachment,
    conversation_id uuid not null,
    agent_id        uuid not null,
    position        int not null,
    foreign key (conversation_id, agent_id) references draft on update cascade on delete cascade
);
comment on table draft_file is 'Files of a draft. They stay for as long as it does, however old they are.';
create index draft_file_draft on draft_file (conversation_id, agent_id, position);
