-- For how long a command is tried counts from its first try, not from when it was written: it may wait for a closed channel, or for a later time.

alter table delivery add column first_attempt_at timestamptz;
alter table delivery add column attempts_before int not null default 0;
comment on column delivery.first_attempt_at is 'Of this series of attempts: a person who orders that it be tried again begins a new one. Null: not tried yet.';
comment on column delivery.attempts_before is 'How many of the attempts were made in earlier series.';
