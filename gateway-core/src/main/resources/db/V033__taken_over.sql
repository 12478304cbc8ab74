-- What the kept one of two merged conversations had none of and took from the other goes back with the merge.

alter table conversation_move add column taken_over jsonb not null default '{}';
comment on column conversation_move.taken_over is 'Of a merge: topic, team and assignee that came from the other one, as the change log tells them.';
