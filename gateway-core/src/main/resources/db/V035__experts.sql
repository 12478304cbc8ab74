-- A conversation that waits for an expert: a column beside the state, which a node of before reads as WAITING and nothing else (docs/adr/0011).

alter table conversation add expert text check (length(expert) <= 200);
comment on column conversation.expert is 'Only while WAITING: it waits for an expert, and this says who was asked; empty: not said. Null: it waits for its person, or until a moment. It settles nothing: owed_since stays.';

-- Whatever takes it out of WAITING ends it, and so does a snooze: a message, a bounce, an agent; also by a node of a version that knows nothing of it.
create function expert_ends() returns trigger language plpgsql as $$
begin
    new.expert := null;
    return new;
end $$;
create trigger conversation_expert_ends before update on conversation for each row
    when (new.expert is not null and (new.state <> 'WAITING' or new.snoozed_until is not null)) execute function expert_ends();

-- The view in each of its orders. They hold what waits for an expert alone: everything else costs nothing here.
create index conversation_expert_owed on conversation (owed_since, id) where expert is not null;
create index conversation_expert_recent on conversation (last_message_at desc, id desc) where expert is not null;
create index conversation_expert_arrival on conversation (id) where expert is not null;

-- The list of what waits for its person asks for it, and the planner would guess that next to nothing is null until it is gathered. An empty table is left unknown: it will not stay empty.
do $$ begin
    if exists (select from conversation) then
        analyze conversation;
    end if;
end $$;
