-- Two further roles, and the hours of outside agencies. A node from before goes on beside it, but does not know these roles: give none while one runs.

alter table agent drop constraint agent_role_check;
alter table agent add constraint agent_role_check check (role in ('AGENT', 'LEAD', 'ADMINISTRATOR', 'OPERATOR', 'AGENCY'));
comment on column agent.role is
    'What they may do: access/Role says it. An OPERATOR sees no conversation; an AGENCY those of its teams alone, and within its hours.';

alter table agent add column hours text check (hours is null or length(hours) between 1 and 1000 and role = 'AGENCY');
comment on column agent.hours is
    'When an outside agency is let in, on the clocks of the town, such as mon-fri 18:00-08:00; sat-sun 00:00-24:00. Null: at any time.';
