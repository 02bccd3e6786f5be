-- News: what organisations tell the public, in words, pictures and moving pictures. A post is written
-- as a draft, comes out now or at a time that was set, and once it was public it never disappears in
-- silence: it is changed in versions, or withdrawn, and then its address says when and why.
create extension if not exists pg_trgm;

create schema news;

create function news.all_words(title jsonb, summary jsonb, body jsonb) returns text
  language sql immutable parallel safe
  return (
    select kit.fold(coalesce(string_agg(part.value, ' | '), ''))
    from (
      select value from jsonb_each_text(title)
      union all select value from jsonb_each_text(summary)
      union all select value from jsonb_each_text(body)
    ) as part
  );

create table news.post (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  slug text not null
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 60),
  title kit.localized not null check (title::jsonb <> '{}'),
  body kit.localized not null default '{}',
  summary kit.localized not null default '{}',
  excerpt kit.localized not null default '{}',
  project_id uuid references projects.project (id),
  state text not null default 'draft' check (state in ('draft', 'scheduled', 'published', 'withdrawn')),
  state_since timestamptz not null default now(),
  publish_at timestamptz,
  published_at timestamptz,
  pinned boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text not null generated always as (news.all_words(title, summary, body)) stored,
  unique (organisation_id, slug),
  constraint post_scheduled_for_a_time check ((state = 'scheduled') = (publish_at is not null)),
  constraint post_published_once
    check ((state in ('published', 'withdrawn')) = (published_at is not null)),
  constraint post_published_with_words check (state in ('draft', 'withdrawn') or body::jsonb <> '{}'),
  constraint post_pinned_in_public check (not pinned or state = 'published')
);
create unique index post_pinned_once on news.post (organisation_id) where pinned;
create index post_organisation on news.post (organisation_id, state, published_at desc);
create index post_shown on news.post (published_at desc, id desc) where state = 'published';
create index post_due on news.post (publish_at) where state = 'scheduled';
create index post_project on news.post (project_id, published_at desc) where project_id is not null;
create index post_search on news.post using gin (search gin_trgm_ops);
comment on column news.post.slug is
  'Its address, /o/organisation/news/slug. Given once: no later post of the organisation gets it.';
comment on column news.post.body is 'Markdown.';
comment on column news.post.summary is 'What the writer says it is about; empty where they left that out.';
comment on column news.post.excerpt is
  'What lists show: the summary, and where none was written the beginning of the text, without its markup.';
comment on column news.post.publish_at is 'When a scheduled post comes out; null in every other state.';
comment on column news.post.published_at is
  'The first time. From then on it is never a draft again; at most it is withdrawn, and says so.';
comment on column news.post.pinned is 'Stands first on the page of its organisation, which has one such post at most.';
comment on column news.post.version is
  'Grows by one with each change: a form that was opened on an older version is compared, not believed.';
comment on column news.post.search is 'Title, summary and text, folded.';

create table news.post_area (
  post_id uuid not null references news.post (id),
  area text not null references organisations.area (code),
  primary key (post_id, area)
);
create index post_area_area on news.post_area (area, post_id);

create table news.post_place (
  post_id uuid not null references news.post (id),
  place_id uuid not null references places.place (id),
  primary key (post_id, place_id)
);
create index post_place_place on news.post_place (place_id, post_id);

create table news.picture (
  id uuid primary key default uuidv7(),
  post_id uuid not null references news.post (id),
  file_id uuid not null references kit.file (id),
  position integer not null check (position between 1 and 99),
  alt kit.localized not null default '{}',
  caption kit.localized not null default '{}',
  decorative boolean not null default false,
  described boolean not null generated always as (decorative or alt::jsonb <> '{}') stored,
  unique (post_id, file_id),
  unique (post_id, position)
);
create index picture_file on news.picture (file_id);
comment on column news.picture.position is 'Its place in the gallery. The first picture is the one that lists show.';
comment on column news.picture.alt is 'What is seen on it, for those who do not see it.';
comment on column news.picture.decorative is 'It tells nothing that the text does not tell.';
comment on column news.picture.described is
  'Only pictures that everybody can follow are shown to the public: those with an alternative text, and decorative ones.';

create table news.video (
  post_id uuid primary key references news.post (id),
  file_id uuid not null references kit.file (id),
  caption kit.localized not null default '{}',
  without_speech boolean not null default false
);
create index video_file on news.video (file_id);
comment on column news.video.without_speech is 'Nobody speaks in it, so there is nothing to caption.';

