alter table contact add version bigint not null default 1;
alter table contact add note_by uuid references agent;
alter table contact add note_at timestamptz;
alter table contact add merged_into uuid references contact;
comment on column contact.language is 'Set by an agent, as an ISO 639 code; null: guessed from what they write, when somebody looks.';
comment on column contact.note is 'What agents should know about the person; never seen by a citizen.';
comment on column contact.version is 'Raised by every change that an agent makes; what a client must name to change the contact.';
comment on column contact.merged_into is 'An agent found that it is the same person as this one, which has all that it had. Null: it stands for itself.';

alter table stated_handle add sayers jsonb not null default '{}';
comment on column stated_handle.sayers is 'Under which observed handles it was stated, and when last: {"KIND value": moment}. Empty: by a node from before V019, under the one handle of the contact.';
update stated_handle set sayers = jsonb_build_object(handle.kind || ' ' || handle.value, stated_handle.stated_at)
  from handle where handle.contact_id = stated_handle.contact_id and not handle.stated;

create table contact_merge (
    id             uuid primary key,
    number         bigint generated always as identity,
    kept_id        uuid not null references contact,
    emptied_id     uuid not null references contact,
    reason         text not null check (reason in ('SAME_EMAIL', 'SAME_PHONE', 'SAID_SO', 'OTHER')),
    words          text,
    agent_id       uuid not null references agent,
    merged_at      timestamptz not null,
    handle_kinds   text[] not null,
    handle_values  text[] not null,
    conversations  uuid[] not null,
    messages       uuid[] not null,
    name_taken     text,
    language_taken text,
    undone_by      uuid references agent,
    undone_at      timestamptz
);
comment on table contact_merge is 'Two contacts that an agent found to be one person, with the evidence and with what was moved, so that it can go back.';
comment on column contact_merge.number is 'In the order of merging: one is undone after those that came later.';
comment on column contact_merge.name_taken is 'The kept contact had no name and took this one from the other.';
create index contact_merge_kept on contact_merge (kept_id, number desc) where undone_at is null;
create unique index contact_merge_emptied on contact_merge (emptied_id) where undone_at is null;

create index message_contact on message (contact_id, created_at desc, id desc) where contact_id is not null;
create index event_contact on event ((detail ->> 'contactId'), id desc) where kind = 'contact.changed';
