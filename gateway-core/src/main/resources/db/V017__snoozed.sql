-- A conversation that is put off until a moment: it waits, and comes back by itself.

alter table conversation add snoozed_until timestamptz;
comment on column conversation.snoozed_until is 'Only while WAITING: opens again at this moment by the database''s clock. Null: it waits for somebody to write. It settles nothing: owed_since stays.';

-- Whatever takes it out of WAITING ends it: a message, a bounce, an agent; also by a node of a version that knows nothing of it.
create function snooze_ends() returns trigger language plpgsql as $$
begin
    new.snoozed_until := null;
    return new;
end $$;
create trigger conversation_snooze_ends before update on conversation for each row
    when (new.snoozed_until is not null and new.state <> 'WAITING') execute function snooze_ends();

-- The soonest first: the view, and what is due.
create index conversation_snoozed on conversation (snoozed_until, id) where snoozed_until is not null;
-- The view of what waits for a person. conversation_waiting still serves the list of everything.
create index conversation_waiting_for_person on conversation (last_message_at desc, id desc) where state = 'WAITING' and snoozed_until is null;
