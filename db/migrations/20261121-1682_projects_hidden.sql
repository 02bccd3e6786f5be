-- A moderator can take a project from public view, as the same is done with organisations, without
-- touching what its owners said of its state.

alter table projects.project add column hidden_at timestamptz;
comment on column projects.project.hidden_at is
  'Taken from public view by a moderator. Its state stays what its owners made it.';

create or replace view projects.card as
  select id, slug, organisation_id, name, state, is_sample
  from projects.project
  where state in ('published', 'closed') and hidden_at is null;
