-- Whoever keeps a copy of our data learns of a project that a moderator hid or showed again, as they
-- do of organisations.

alter table projects.project add column visibility_changed_at timestamptz;
comment on column projects.project.visibility_changed_at is
  'When it was last hidden or shown again; the database writes it. Null when it never was.';

update projects.project set visibility_changed_at = hidden_at where hidden_at is not null;

create function projects.note_visibility() returns trigger language plpgsql as $$
  begin
    new.visibility_changed_at := greatest(new.hidden_at, now());
    return new;
  end
$$;

create trigger visibility_is_noted before update of hidden_at on projects.project
  for each row when ((old.hidden_at is null) is distinct from (new.hidden_at is null))
  execute function projects.note_visibility();
