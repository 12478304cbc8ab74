-- Messages that agents move from one conversation to another, as a whole (merge) or some of them (split), and links between conversations. A node from before
-- goes on beside it; but nothing should be moved while one runs: it would write what it has in hand where it was before.

alter table conversation add merged_into uuid references conversation deferrable initially deferred;
comment on column conversation.merged_into is 'An agent moved all that it had into this one, and its number leads there. Null: it stands for itself.';
create index conversation_merged on conversation (merged_into) where merged_into is not null;

create table conversation_move (
    id          uuid primary key,
    number      bigint generated always as identity,
    kind        text not null check (kind in ('MERGE', 'SPLIT')),
    from_id     uuid not null references conversation,
    to_id       uuid not null references conversation,
    agent_id    uuid not null references agent,
    moved_at    timestamptz not null,
    messages    uuid[] not null,
    pending     uuid[] not null,
    staying     uuid[] not null,
    deliveries  uuid[] not null,
    tags        uuid[] not null,
    drafts      uuid[] not null,
    reads       jsonb not null,
    from_before jsonb not null,
    to_before   jsonb not null,
    to_after    jsonb not null,
    undone_by   uuid references agent,
    undone_at   timestamptz
);
comment on table conversation_move is 'What was moved from one conversation to another, so that exactly that can go back.';
comment on column conversation_move.number is 'In the order of moving: one is undone after those that came later to the same conversations.';
comment on column conversation_move.pending is 'Answers of the other conversation that had not reached anybody: written without these messages in sight, they settle nothing of them.';
comment on column conversation_move.staying is 'Answers to what is moved that the other conversation had before: they do not go back with it.';
comment on column conversation_move.deliveries is 'Notices, which are no messages.';
comment on column conversation_move.tags is 'Those that the other conversation had not had.';
comment on column conversation_move.drafts is 'Whose drafts went along.';
comment on column conversation_move.reads is 'What agents had read of the other conversation, as it stood before.';
comment on column conversation_move.to_before is 'State, latest message, snippet and urgency: given back where nothing happened since to_after.';
create index conversation_move_to on conversation_move (to_id, number desc) where undone_at is null;
create index conversation_move_from on conversation_move (from_id, number desc) where undone_at is null;
create index conversation_move_messages on conversation_move using gin (messages) where undone_at is null;
create index conversation_move_pending on conversation_move using gin (pending) where undone_at is null;

alter table network_message add moves uuid[] not null default '{}';
alter table network_message add splits uuid[] not null default '{}';
comment on column network_message.moves is 'The moves that brought it to its conversation, the first one first; a name that came by it has them too, and goes back with it.';
comment on column network_message.splits is 'Those of them that took it out of its thread: what answers it follows it, wherever the thread leads.';
create index network_message_awaited on network_message (conversation_id) where message_id is null;

alter table thread add moves uuid[] not null default '{}';
alter table thread add begun_in uuid references conversation;
alter table thread add handle_kind text;
alter table thread add handle_value text;
comment on column thread.moves is 'As of network_message.';
comment on column thread.begun_in is 'The conversation that it named before anything was moved there; null: nothing was. With the handle under which that began: whoever knows the thread is that handle and nobody else.';

create index delivery_notice on delivery (conversation_id) where message_id is null;

create function conversation_now(conversation uuid) returns uuid
    language sql stable parallel safe
    as $$ with recursive way (id, further) as (
              select c.id, c.merged_into from conversation c where c.id = $1
              union all
              select c.id, c.merged_into from way join conversation c on c.id = way.further)
          select id from way where further is null $$;
comment on function conversation_now is 'Where what was said in a conversation is now: itself, or the one that it was merged into.';

create function conversation_gathered(conversation uuid) returns setof uuid
    language sql stable parallel safe
    as $$ with recursive gathered (id) as (
              select $1
              union all
              select c.id from gathered join conversation c on c.merged_into = gathered.id)
          select id from gathered $$;
comment on function conversation_gathered is 'A conversation, and those that were merged into it.';

create function met_later(answer uuid, message uuid) returns boolean
    language sql stable parallel safe
    as $$ select exists (select from conversation_move m
                          where m.undone_at is null and (m.messages @> array[$1] or m.pending @> array[$1])
                            and m.messages @> array[$1] <> m.messages @> array[$2]) $$;
comment on function met_later is 'Whether the two came together by a move, after the answer was written: whoever wrote it had not seen the message.';

create table conversation_link (
    a_id       uuid not null references conversation,
    b_id       uuid not null references conversation,
    kind       text not null check (kind in ('RELATED', 'DUPLICATE', 'FOLLOW_UP')),
    agent_id   uuid not null references agent,
    created_at timestamptz not null,
    primary key (a_id, b_id),
    check (a_id < b_id)
);
comment on table conversation_link is 'Two conversations that agents want to find from one another. Without direction: the smaller id first.';
create index conversation_link_b on conversation_link (b_id);

-- Every list asks for merged_into, of which the planner would guess that next to nothing is null until it is gathered. An empty table is left unknown: it will not stay empty.
do $$ begin
    if exists (select from conversation) then
        analyze conversation;
    end if;
end $$;
