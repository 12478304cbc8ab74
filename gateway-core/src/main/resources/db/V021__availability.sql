-- Who is there to be assigned something.

alter table agent add column availability text not null default 'AVAILABLE' check (availability in ('AVAILABLE', 'AWAY', 'OFF'));
comment on column agent.availability is
    'Whether this agent takes work on: AVAILABLE; AWAY, for a while; OFF, until the next login. Said by the agent; a log-out of the last session says OFF.';
