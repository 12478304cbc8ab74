-- What brings order among conversations: priority, tags, and why one was resolved.

alter table conversation add urgent boolean not null default false;
comment on column conversation.urgent is 'Goes before everything that is not, in what is to handle.';
-- Holds what is urgent alone, which is little: everything else costs nothing here.
create index conversation_urgent on conversation (owed_since, id) where urgent and state <> 'RESOLVED';

create table tag (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 40),
    key        text not null unique,
    created_at timestamptz not null default now()
);
comment on table tag is 'Words by which agents find conversations of one kind.';
comment on column tag.key is 'The name without accents and case: "Éclairage" and "eclairage" are one tag.';

alter table conversation add tagged boolean not null default false;
comment on column conversation.tagged is 'It has rows in conversation_tag: lists look no further where it has none.';

create table conversation_tag (
    conversation_id uuid not null references conversation deferrable initially deferred,
    tag_id          uuid not null references tag,
    state           text not null,
    last_message_at timestamptz not null,
    primary key (conversation_id, tag_id)
);
comment on table conversation_tag is 'Which conversations have which tags. Who gave them is in the change log.';
comment on column conversation_tag.state is 'With last_message_at: as in conversation, kept in step by conversation_tag_follows, so that the list of a tag is read along an index.';
create index conversation_tag_list on conversation_tag (tag_id, state, last_message_at desc, conversation_id desc);

create function conversation_tag_follows() returns trigger language plpgsql as $$
begin
    update conversation_tag set state = new.state, last_message_at = new.last_message_at where conversation_id = new.id;
    return null;
end $$;
create trigger conversation_tag_follows after update on conversation for each row
    when (new.tagged and (new.state <> old.state or new.last_message_at <> old.last_message_at)) execute function conversation_tag_follows();

alter table obligation add reason_code text;
comment on column obligation.reason_code is 'Why it was closed, of a short list; reason holds the agent''s own words, or the code again where there are none.';
