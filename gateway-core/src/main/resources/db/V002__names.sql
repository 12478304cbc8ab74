-- Finding people by the beginning of any word of their name, without accents: "lefe" finds "Amina Lefèvre".

create text search configuration parvis_name (copy = simple);
alter text search configuration parvis_name alter mapping for hword, hword_part, word with unaccent, simple;

-- "return" binds the configuration when the function is made: an index is built without a search path (PostgreSQL 17).
create function name_vector(name text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('parvis_name'::regconfig, coalesce(name, ''));
comment on function name_vector is 'What a person is found by: the words of their name, without accents.';

create index contact_name on contact using gin (name_vector(display_name));

-- Resolved conversations of one team or channel, without walking through those of all.
create index conversation_resolved_team on conversation (team_id, last_message_at desc, id desc) where state = 'RESOLVED';
create index conversation_resolved_channel on conversation (channel_id, last_message_at desc, id desc) where state = 'RESOLVED';
