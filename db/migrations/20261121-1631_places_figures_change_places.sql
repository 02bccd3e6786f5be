-- A place whose number of people becomes known, or is corrected, has changed for whoever keeps a
-- copy of our data. Loading the same figures again changes nothing.

create function places.note_figures() returns trigger language plpgsql as $$
  begin
    update places.place set changed_at = greatest(changed_at, now()) where id = new.place_id;
    return null;
  end
$$;

create trigger new_figures_change_the_place after insert on places.population
  for each row execute function places.note_figures();
create trigger figures_change_the_place after update on places.population
  for each row when (old.* is distinct from new.*)
  execute function places.note_figures();
