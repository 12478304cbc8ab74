-- The desk's files of each version that a node served: whichever node a browser asks, it has the files of the page that is open there.
create table desk_version (
    hash    text        primary key check (hash ~ '^[0-9a-f]{16}$'),
    seen_at timestamptz not null default now()
);
comment on table desk_version is 'Versions of the desk; the last few are kept.';
comment on column desk_version.hash is 'Of all its files; a part of their address.';
comment on column desk_version.seen_at is 'When a node last said that it serves it.';

create table desk_file (
    hash  text  not null references desk_version on delete cascade,
    name  text  not null,
    bytes bytea not null,
    primary key (hash, name)
);
