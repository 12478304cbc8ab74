-- What administrators decide about channels while the gateway runs, and what went wrong on each of them last.

create table channel_control (
    channel_id     text primary key references channel,
    paused_at      timestamptz,
    paused_by      uuid references agent,
    sends_per_hour int check (sends_per_hour > 0)
);
comment on table channel_control is 'Pause and rate of channels. Who changed them when is in the change log.';
comment on column channel_control.paused_at is 'Neither listens nor sends nor serves its routes since then; null: it does.';
comment on column channel_control.sends_per_hour is 'Sends at most that much; null: what its network bears.';

alter table channel_lease add health_code text not null default '';
alter table channel_lease add health_since timestamptz not null default now();
alter table channel_lease add fault_at timestamptz;
alter table channel_lease add fault_code text not null default '';
alter table channel_lease add fault_detail text not null default '';
comment on column channel_lease.health_code is 'The code of the fault behind its health, where there is one.';
comment on column channel_lease.health_since is 'Since when its owner tells that state.';
comment on column channel_lease.fault_at is 'With fault_code and fault_detail: when something was wrong last, and what; it stays when all is well again.';
