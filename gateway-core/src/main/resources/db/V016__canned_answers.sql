-- Answers that are written often, kept by leads and used by everybody.

create table canned_answer (
    id          uuid primary key,
    code        text not null,
    title       text not null,
    french      text,
    english     text,
    team_id     uuid references team,
    archived_at timestamptz,
    version     bigint not null default 1,
    updated_by  uuid references agent,
    updated_at  timestamptz not null,
    check (french is not null or english is not null)
);
comment on table canned_answer is 'A text with variables such as {contact.name}, put into an answer and completed there.';
comment on column canned_answer.code is 'What agents type to find it, in lower case.';
comment on column canned_answer.team_id is 'Offered to this team; null: to all.';
comment on column canned_answer.archived_at is 'Not offered any more since; its code is free again.';
comment on column canned_answer.updated_by is 'Who changed it last; null: whoever installed it.';
create unique index canned_answer_code on canned_answer (code) where archived_at is null;
