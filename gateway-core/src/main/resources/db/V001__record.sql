-- The record: everything that Parvis must never lose. See docs/message-path.md for who writes what, and when.
-- Words that stand for closed sets are the names of the Java constants, in upper case.

create extension if not exists unaccent;

-- Both languages, without accents, so that "declaration" finds "déclarations".
create text search configuration parvis_fr (copy = french);
alter text search configuration parvis_fr alter mapping for hword, hword_part, word with unaccent, french_stem;
create text search configuration parvis_en (copy = english);
alter text search configuration parvis_en alter mapping for hword, hword_part, word with unaccent, english_stem;

create function search_vector(subject text, words text) returns tsvector
    language sql immutable parallel safe
    as $$ select setweight(to_tsvector('parvis_fr', left(subject, 1000)), 'A') || to_tsvector('parvis_fr', left(words, 100000))
              || setweight(to_tsvector('parvis_en', left(subject, 1000)), 'A') || to_tsvector('parvis_en', left(words, 100000)) $$;
comment on function search_vector is 'What full-text search finds a message by: French and English stems, without accents, of its first 100 000 characters (a tsvector has at most 1 MB).';

create function search_query(words text) returns tsquery
    language sql immutable parallel safe
    as $$ select websearch_to_tsquery('parvis_fr', words) || websearch_to_tsquery('parvis_en', words) $$;

create table installation (
    name  text primary key,
    value text not null
);
comment on table installation is 'Facts about this installation that outlive every node, such as the key that signs links.';

-- Who works here ---------------------------------------------------------------------------------------------------

create table team (
    id         uuid primary key,
    name       text not null unique check (length(name) between 1 and 100),
    created_at timestamptz not null default now()
);
comment on table team is 'Agents who share conversations.';

create table agent (
    id            uuid primary key,
    account       text not null unique check (account = lower(account) and length(account) between 1 and 100),
    display_name  text not null check (length(display_name) between 1 and 100),
    password_hash text,
    role          text not null default 'AGENT' check (role in ('AGENT', 'LEAD', 'ADMINISTRATOR')),
    language      text not null default 'fr' check (language in ('fr', 'en')),
    extension     text,
    active        boolean not null default true,
    created_at    timestamptz not null default now()
);
comment on table agent is 'Somebody who answers. An agent who leaves is made inactive, never deleted: the record names them.';
comment on column agent.password_hash is 'Argon2id in PHC string format; null: cannot log in by password.';
comment on column agent.extension is 'The telephone extension at which calls ring for this agent.';

create table agent_team (
    agent_id uuid not null references agent,
    team_id  uuid not null references team,
    primary key (agent_id, team_id)
);

create table agent_session (
    token_hash bytea primary key,
    agent_id   uuid not null references agent,
    csrf_token text not null,
    created_at timestamptz not null,
    used_at    timestamptz not null,
    expires_at timestamptz not null,
    user_agent text
);
comment on table agent_session is 'Desk sessions. Only the SHA-256 of the cookie is kept.';
create index agent_session_agent on agent_session (agent_id);
create index agent_session_expiry on agent_session (expires_at);

create table access_token (
    id         uuid primary key,
    agent_id   uuid not null references agent,
    name       text not null check (length(name) between 1 and 100),
    token_hash bytea not null unique,
    created_at timestamptz not null,
    used_at    timestamptz,
    expires_at timestamptz
);
comment on table access_token is 'Personal access tokens for scripts. Only the SHA-256 of the token is kept.';

create table login_attempt (
    subject  text not null,
    failures int not null,
    until    timestamptz not null,
    primary key (subject)
);
comment on table login_attempt is 'Throttling of logins, by account and by address.';

create table idempotency (
    agent_id       uuid not null references agent,
    key            text not null check (length(key) between 1 and 200),
    request_digest bytea not null,
    status         int not null,
    body           text not null,
    created_at     timestamptz not null default now(),
    primary key (agent_id, key)
);
comment on table idempotency is 'Answers to requests that carried an Idempotency-Key, given again when the request comes again.';
create index idempotency_age on idempotency (created_at);

