-- Who runs the gateway, and who owns which channel.

create table node (
    id               uuid primary key,
    name             text not null check (length(name) between 1 and 200),
    version          text not null,
    started_at       timestamptz not null,
    expires_at       timestamptz not null,
    draining         boolean not null default false,
    channels         text[] not null,
    tail_transaction bigint not null default 0,
    tail_id          bigint not null default 0
);
comment on table node is 'The running gateways. Each renews its row every second; one whose row has expired owns nothing any more. All times are the database''s own.';
comment on column node.draining is 'It is about to leave: it takes no channel and hands over those that it owns.';
comment on column node.channels is 'Those that it could open, and so could own.';
comment on column node.tail_transaction is 'With tail_id: the position up to which it has told its desks what changed.';

-- A lease lasts as long as the node that holds it.
alter table channel_lease drop column expires_at;
alter table channel_lease add owned_since timestamptz;
alter table channel_lease add health text not null default 'STARTING';
alter table channel_lease add health_detail text not null default '';
comment on column channel_lease.node is 'The owner, as long as its row in node has not expired; null: nobody.';
comment on column channel_lease.epoch is 'Raised by every take-over.';
comment on column channel_lease.health is 'How the channel is, as its owner told last.';
