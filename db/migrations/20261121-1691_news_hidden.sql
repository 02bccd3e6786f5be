-- A moderator can take a post from public view, as the same is done with organisations and projects,
-- without touching what its writers said of its state.

alter table news.post add column hidden_at timestamptz;
comment on column news.post.hidden_at is
  'Taken from public view by a moderator. Its state stays what its writers made it.';
alter table news.post add column visibility_changed_at timestamptz;
comment on column news.post.visibility_changed_at is
  'When it was last hidden or shown again; the database writes it. Null when it never was.';

create function news.note_visibility() returns trigger language plpgsql as $$
  begin
    new.visibility_changed_at := greatest(new.hidden_at, now());
    return new;
  end
$$;

create trigger visibility_is_noted before update of hidden_at on news.post
  for each row when ((old.hidden_at is null) is distinct from (new.hidden_at is null))
  execute function news.note_visibility();

create or replace view news.card as
  select p.id, p.organisation_id, o.slug as organisation_slug, o.name as organisation_name,
    o.is_sample, p.slug, p.title, p.excerpt as summary, p.body, p.project_id, p.pinned,
    p.published_at, p.updated_at,
    (select array_agg(a.area order by a.area) from news.post_area a where a.post_id = p.id) as areas,
    (select array_agg(l.place_id order by l.place_id) from news.post_place l where l.post_id = p.id)
      as place_ids,
    i.file_id as picture_id, i.alt as picture_alt
  from news.post p
  join organisations.card o on o.id = p.organisation_id
  left join lateral (
    select file_id, alt from news.picture
    where picture.post_id = p.id and picture.described
    order by picture.position
    limit 1
  ) i on true
  where p.state = 'published' and p.hidden_at is null;