-- Channels ---------------------------------------------------------------------------------------------------------

create table channel (
    id         text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    type       text not null,
    label      text not null,
    team_id    uuid references team,
    first_seen timestamptz not null default now()
);
comment on table channel is 'Every channel that was ever configured; conversations refer to them for good.';

create table channel_cursor (
    channel_id text primary key references channel,
    cursor     text not null,
    updated_at timestamptz not null default now()
);
comment on table channel_cursor is 'Where each channel listens from after a restart; written in the transaction that took the events in.';

create table channel_lease (
    channel_id text primary key references channel,
    node       uuid,
    epoch      bigint not null default 0,
    expires_at timestamptz
);
comment on table channel_lease is 'Which node owns a channel. A commit or claim under an older epoch is refused.';

create table inbound_event (
    channel_id  text not null references channel,
    event_id    text not null,
    received_at timestamptz not null,
    primary key (channel_id, event_id)
);
comment on table inbound_event is 'Every event taken in, by the name its network gives it: what makes a second delivery harmless.';

-- People -----------------------------------------------------------------------------------------------------------

create table contact (
    id           uuid primary key,
    display_name text,
    language     text,
    note         text,
    created_at   timestamptz not null
);
comment on table contact is 'A person who wrote, called or came by.';

create table handle (
    kind         text not null,
    value        text not null,
    contact_id   uuid not null references contact deferrable initially deferred,
    display_name text,
    profile      text,
    stated       boolean not null default false,
    first_seen   timestamptz not null,
    primary key (kind, value)
);
comment on table handle is 'A name by which a network knows a person.';
comment on column handle.stated is 'True when the person only stated it, in a form for instance, and nothing ever came from it.';
create index handle_contact on handle (contact_id);
create index handle_prefix on handle (kind, value text_pattern_ops);

-- Conversations ----------------------------------------------------------------------------------------------------

create sequence conversation_number start 1001;

create table conversation (
    id              uuid primary key,
    number          bigint not null unique default nextval('conversation_number'),
    channel_id      text not null references channel,
    contact_id      uuid not null references contact deferrable initially deferred,
    subject         text,
    topic           text,
    state           text not null check (state in ('OPEN', 'WAITING', 'RESOLVED')),
    team_id         uuid references team,
    assignee_id     uuid references agent,
    visibility      text not null check (visibility in ('PUBLIC', 'PRIVATE')),
    snippet         text not null default '',
    created_at      timestamptz not null,
    last_message_at timestamptz not null,
    owed_since      timestamptz,
    message_count   int not null default 0,
    version         bigint not null default 1
);
comment on table conversation is 'What one person and the service say to each other about one matter.';
comment on column conversation.number is 'What people read out on the phone.';
comment on column conversation.owed_since is 'Arrival of the oldest message that is still owed an answer; null when none is.';
comment on column conversation.version is 'Raised by every change; what a client must name to change the conversation.';
-- Lists are read by these, newest or longest-owed first; the cost does not grow with what is resolved.
create index conversation_open on conversation (owed_since, id) where state = 'OPEN';
create index conversation_open_recent on conversation (last_message_at desc, id desc) where state = 'OPEN';
create index conversation_waiting on conversation (last_message_at desc, id desc) where state = 'WAITING';
create index conversation_resolved on conversation (last_message_at desc, id desc) where state = 'RESOLVED';
create index conversation_assignee on conversation (assignee_id, last_message_at desc, id desc) where state <> 'RESOLVED';
create index conversation_team on conversation (team_id, last_message_at desc, id desc) where state <> 'RESOLVED';
create index conversation_channel on conversation (channel_id, last_message_at desc, id desc) where state <> 'RESOLVED';
create index conversation_contact on conversation (contact_id, last_message_at desc, id desc);