create table news.caption_track (
  post_id uuid not null references news.video (post_id) on delete cascade,
  language text not null check (language ~ '^[a-z]{2,3}$'),
  file_id uuid not null references kit.file (id),
  primary key (post_id, language)
);
create index caption_track_file on news.caption_track (file_id);
comment on table news.caption_track is 'Captions of the video in one language: a WebVTT file.';

create table news.state_change (
  id uuid primary key default uuidv7(),
  post_id uuid not null references news.post (id),
  from_state text not null check (from_state in ('draft', 'scheduled', 'published', 'withdrawn')),
  to_state text not null check (to_state in ('draft', 'scheduled', 'published', 'withdrawn')),
  publish_at timestamptz,
  reason kit.localized not null default '{}',
  decided_by uuid references people.person (id),
  at timestamptz not null,
  constraint state_change_moves check (from_state <> to_state or to_state = 'scheduled'),
  constraint state_change_says_when check ((to_state = 'scheduled') = (publish_at is not null)),
  constraint state_change_says_why check (to_state <> 'withdrawn' or reason::jsonb <> '{}'),
  constraint state_change_never_unsays
    check (from_state in ('draft', 'scheduled') or to_state in ('published', 'withdrawn'))
);
create index state_change_post on news.state_change (post_id, at desc);
create index state_change_decided_by on news.state_change (decided_by) where decided_by is not null;
comment on column news.state_change.decided_by is 'Null where the clock did it: a scheduled post came out.';

-- The history of every field: who changed what, when, from what to what.
create table news.change (
  id bigint generated always as identity primary key,
  post_id uuid not null references news.post (id),
  version integer not null,
  field text not null check (field ~ '^[a-z_]+$'),
  language text check (language ~ '^[a-z]{2,3}$'),
  before jsonb,
  after jsonb,
  person_id uuid references people.person (id),
  at timestamptz not null,
  redacted_at timestamptz
);
create index change_post on news.change (post_id, version desc, id desc);
create index change_person on news.change (person_id) where person_id is not null;
comment on column news.change.version is 'The version of the post that this change made.';
comment on column news.change.redacted_at is
  'The values were taken out, because the law or somebody''s privacy asked for it. That it changed stays.';

create function news.refuse_rewriting() returns trigger
  language plpgsql
  as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'change' then
        -- The one thing that may happen to a row: its values are taken out, and the row says so.
        if old.redacted_at is null and new.redacted_at is not null
          and new.before is null and new.after is null
          and (new.id, new.post_id, new.version, new.field, new.language, new.person_id, new.at)
            is not distinct from
            (old.id, old.post_id, old.version, old.field, old.language, old.person_id, old.at)
        then return new;
        end if;
      end if;
      raise exception 'what a post said in % is kept: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
    end
  $$;

create trigger change_is_kept before update or delete on news.change
  for each row execute function news.refuse_rewriting();
create trigger change_is_not_emptied before truncate on news.change
  for each statement execute function news.refuse_rewriting();
create trigger state_change_is_kept before update or delete on news.state_change
  for each row execute function news.refuse_rewriting();
create trigger state_change_is_not_emptied before truncate on news.state_change
  for each statement execute function news.refuse_rewriting();
create trigger post_is_kept before delete on news.post
  for each row when (old.published_at is not null)
  execute function news.refuse_rewriting();
create trigger post_is_not_emptied before truncate on news.post
  for each statement execute function news.refuse_rewriting();
create trigger post_keeps_its_address before update on news.post
  for each row when (old.slug <> new.slug or old.organisation_id <> new.organisation_id)
  execute function news.refuse_rewriting();
create trigger post_stays_public before update on news.post
  for each row when (old.published_at is not null and new.published_at is distinct from old.published_at)
  execute function news.refuse_rewriting();

-- Every command that changes a post writes it down through this: one new version, and one row for
-- each field that is not what it was.
create function news.remember(
  post uuid, person uuid, moment timestamptz, changes jsonb
) returns integer
  language plpgsql
  as $$
    declare
      made integer;
    begin
      update news.post set version = version + 1, updated_at = moment
        where id = remember.post returning version into strict made;
      insert into news.change (post_id, version, field, language, before, after, person_id, at)
        select remember.post, made, c.field, c.language,
          nullif(c.before, 'null'), nullif(c.after, 'null'), person, moment
        from jsonb_to_recordset(changes)
          as c (field text, language text, before jsonb, after jsonb)
        where c.before is distinct from c.after;
      return made;
    end
  $$;

create view news.card as
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
  where p.state = 'published';
comment on view news.card is
  'The SQL face of the door: posts that anybody may see, of organisations that anybody may see. summary is never empty where there are words; picture_id is the first picture. areas and place_ids are null where there are none.';
