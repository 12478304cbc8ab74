-- Topics as a list that somebody keeps (docs/adr/0012). A conversation keeps the word that its channel or an agent said; the list says what words mean.

create table topic (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 100),
    version    bigint not null default 1,
    created_at timestamptz not null default now()
);
comment on table topic is 'What conversations are about, in the words of the town hall. What they hold is the word that was said: see topic_word.';

create table topic_word (
    key      text primary key,
    word     text not null check (length(word) between 1 and 100),
    topic_id uuid not null references topic on delete cascade
);
comment on table topic_word is 'What means a topic: its own name, and other words that channels and agents have for it. One word means one topic.';
comment on column topic_word.key is 'word_key of the word.';

-- Without accents, case and superfluous spaces: "Éclairage  public" and "eclairage public" are one word. Immutable, for indexes.
create function word_key(word text) returns text language sql immutable strict parallel safe as $$
    select btrim(replace(replace(replace(
        lower(regexp_replace(regexp_replace(normalize(word, NFKD), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g')),
        'œ', 'oe'), 'æ', 'ae'), '’', ''''))
$$;

-- The list of a topic in the order of activity, word by word. Conversations without a topic cost nothing here.
create index conversation_topic on conversation (word_key(topic), state, last_message_at desc, id desc) where topic is not null;

-- Who changed what: topics and tags too. The index of before stays for nodes of before; a later version drops it.
create index event_administration_words on event (id desc)
    where kind in ('channel.added', 'channel.redefined', 'channel.removed', 'channel.tested', 'channel.paused', 'channel.resumed', 'channel.rate-changed',
                   'agent.created', 'agent.changed', 'team.created', 'team.changed', 'canned.changed',
                   'topic.created', 'topic.changed', 'topic.removed', 'tag.changed', 'tag.removed')
      and coalesce(detail ->> 'changed', '') not in ('[]', '["availability"]');

-- The planner knows nothing of what the new index is made of until it is gathered. An empty table is left unknown: it will not stay empty.
do $$ begin
    if exists (select from conversation) then
        analyze conversation;
    end if;
end $$;