create table thread (
    channel_id      text not null references channel,
    name            text not null,
    conversation_id uuid not null references conversation deferrable initially deferred,
    primary key (channel_id, name)
);
comment on table thread is 'The networks'' own names of conversations.';
create index thread_conversation on thread (conversation_id);

create table message (
    id              uuid primary key,
    conversation_id uuid not null references conversation deferrable initially deferred,
    channel_id      text not null references channel,
    kind            text not null check (kind in ('INBOUND', 'OUTBOUND', 'NOTE')),
    visibility      text not null check (visibility in ('PUBLIC', 'PRIVATE')),
    origin          text not null default 'PERSON' check (origin in ('PERSON', 'AUTOMATIC')),
    contact_id      uuid references contact deferrable initially deferred,
    handle_kind     text,
    handle_value    text,
    agent_id        uuid references agent,
    subject         text,
    body            text not null,
    html            text,
    folds           jsonb not null default '[]',
    warning         text,
    fields          jsonb not null default '{}',
    defects         jsonb not null default '[]',
    sent_at         timestamptz not null,
    created_at      timestamptz not null,
    edited_at       timestamptz,
    deleted_at      timestamptz,
    search          tsvector not null
);
comment on table message is 'One message in, out, or an internal note.';
comment on column message.kind is 'INBOUND: from the contact. OUTBOUND: from an agent. NOTE: seen by agents alone.';
comment on column message.contact_id is 'Who wrote it, for INBOUND; who gets it, for OUTBOUND.';
comment on column message.agent_id is 'Who wrote it, for OUTBOUND and NOTE; who wrote it down, for the note of a call.';
comment on column message.html is 'As its author sent it. Never given to a browser unsanitised.';
comment on column message.folds is '[{kind, start, end}] in UTF-16 code units of body: quotations and signatures.';
comment on column message.sent_at is 'When the network says it was written; created_at is when it became durable here.';
create index message_conversation on message (conversation_id, created_at, id);
create index message_search on message using gin (search);

create table message_revision (
    message_id uuid not null references message,
    position   int not null,
    body       text not null,
    html       text,
    replaced_at timestamptz not null,
    primary key (message_id, position)
);
comment on table message_revision is 'What a message said before its author changed it.';

create table network_message (
    channel_id      text not null references channel,
    network_id      text not null,
    conversation_id uuid not null references conversation deferrable initially deferred,
    message_id      uuid references message deferrable initially deferred,
    primary key (channel_id, network_id)
);
comment on table network_message is 'The networks'' own names of messages.';
comment on column network_message.message_id is 'Null: a message that another one answers and that has not arrived; when it does, it joins the conversation.';
create index network_message_message on network_message (message_id);

create table blob (
    digest bytea primary key,
    size   bigint not null,
    bytes  bytea not null
);
comment on table blob is 'Files by their SHA-256, each kept once.';
alter table blob alter column bytes set storage external;

create table attachment (
    id          uuid primary key,
    message_id  uuid references message deferrable initially deferred,
    position    int not null,
    role        text not null check (role in ('FILE', 'ORIGINAL')),
    name        text not null,
    media_type  text not null,
    digest      bytea not null references blob,
    size        bigint not null,
    content_id  text,
    description text,
    uploaded_by uuid references agent,
    created_at  timestamptz not null
);
comment on table attachment is 'A file of a message. ORIGINAL: the whole message as the network delivered it.';
comment on column attachment.message_id is 'Null: uploaded by an agent for a reply that is not sent yet.';
create index attachment_message on attachment (message_id);
create index attachment_digest on attachment (digest);
create index attachment_unused on attachment (created_at) where message_id is null;

-- What must go out -------------------------------------------------------------------------------------------------

