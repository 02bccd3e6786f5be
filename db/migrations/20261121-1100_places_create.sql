-- Places: a country, its municipalities and settlements, each with the time it existed. When two
-- municipalities become one, nothing is rewritten: the old ones end, a new one begins, and what was
-- said about the old ones in their time stays true.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema places;

create function places.search_text(name jsonb, other_names text[]) returns text
  language sql immutable parallel safe
  return (
    select coalesce(string_agg(distinct kit.fold(known.name), ' | '), '')
    from (
      select value as name from jsonb_each_text(name)
      union all
      select unnest(other_names)
    ) as known
  );

create table places.place (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('country', 'region', 'municipality', 'settlement')),
  settlement_kind text
    check (settlement_kind in ('city', 'town', 'village', 'hamlet', 'neighbourhood')),
  code text check (length(code) between 1 and 20),
  external_id text check (length(external_id) between 1 and 80),
  slug text check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name kit.localized not null check (name::jsonb <> '{}'),
  other_names text[] not null default '{}',
  lon double precision not null check (lon between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  area_km2 double precision check (area_km2 > 0),
  valid_from date,
  valid_to date,
  changed_at timestamptz not null default now(),
  search text not null generated always as (places.search_text(name, other_names)) stored,
  constraint place_slug_unique unique (slug),
  constraint place_external_id_unique unique (external_id),
  constraint place_lived check (valid_from < valid_to),
  constraint place_page check (kind = 'settlement' or slug is not null),
  constraint place_settlement_kind check (kind = 'settlement' or settlement_kind is null)
);
create index place_search on places.place using gin (search gin_trgm_ops);
create index place_kind on places.place (kind, valid_to);
comment on column places.place.code is 'As the statistical office publishes it; text, because of leading zeros.';
comment on column places.place.external_id is 'Where the row came from, such as osm:282425103: a second import changes the same row.';
comment on column places.place.slug is 'Its part of an address. Settlements have none: they are shown with their municipality.';
comment on column places.place.other_names is 'What else people call it or used to call it: for search, and shown beside the name.';
comment on column places.place.lon is 'The point people would put a finger on, WGS 84 degrees.';
comment on column places.place.valid_from is 'The first day; null when it was always there as far as we know.';
comment on column places.place.valid_to is 'The first day it no longer existed; null while it does.';
comment on column places.place.search is 'Every name, folded: without case, diacritics and difference of scripts.';

create table places.parent (
  place_id uuid not null references places.place (id),
  parent_id uuid not null references places.place (id),
  during daterange not null check (not isempty(during)),
  constraint parent_is_another check (place_id <> parent_id),
  constraint parent_one_at_a_time exclude using gist (place_id with =, during with &&)
);
create index parent_children on places.parent (parent_id);
comment on table places.parent is 'What a place lay in, and when. One parent at a time.';

create table places.succession (
  old_id uuid not null references places.place (id),
  new_id uuid not null references places.place (id),
  kind text not null check (kind in ('merge', 'split', 'rename')),
  share double precision not null check (share > 0 and share <= 1),
  on_date date not null,
  primary key (old_id, new_id),
  constraint succession_to_another check (old_id <> new_id)
);
create index succession_new on places.succession (new_id);
comment on table places.succession is 'What became of a place that ended.';
comment on column places.succession.share is 'How much of the old place went into the new one, between 0 and 1.';

create table places.population (
  place_id uuid not null references places.place (id) on delete cascade,
  year integer not null check (year between 1800 and 2200),
  people integer check (people >= 0),
  basis text not null check (basis in ('census', 'estimate', 'preliminary')),
  caveat text check (caveat in ('boycotted', 'partial', 'not_covered')),
  source text not null check (length(source) between 1 and 300),
  primary key (place_id, year),
  constraint population_unknown_is_said check ((people is null) = (caveat is not distinct from 'not_covered'))
);
comment on column places.population.people is 'Null when nobody counted there: unknown is never zero.';

create table places.boundary (
  place_id uuid not null references places.place (id) on delete cascade,
  geojson jsonb not null check (geojson ->> 'type' in ('Polygon', 'MultiPolygon')),
  drawn jsonb not null check (drawn ->> 'type' in ('Polygon', 'MultiPolygon')),
  during daterange not null check (not isempty(during)),
  source text not null check (length(source) between 1 and 300),
  licence text not null check (length(licence) between 1 and 300),
  imported_at timestamptz not null default now(),
  constraint boundary_one_at_a_time exclude using gist (place_id with =, during with &&)
);
comment on column places.boundary.geojson is 'As it was imported, WGS 84.';
comment on column places.boundary.drawn is 'The same with fewer points, for a map on a small page.';

create view places.card as
  select id, kind, code, slug, name, other_names, lon, lat, area_km2, valid_from, valid_to, search
  from places.place;
comment on view places.card is 'The SQL face of the door: what other modules may join.';

create view places.ground as
  select p.id, p.kind, p.code, p.lon, p.lat, p.area_km2, p.changed_at,
    b.drawn, b.source, b.licence, b.imported_at
  from places.place p
  left join places.boundary b on b.place_id = p.id and upper_inf(b.during)
  where p.valid_to is null and p.kind in ('country', 'municipality');
comment on view places.ground is 'What the map of today is drawn from.';
