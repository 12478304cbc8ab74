-- What needs a person on one channel: counted and paged without walking through that of all others.
create index delivery_trouble_channel on delivery (channel_id, state, updated_at desc, id desc) where state in ('FAILED', 'UNKNOWN', 'BY_PERSON');
