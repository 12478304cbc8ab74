-- Two contacts that look like one person and are not: nobody is asked again.

create table contact_distinct (
    one_id   uuid not null references contact,
    other_id uuid not null references contact,
    agent_id uuid not null references agent,
    found_at timestamptz not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
);
create index contact_distinct_other on contact_distinct (other_id);
comment on table contact_distinct is 'An agent found that these two are two people: neither is suggested for the other. What either is merged into takes that over. It forbids no merge.';
