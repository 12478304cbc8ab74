-- What may have gone out is never called unsent, however its later attempts end.

alter table delivery add column in_doubt boolean not null default false;
comment on column delivery.in_doubt is 'One of its attempts ended without anybody knowing how: it may have gone out.';
