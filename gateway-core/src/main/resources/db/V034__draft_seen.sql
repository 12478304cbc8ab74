-- A colleague's answer that came since somebody began to write is told to them at whatever machine they go on.

alter table draft add column seen_id uuid references message deferrable initially deferred;
comment on column draft.seen_id is 'The latest message or answer that its writer had seen when the reply was begun; null: written by a node that did not ask.';
