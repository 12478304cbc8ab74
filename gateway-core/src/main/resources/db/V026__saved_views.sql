-- Searches that somebody comes back to, as views beside those that everybody has.

create table saved_view (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 60),
    query      text not null check (length(query) between 1 and 200),
    agent_id   uuid not null references agent,
    team_id    uuid references team,
    version    bigint not null default 1,
    created_at timestamptz not null default now()
);
comment on table saved_view is 'A search with a name. team_id null: of the agent alone; else of the team, made by the agent.';
comment on column saved_view.query is 'As it is typed into the search box: its words and operators mean what they mean on the day it is looked at.';
create unique index saved_view_of_agent on saved_view (agent_id, name) where team_id is null;
create unique index saved_view_of_team on saved_view (team_id, name) where team_id is not null;