create table delivery (
    id              uuid primary key,
    conversation_id uuid not null references conversation deferrable initially deferred,
    message_id      uuid unique references message deferrable initially deferred,
    channel_id      text not null references channel,
    state           text not null check (state in
                        ('QUEUED', 'SENDING', 'ACCEPTED', 'DELIVERED', 'READ', 'FAILED', 'UNKNOWN', 'BY_PERSON', 'CANCELLED')),
    command         jsonb not null,
    attempts        int not null default 0,
    next_attempt_at timestamptz not null,
    claimed_at      timestamptz,
    claim_epoch     bigint,
    fault_owner     text,
    fault_code      text,
    fault_detail    text,
    script          text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
comment on table delivery is 'The outbox: one row for each command to a network. Its id is the command''s key.';
comment on column delivery.message_id is 'Null: a notice that is no message of a conversation.';
comment on column delivery.command is 'What to send, apart from the message: {to: {kind, value}, author, subject, ...}.';
comment on column delivery.state is 'ACCEPTED: the next hop took it. UNKNOWN: it may or may not have gone out. BY_PERSON: an agent must do it, by telephone for instance.';
create index delivery_due on delivery (channel_id, next_attempt_at, id) where state = 'QUEUED';
create index delivery_order on delivery (conversation_id, id) where state in ('QUEUED', 'SENDING');
create index delivery_sending on delivery (channel_id, claimed_at) where state = 'SENDING';
create index delivery_trouble on delivery (state, updated_at) where state in ('FAILED', 'UNKNOWN', 'BY_PERSON');

create table early_report (
    channel_id   text not null references channel,
    network_id   text not null,
    report       text not null check (report in ('DELIVERED', 'READ', 'FAILED')),
    at           timestamptz not null,
    event_id     text not null,
    fault_owner  text,
    fault_code   text,
    fault_detail text,
    primary key (channel_id, network_id, report)
);
comment on table early_report is 'Reports on messages whose name is not known yet: a bounce can be faster than the answer to the sending. Kept for some days.';
create index early_report_age on early_report (at);

-- The ledger -------------------------------------------------------------------------------------------------------

create table obligation (
    message_id      uuid primary key references message deferrable initially deferred,
    conversation_id uuid not null references conversation deferrable initially deferred,
    opened_at       timestamptz not null,
    settlement      text check (settlement in ('ANSWERED', 'HANDED_OVER', 'CLOSED')),
    settled_at      timestamptz,
    settled_by      uuid references agent,
    answer_id       uuid references message deferrable initially deferred,
    reason          text,
    check ((settlement is null) = (settled_at is null)),
    check (settlement is distinct from 'CLOSED' or reason is not null)
);
comment on table obligation is 'The ledger: each message of a person opens one; an accepted answer, a hand-over to a named owner or a closing with a reason settles it.';
create index obligation_open on obligation (conversation_id, opened_at) where settlement is null;
create index obligation_answer on obligation (answer_id);

create view ledger as
    select count(*)                                            as received,
           count(*) filter (where settlement = 'ANSWERED')     as answered,
           count(*) filter (where settlement = 'HANDED_OVER')  as handed_over,
           count(*) filter (where settlement = 'CLOSED')       as closed,
           count(*) filter (where settlement is null)          as open
      from obligation;
comment on view ledger is 'received = answered + handed_over + closed + open, at every moment.';

-- The change log ---------------------------------------------------------------------------------------------------

create table event (
    id              bigint generated always as identity primary key,
    transaction     bigint not null default (pg_current_xact_id()::text::bigint),
    at              timestamptz not null default clock_timestamp(),
    kind            text not null,
    conversation_id uuid,
    message_id      uuid,
    channel_id      text,
    agent_id        uuid,
    detail          jsonb not null default '{}'
);
comment on table event is 'Append-only: audit log, change feed, and where browsers resume. Read by (transaction, id) below the oldest running transaction, so that a late commit is never skipped.';
comment on column event.agent_id is 'Who did it; null: the gateway itself or the world outside.';
create index event_order on event (transaction, id);
create index event_conversation on event (conversation_id, id);
