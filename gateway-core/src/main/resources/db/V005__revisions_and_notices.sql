-- Files of what a message said before its author changed it, and the networks' names of notices.

alter table attachment add column revision int;
comment on column attachment.revision is 'Null: of the message as it is now. Else of what it said before: message_revision.position.';

alter table network_message add column delivery_id uuid references delivery deferrable initially deferred;
comment on column network_message.delivery_id is 'A notice, which is no message of a conversation; reports on it find their way by this.';
create index network_message_delivery on network_message (delivery_id) where delivery_id is not null;
