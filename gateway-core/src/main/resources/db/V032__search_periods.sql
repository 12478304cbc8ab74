-- A search for what stands in a great many messages looks at the newest first, a stretch of time after the other, and ends when it has enough. For that the search vector says when a
-- message came: in which week and in which quarter of thirteen weeks since 1970. No text gives such words, since the parser lets no ~ into one. What was kept before has
-- none and is found as it was.

create function search_vector(subject text, words text, at timestamptz) returns tsvector
    language sql immutable parallel safe
    as $$ select search_vector(subject, words)
              || array_to_tsvector(array['~w' || floor(extract(epoch from at) / 604800), '~q' || floor(extract(epoch from at) / 7862400)]) $$;
comment on function search_vector(text, text, timestamptz) is 'The same with the week and the quarter of the moment, for search_stretches.';

create function search_stretches() returns setof tsquery
    language sql stable parallel safe rows 6
    as $$ select ((case place when 6 then '!' else '' end) || '(' || (select string_agg('~' || unit || (number - back), '|') from generate_series(first, last) back) || ')')::tsquery
            from (values (1, 'w', -1, 0), (2, 'w', 1, 3), (3, 'q', -1, 1), (4, 'q', 2, 5), (5, 'q', 6, 20), (6, 'q', -1, 20)) stretch (place, unit, first, last)
           cross join lateral (select floor(extract(epoch from now()) / case unit when 'w' then 604800 else 7862400 end)) present (number)
           order by place $$;
comment on function search_stretches is 'The newest first: this week with what a fast clock puts into the next, the three weeks before it, then quarters of five years; at last whatever is in none of these.';
