-- What people say of themselves, apart from what networks observe: whoever it truly belongs to is not in anybody's way, nor anybody in theirs.

create table stated_handle (
    contact_id uuid not null references contact deferrable initially deferred,
    kind       text not null,
    value      text not null,
    stated_at  timestamptz not null,
    primary key (contact_id, kind, value)
);
comment on table stated_handle is 'How a person says that they can be reached, in a form for instance. Several people may state the same; it makes nobody known.';
comment on column stated_handle.stated_at is 'When they said so last.';
create index stated_handle_prefix on stated_handle (kind, value text_pattern_ops);

insert into stated_handle (contact_id, kind, value, stated_at) select contact_id, kind, value, first_seen from handle where stated;
delete from handle where stated;
comment on column handle.stated is 'True in rows of nodes from before V009 alone: whoever is observed under the handle takes it over.';
