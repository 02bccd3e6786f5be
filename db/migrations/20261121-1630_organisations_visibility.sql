-- Whoever keeps a copy of our data asks what changed since. An organisation that a moderator takes
-- from public view, or shows again, has changed for them, and so has all that is shown with it.

alter table organisations.organisation add column visibility_changed_at timestamptz;
comment on column organisations.organisation.visibility_changed_at is
  'When it was last hidden or shown again; the database writes it. Null when it never was.';

update organisations.organisation set visibility_changed_at = hidden_at where hidden_at is not null;

create function organisations.note_visibility() returns trigger language plpgsql as $$
  begin
    new.visibility_changed_at := greatest(new.hidden_at, now());
    return new;
  end
$$;

create trigger visibility_is_noted before update of hidden_at on organisations.organisation
  for each row when ((old.hidden_at is null) is distinct from (new.hidden_at is null))
  execute function organisations.note_visibility();

create view organisations.visibility as
  select id, hidden_at is not null as hidden, visibility_changed_at as changed_at
  from organisations.organisation;
comment on view organisations.visibility is
  'For those who publish what belongs to an organisation: whether it may be seen, and since when.';
