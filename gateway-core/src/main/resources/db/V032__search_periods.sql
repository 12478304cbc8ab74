-- A search for what stands in a great many messages looks at the newest first, a stretch of time after the other, and ends when it has enough. For that the search vector says when a
-- message came: in which week and in which quarter of thirteen weeks since 1970. No text gives such words, since the parser lets no ~ into one. What was kept before has
-- none and is found as it was.

create function search_vector(subject text, words text, at timestamptz) returns tsvector
    language sql immutable parallel safe
    as $$ select search_vector(subject, words)
              || array_to_tsvector(array['~w' || floor(extract(epoch from at) / 604800), '~q' || floor(extract(epoch from at) / 7862400)]) $$;
comment on function search_vector(text, text, timestamptz) is 'The same with the week and the quarter of the moment, for search_stretches.';

create function search_stretches() returns setof tsquery
    language sql stable parallel safe rows 11
    as $$ with present as (select floor(extract(epoch from now()) / 604800) as week),
               year as (select string_agg('~q' || quarter, '|') as quarters from present, generate_series(floor(week / 13) - 4, floor(week / 13) + 1) quarter),
               stretch (place, words) as (
                   select 0, '~w' || week + 1 || '|~w' || week from present
                   union all select back, '~w' || week - back from present, generate_series(1, 8) back
                   union all select 9, quarters from year
                   union all select 10, '!(' || quarters || ')' from year)
          select words::tsquery from stretch order by place $$;
comment on function search_stretches is 'The newest first: this week with what a fast clock puts into the next, each of the eight weeks before it, a year; at last whatever is not of this year.';
