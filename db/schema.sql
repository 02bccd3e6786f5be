-- The database today, as the migrations in db/migrations leave it. Made by `npm run db:dump`;
-- never edited: change it by writing a migration.


create extension btree_gist with schema public;
create extension fuzzystrmatch with schema public;
create extension pg_trgm with schema public;


create schema kit;

create domain kit.localized as jsonb
  constraint localized_check check (kit.is_localized(value));
comment on domain kit.localized is 'People''s own text in each language that it exists in: {"sq": "…", "sr": "…"}.';

create or replace function kit.fold(value text)
 returns text
 language sql
 immutable parallel safe
as $function$
    select btrim(regexp_replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(
        translate(
          regexp_replace(
            lower(normalize(value, NFKD) collate "pg_c_utf8"),
            '[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+', '', 'g'
          ),
          'абвгдежзијклмнопрстћуфхцчшıðøłς’‘ʼ–—',
          'abvgdezzijklmnoprstcufhccsidolσ''''''--'
        ),
        'đ', 'dj'), 'ђ', 'dj'), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
      '[\u0009-\u000d \u0085\u1680\u2028\u2029]+', ' ', 'g'
    ))
  $function$;
comment on function kit.fold(text) is 'What search compares: lower case, Serbian Cyrillic in Latin, đ as dj, no diacritics, single spaces.';

create or replace function kit.is_localized(value jsonb)
 returns boolean
 language sql
 immutable parallel safe
as $function$
    select jsonb_typeof(value) = 'object'
      and not exists (
        select from jsonb_each(value) as part
        where part.key !~ '^[a-z]{2,3}$'
          or jsonb_typeof(part.value) <> 'string'
          or part.value = '""'::jsonb
      )
  $function$;

create table kit.file (
  id uuid not null default uuidv7(),
  kind text not null,
  name text not null,
  media_type text not null,
  bytes integer not null,
  sha256 text not null,
  width integer,
  height integer,
  person_id uuid,
  created_at timestamptz not null default now(),
  constraint file_pkey primary key (id),
  constraint file_bytes_check check (bytes > 0),
  constraint file_check check ((kind = 'picture'::text) = (width is not null and height is not null)),
  constraint file_kind_check check (kind = any (array['picture'::text, 'document'::text, 'evidence'::text, 'video'::text, 'captions'::text])),
  constraint file_name_check check (length(name) >= 1 and length(name) <= 120),
  constraint file_sha256_check check (length(sha256) = 64)
);
comment on table kit.file is 'What people uploaded, after it was sniffed and drawn anew. The bytes lie in the file store under the id.';
comment on column kit.file.kind is 'Pictures, documents, videos and captions are public; evidence is shown only by the page that asks who may see it.';
comment on column kit.file.sha256 is 'Of the bytes as they came.';

create table kit.kept_value (
  key text[] not null,
  value jsonb not null,
  expires_at timestamptz,
  constraint kept_value_pkey primary key (key),
  constraint kept_value_key_check check (cardinality(key) > 0)
);
create index kept_value_expires on kit.kept_value using btree (expires_at) where (expires_at is not null);
comment on column kit.kept_value.expires_at is 'From then on it is as if it were not there; null for ever.';

create table kit.letter (
  id bigint not null generated always as identity,
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  at timestamptz not null default now(),
  constraint letter_pkey primary key (id)
);
comment on table kit.letter is 'The mailbox page of development. Nothing is written here where mail is sent for real.';

create table kit."limit" (
  name text not null,
  key text not null,
  free_at timestamptz not null,
  constraint limit_pkey primary key (name, key)
);
comment on table kit."limit" is 'How often something was tried. The key is a hash, so that no address is kept.';
comment on column kit."limit".free_at is 'When all tries will have grown back (the theoretical arrival time of GCRA).';

create table kit.marked_word (
  id uuid not null default uuidv7(),
  language text not null,
  phrase text not null,
  folded text not null,
  effect text not null,
  person_id uuid not null,
  at timestamptz not null,
  constraint marked_word_pkey primary key (id),
  constraint marked_word_language_folded_key unique (language, folded),
  constraint marked_word_effect_check check (effect = any (array['hold'::text, 'mark'::text])),
  constraint marked_word_folded_check check (length(folded) >= 1 and length(folded) <= 200),
  constraint marked_word_language_check check (language ~ '^[a-z]{2,3}$'::text),
  constraint marked_word_phrase_check check (length(phrase) >= 1 and length(phrase) <= 100)
);
comment on table kit.marked_word is 'The operator''s own list; the program brings none.';
comment on column kit.marked_word.folded is 'As search compares: one spelling for both scripts of Serbian, without diacritics.';
comment on column kit.marked_word.effect is 'hold: a person looks before it is public. mark: it is public, and a person looks.';

create table kit.migration (
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default now(),
  constraint migration_pkey primary key (name)
);

create table kit.once (
  key uuid not null,
  value text,
  made_at timestamptz not null default now(),
  constraint once_pkey primary key (key)
);
comment on table kit.once is 'Forms that were sent: the second submit of the same form gets the first''s result.';

create table kit.proof_used (
  signature text not null,
  expires_at timestamptz not null,
  constraint proof_used_pkey primary key (signature),
  constraint proof_used_signature_check check (length(signature) >= 32 and length(signature) <= 200)
);
create index proof_used_expires on kit.proof_used using btree (expires_at);
comment on table kit.proof_used is 'A challenge is answered once; after it expired nobody needs to remember it.';


create schema facts;

create or replace function facts.refuse_change()
 returns trigger
 language plpgsql
as $function$
    begin
      raise exception 'facts are kept for ever: % is refused', lower(tg_op)
        using errcode = 'restrict_violation';
    end
  $function$;

create table facts.delivery (
  fact_id bigint not null,
  module text not null,
  at timestamptz not null default now(),
  constraint delivery_pkey primary key (fact_id, module),
  constraint delivery_fact_id_fkey foreign key (fact_id) references facts.fact(id)
);
comment on table facts.delivery is 'This module has reacted to this fact; written in the transaction of the reaction.';

create table facts.fact (
  id bigint not null generated always as identity,
  kind text not null,
  payload jsonb not null,
  person_id uuid,
  at timestamptz not null default now(),
  key_id uuid default (nullif(current_setting('mozaik.key_id'::text, true), ''::text))::uuid,
  constraint fact_pkey primary key (id),
  constraint fact_kind_check check (kind ~ '^[a-z_]+\.[a-z_]+$'::text)
);
create index fact_kind_at on facts.fact using btree (kind, id);
create index fact_person on facts.fact using btree (person_id) where (person_id is not null);
create trigger fact_is_kept before delete or update or truncate on facts.fact for each statement execute function facts.refuse_change();
comment on column facts.fact.payload is 'Ids and plain values; never a person''s name or address.';
comment on column facts.fact.person_id is 'Who did it; null when the clock or the operator''s terminal did.';
comment on column facts.fact.key_id is 'The key by which a machine did it, for the person named beside it; null when they did it by hand.';


create schema people;

create table people.credential (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint credential_pkey primary key (id),
  constraint credential_once unique (person_id, provider_id),
  constraint credential_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint credential_password_check check (password ~~ '$argon2id$%'::text),
  constraint credential_provider_id_check check (provider_id = 'credential'::text)
);
comment on table people.credential is 'A password, as argon2id in PHC form. People who only use links by e-mail or passkeys have none.';

create table people.data_export (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  asked_at timestamptz not null,
  ready_at timestamptz,
  file_key text,
  bytes integer,
  expires_at timestamptz,
  constraint data_export_pkey primary key (id),
  constraint data_export_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint data_export_ready check ((ready_at is null) = (file_key is null) and (ready_at is null) = (expires_at is null))
);
create index data_export_person on people.data_export using btree (person_id, asked_at desc);
comment on table people.data_export is 'A copy of everything about one person, made by the worker, kept for a week.';

create table people.email_change (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  old_email text not null,
  new_email text not null,
  confirm_hash text not null,
  undo_hash text not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  undone_at timestamptz,
  constraint email_change_pkey primary key (id),
  constraint email_change_confirm_hash_key unique (confirm_hash),
  constraint email_change_undo_hash_key unique (undo_hash),
  constraint email_change_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint email_change_order check (confirmed_at is null or confirmed_at >= asked_at)
);
create index email_change_old on people.email_change using btree (old_email, confirmed_at);
create index email_change_person on people.email_change using btree (person_id, asked_at desc);
comment on table people.email_change is 'A change of address: confirmed at the new one, and for 72 hours undone from the old one.';
comment on column people.email_change.confirm_hash is 'SHA-256 of what stands in the link to the new address.';
comment on column people.email_change.undo_hash is 'SHA-256 of what stands in the link to the old address.';

create table people.erasure (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  undone_at timestamptz,
  done_at timestamptz,
  constraint erasure_pkey primary key (id),
  constraint erasure_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint erasure_due check (due_at > asked_at),
  constraint erasure_one_end check (undone_at is null or done_at is null)
);
create unique index erasure_waiting on people.erasure using btree (person_id) where ((undone_at is null) and (done_at is null));
comment on table people.erasure is 'A person asked to be erased; until due_at they may take it back.';

create table people.notification (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  kind text not null,
  subject text not null generated always as (split_part(kind, '.'::text, 1)) stored,
  payload jsonb not null default '{}'::jsonb,
  created_at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  constraint notification_pkey primary key (id),
  constraint notification_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint notification_kind_check check (kind ~ '^[a-z_]+\.[a-z_]+$'::text),
  constraint notification_payload_check check (jsonb_typeof(payload) = 'object'::text)
);
create index notification_person on people.notification using btree (person_id, created_at desc);
create index notification_unmailed on people.notification using btree (person_id) where (mailed_at is null);
create index notification_unread on people.notification using btree (person_id) where (read_at is null);
comment on column people.notification.kind is 'module.what; the module says it in the reader''s language, so no sentence is stored.';
comment on column people.notification.subject is 'The module: people choose by it what they hear of and how.';
comment on column people.notification.mailed_at is 'When it left by e-mail, at once or in a digest; null: not.';

create table people.notification_choice (
  person_id uuid not null,
  subject text not null,
  on_page boolean not null default true,
  by_mail text not null default 'daily'::text,
  constraint notification_choice_pkey primary key (person_id, subject),
  constraint notification_choice_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint notification_choice_by_mail_check check (by_mail = any (array['at_once'::text, 'daily'::text, 'never'::text])),
  constraint notification_choice_subject_check check (subject ~ '^[a-z_]+$'::text)
);
comment on table people.notification_choice is 'Who chose nothing for a subject sees it on the page and hears of it in the daily letter.';

create table people.passkey (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz default now(),
  constraint passkey_pkey primary key (id),
  constraint passkey_credential_unique unique (credential_id),
  constraint passkey_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade,
  constraint passkey_name_check check (length(name) <= 100)
);
create index passkey_person on people.passkey using btree (person_id);

create table people.person (
  id uuid not null default uuidv7(),
  email text not null,
  email_verified boolean not null default false,
  name text not null,
  image text,
  locale text not null default 'sq'::text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  disabled_at timestamptz,
  erased_at timestamptz,
  constraint person_pkey primary key (id),
  constraint person_email_unique unique (email),
  constraint person_email_shape check (email = lower(email) and length(email) >= 3 and length(email) <= 254),
  constraint person_erased_bare check (erased_at is null or name = ''::text and not email_verified),
  constraint person_locale_check check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'::text),
  constraint person_name_length check (length(name) <= 100)
);
comment on table people.person is 'One human being with an account. An erased person stays as a row without a name, because what they published keeps pointing here.';
comment on column people.person.email is 'Lower case. An erased person has <id>@erased.invalid, an address that cannot exist.';
comment on column people.person.email_verified is 'The owner of the address showed that they read its mail. Nobody signs in before that.';
comment on column people.person.image is 'Expected by Better Auth; always null.';
comment on column people.person.locale is 'The language of letters and of the pages after signing in.';
comment on column people.person.disabled_at is 'An operator closed the account; it may be opened again.';

create table people.role (
  person_id uuid not null,
  role text not null,
  granted_at timestamptz not null default now(),
  granted_by uuid,
  constraint role_pkey primary key (person_id, role),
  constraint role_granted_by_fkey foreign key (granted_by) references people.person(id),
  constraint role_person_id_fkey foreign key (person_id) references people.person(id),
  constraint role_role_check check (role = any (array['moderator'::text, 'operator'::text]))
);
create index role_granted_by on people.role using btree (granted_by);
comment on table people.role is 'What a person may do everywhere, today. The history is in the facts person.role_granted and person.role_revoked.';
comment on column people.role.granted_by is 'Null: from a terminal on the server.';

create table people.second_factor (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  constraint second_factor_pkey primary key (id),
  constraint second_factor_once unique (person_id),
  constraint second_factor_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade
);
create index second_factor_secret on people.second_factor using btree (secret);
comment on column people.second_factor.secret is 'Encrypted with the secret of the installation.';
comment on column people.second_factor.backup_codes is 'Encrypted with the secret of the installation.';

create table people.session (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  proved_at timestamptz not null default now(),
  constraint session_pkey primary key (id),
  constraint session_token_unique unique (token),
  constraint session_person_id_fkey foreign key (person_id) references people.person(id) on delete cascade
);
create index session_expires on people.session using btree (expires_at);
create index session_person on people.session using btree (person_id);
comment on column people.session.token is 'Half of the cookie; the other half is its signature by the secret, so this table alone opens nothing.';
comment on column people.session.ip_address is 'Expected by Better Auth; we do not keep it.';
comment on column people.session.used_at is 'The last time it was seen, to the hour.';
comment on column people.session.proved_at is 'When a password, a code, a link or a passkey was last shown in this session. Grave changes ask for a recent one.';

create table people.verification (
  id uuid not null default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint verification_pkey primary key (id)
);
create index verification_expires on people.verification using btree (expires_at);
create index verification_identifier on people.verification using btree (identifier);
comment on table people.verification is 'Short-lived: links by e-mail (hashed), password resets, passkey challenges, second factors awaited.';

create view people.card as
 select id,
        case
            when erased_at is null then name
            else null::text
        end as name
   from people.person;
comment on view people.card is 'name is null when the person was erased.';

create view people.reachable as
 select id,
    email,
    locale
   from people.person
  where erased_at is null and disabled_at is null and email_verified;
comment on view people.reachable is 'Where letters reach a person. For work that sends letters, never for pages. Whoever is disabled or erased is not in it.';


create schema places;

create or replace function places.note_figures()
 returns trigger
 language plpgsql
as $function$
  begin
    update places.place set changed_at = greatest(changed_at, now()) where id = new.place_id;
    return null;
  end
$function$;

create or replace function places.search_text(name jsonb, other_names text[])
 returns text
 language sql
 immutable parallel safe
return (select coalesce(string_agg(distinct kit.fold(known.name), ' | '::text), ''::text) as "coalesce" from (select jsonb_each_text.value as name from jsonb_each_text(search_text.name) jsonb_each_text(key, value) union all select unnest(search_text.other_names) as unnest) known);

create table places.boundary (
  place_id uuid not null,
  geojson jsonb not null,
  drawn jsonb not null,
  during daterange not null,
  source text not null,
  licence text not null,
  imported_at timestamptz not null default now(),
  constraint boundary_one_at_a_time exclude using gist (place_id with =, during with &&),
  constraint boundary_place_id_fkey foreign key (place_id) references places.place(id) on delete cascade,
  constraint boundary_drawn_check check ((drawn ->> 'type'::text) = any (array['Polygon'::text, 'MultiPolygon'::text])),
  constraint boundary_during_check check (not isempty(during)),
  constraint boundary_geojson_check check ((geojson ->> 'type'::text) = any (array['Polygon'::text, 'MultiPolygon'::text])),
  constraint boundary_licence_check check (length(licence) >= 1 and length(licence) <= 300),
  constraint boundary_source_check check (length(source) >= 1 and length(source) <= 300)
);
comment on column places.boundary.geojson is 'As it was imported, WGS 84.';
comment on column places.boundary.drawn is 'The same with fewer points, for a map on a small page.';

create table places.parent (
  place_id uuid not null,
  parent_id uuid not null,
  during daterange not null,
  constraint parent_one_at_a_time exclude using gist (place_id with =, during with &&),
  constraint parent_parent_id_fkey foreign key (parent_id) references places.place(id),
  constraint parent_place_id_fkey foreign key (place_id) references places.place(id),
  constraint parent_during_check check (not isempty(during)),
  constraint parent_is_another check (place_id <> parent_id)
);
create index parent_children on places.parent using btree (parent_id);
comment on table places.parent is 'What a place lay in, and when. One parent at a time.';

create table places.place (
  id uuid not null default uuidv7(),
  kind text not null,
  settlement_kind text,
  code text,
  external_id text,
  slug text,
  name kit.localized not null,
  other_names text[] not null default '{}'::text[],
  lon double precision not null,
  lat double precision not null,
  area_km2 double precision,
  valid_from date,
  valid_to date,
  changed_at timestamptz not null default now(),
  search text not null generated always as (places.search_text((name)::jsonb, other_names)) stored,
  constraint place_pkey primary key (id),
  constraint place_external_id_unique unique (external_id),
  constraint place_slug_unique unique (slug),
  constraint place_area_km2_check check (area_km2 > 0::double precision),
  constraint place_code_check check (length(code) >= 1 and length(code) <= 20),
  constraint place_external_id_check check (length(external_id) >= 1 and length(external_id) <= 80),
  constraint place_kind_check check (kind = any (array['country'::text, 'region'::text, 'municipality'::text, 'settlement'::text])),
  constraint place_lat_check check (lat >= '-90'::integer::double precision and lat <= 90::double precision),
  constraint place_lived check (valid_from < valid_to),
  constraint place_lon_check check (lon >= '-180'::integer::double precision and lon <= 180::double precision),
  constraint place_name_check check (name::jsonb <> '{}'::jsonb),
  constraint place_page check (kind = 'settlement'::text or slug is not null),
  constraint place_settlement_kind check (kind = 'settlement'::text or settlement_kind is null),
  constraint place_settlement_kind_check check (settlement_kind = any (array['city'::text, 'town'::text, 'village'::text, 'hamlet'::text, 'neighbourhood'::text])),
  constraint place_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text and length(slug) <= 80)
);
create index place_kind on places.place using btree (kind, valid_to);
create index place_search on places.place using gin (search gin_trgm_ops);
comment on column places.place.code is 'As the statistical office publishes it; text, because of leading zeros.';
comment on column places.place.external_id is 'Where the row came from, such as osm:282425103: a second import changes the same row.';
comment on column places.place.slug is 'Its part of an address. Settlements have none: they are shown with their municipality.';
comment on column places.place.other_names is 'What else people call it or used to call it: for search, and shown beside the name.';
comment on column places.place.lon is 'The point people would put a finger on, WGS 84 degrees.';
comment on column places.place.valid_from is 'The first day; null when it was always there as far as we know.';
comment on column places.place.valid_to is 'The first day it no longer existed; null while it does.';
comment on column places.place.search is 'Every name, folded: without case, diacritics and difference of scripts.';

create table places.population (
  place_id uuid not null,
  year integer not null,
  people integer,
  basis text not null,
  caveat text,
  source text not null,
  constraint population_pkey primary key (place_id, year),
  constraint population_place_id_fkey foreign key (place_id) references places.place(id) on delete cascade,
  constraint population_basis_check check (basis = any (array['census'::text, 'estimate'::text, 'preliminary'::text])),
  constraint population_caveat_check check (caveat = any (array['boycotted'::text, 'partial'::text, 'not_covered'::text])),
  constraint population_people_check check (people >= 0),
  constraint population_source_check check (length(source) >= 1 and length(source) <= 300),
  constraint population_unknown_is_said check ((people is null) = (not caveat is distinct from 'not_covered'::text)),
  constraint population_year_check check (year >= 1800 and year <= 2200)
);
create trigger figures_change_the_place after update on places.population for each row when (old.* is distinct from new.*) execute function places.note_figures();
create trigger new_figures_change_the_place after insert on places.population for each row execute function places.note_figures();
comment on column places.population.people is 'Null when nobody counted there: unknown is never zero.';

create table places.succession (
  old_id uuid not null,
  new_id uuid not null,
  kind text not null,
  share double precision not null,
  on_date date not null,
  constraint succession_pkey primary key (old_id, new_id),
  constraint succession_new_id_fkey foreign key (new_id) references places.place(id),
  constraint succession_old_id_fkey foreign key (old_id) references places.place(id),
  constraint succession_kind_check check (kind = any (array['merge'::text, 'split'::text, 'rename'::text])),
  constraint succession_share_check check (share > 0::double precision and share <= 1::double precision),
  constraint succession_to_another check (old_id <> new_id)
);
create index succession_new on places.succession using btree (new_id);
comment on table places.succession is 'What became of a place that ended.';
comment on column places.succession.share is 'How much of the old place went into the new one, between 0 and 1.';

create view places.card as
 select id,
    kind,
    code,
    slug,
    name,
    other_names,
    lon,
    lat,
    area_km2,
    valid_from,
    valid_to,
    search
   from places.place;
comment on view places.card is 'The SQL face of the door: what other modules may join.';

create view places.ground as
 select p.id,
    p.kind,
    p.code,
    p.lon,
    p.lat,
    p.area_km2,
    p.changed_at,
    b.drawn,
    b.source,
    b.licence,
    b.imported_at
   from places.place p
     left join places.boundary b on b.place_id = p.id and upper_inf(b.during)
  where p.valid_to is null and (p.kind = any (array['country'::text, 'municipality'::text]));
comment on view places.ground is 'What the map of today is drawn from.';


create schema organisations;

create or replace function organisations.all_languages(value jsonb)
 returns text
 language sql
 immutable parallel safe
return (select string_agg(part.value, ' '::text order by part.key) as string_agg from jsonb_each_text(all_languages.value) part(key, value));

create or replace function organisations.asked(words text[])
 returns tsquery
 language sql
 stable parallel safe
return (select (string_agg(case when (exists (select from organisations.word known where ((known.word ~>=~ asked.word) and (known.word ~<~ (asked.word || chr(1114111)))))) then (quote_literal(asked.word) || ':*'::text) else coalesce((select (('('::text || string_agg(quote_literal(alike.word), '|'::text)) || ')'::text) from (select near.word from (select known.word from organisations.word known order by (known.word <-> asked.word) limit 40) near where ((levenshtein(near.word, asked.word) <= case when (length(asked.word) < 5) then 1 else 2 end) or (similarity(near.word, asked.word) >= (0.45)::double precision)) order by (levenshtein(near.word, asked.word)), (similarity(near.word, asked.word)) desc, near.word limit 4) alike), (quote_literal(asked.word) || ':*'::text)) end, ' & '::text))::tsquery as string_agg from unnest(asked.words) asked(word));
comment on function organisations.asked(text[]) is 'Words must be plain: folded, letters and digits only, 40 characters at most.';

create or replace function organisations.bare_number(number text)
 returns text
 language sql
 immutable parallel safe
return nullif(lower(regexp_replace(number, '[^[:alnum:]]+'::text, ''::text, 'g'::text)), ''::text);
comment on function organisations.bare_number(text) is 'A number of a register without spaces and signs: 5110-234 and 5110234 are one.';

create or replace function organisations.check_approval()
 returns trigger
 language plpgsql
as $function$
    begin
      -- The second of two who meet here waits, and then sees the first one's row.
      perform from organisations.verification
        where id = new.verification_id and state = 'open' for update;
      if not found then
        raise exception 'this verification is not open'
          using errcode = 'check_violation', constraint = 'verification_is_open';
      end if;
      if not organisations.may_vouch(new.verification_id, new.operator_id) then
        raise exception 'this person may not vouch for this organisation'
          using errcode = 'check_violation', constraint = 'verification_by_outsiders';
      end if;
      return new;
    end
  $function$;

create or replace function organisations.check_history()
 returns trigger
 language plpgsql
as $function$
    begin
      if not exists (
        select from organisations.state_change
        where organisation_id = new.id and to_state = new.state and at = new.state_since
      ) then
        raise exception 'the state % of organisation % is not in its history', new.state, new.id
          using errcode = 'check_violation', constraint = 'organisation_state_is_written_down',
            schema = 'organisations', table = 'organisation';
      end if;
      return null;
    end
  $function$;

create or replace function organisations.check_merge()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_table_name = 'merge' then
        if (new.id, new.kept_id, new.gone_id, new.person_id, new.at)
          is distinct from (old.id, old.kept_id, old.gone_id, old.person_id, old.at)
          or old.undone_at is not null
        then
          raise exception 'a merge is undone, never rewritten'
            using errcode = 'restrict_violation', constraint = 'merge_is_kept';
        end if;
        return new;
      end if;
      if new.merged_into_id is not null and exists (
        select from organisations.organisation
        where id = new.merged_into_id and merged_into_id is not null
      ) then
        raise exception 'organisation % was itself merged into another', new.merged_into_id
          using errcode = 'check_violation', constraint = 'organisation_merged_into_one_that_stands',
            schema = 'organisations', table = 'organisation';
      end if;
      if not exists (
        select from organisations.merge
        where gone_id = new.id and undone_at is null
          and kept_id is not distinct from new.merged_into_id
      ) and (new.merged_into_id is not null or exists (
        select from organisations.merge where gone_id = new.id and undone_at is null
      )) then
        raise exception 'what became of organisation % is not written down', new.id
          using errcode = 'check_violation', constraint = 'organisation_merge_is_written_down',
            schema = 'organisations', table = 'organisation';
      end if;
      return null;
    end
  $function$;

create or replace function organisations.check_state()
 returns trigger
 language plpgsql
as $function$
    begin
      if new.state = 'verified' and not exists (
        select from organisations.verification v
        where v.organisation_id = new.id and v.state = 'approved'
          and (
            select count(*) from organisations.verification_approval a
            where a.verification_id = v.id
          ) >= 2
      ) then
        raise exception 'organisation % has no verification by two operators', new.id
          using errcode = 'check_violation', constraint = 'organisation_verified_by_two',
            schema = 'organisations', table = 'organisation';
      end if;
      if new.state = 'unverified' then
        update organisations.verification set state = 'lapsed'
          where organisation_id = new.id and state = 'approved';
      end if;
      return new;
    end
  $function$;

create or replace function organisations.check_verification()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_op = 'INSERT' and new.state <> 'open' then
        raise exception 'a verification begins open'
          using errcode = 'check_violation', constraint = 'verification_begins_open';
      end if;
      if tg_op = 'UPDATE' and (
        (new.id, new.organisation_id, new.requested_by, new.claim_id, new.register_name,
          new.register_number, new.extract_file_id, new.extract_seen_on,
          new.organisation_name::jsonb, new.requested_at)
        is distinct from
        (old.id, old.organisation_id, old.requested_by, old.claim_id, old.register_name,
          old.register_number, old.extract_file_id, old.extract_seen_on,
          old.organisation_name::jsonb, old.requested_at)
        or (old.state <> new.state
          and (old.state, new.state) not in
            (('open', 'withdrawn'), ('open', 'refused'), ('open', 'approved'),
              ('approved', 'lapsed')))
      ) then
        raise exception 'what was asked and what was decided are not rewritten'
          using errcode = 'restrict_violation', constraint = 'verification_is_kept';
      end if;
      if new.state = 'approved' and tg_op = 'UPDATE' and old.state = 'open' and (
        select count(*) from organisations.verification_approval a
        where a.verification_id = new.id
          and organisations.may_vouch(a.verification_id, a.operator_id)
      ) < 2 then
        raise exception 'two operators from outside have to approve'
          using errcode = 'check_violation', constraint = 'verification_by_two';
      end if;
      return new;
    end
  $function$;

create or replace function organisations.ever_belonged(organisation uuid, person uuid)
 returns boolean
 language sql
 stable
as $function$
    select exists (
      select from organisations.membership m
      where m.organisation_id = organisation and m.person_id = person
    ) or exists (
      select from organisations.claim c
      where c.organisation_id = organisation and c.person_id = person
    )
  $function$;
comment on function organisations.ever_belonged(uuid,uuid) is 'Whether somebody is or was a member of an organisation, or claimed it.';

create or replace function organisations.follow_history()
 returns trigger
 language plpgsql
as $function$
    begin
      update organisations.organisation
        set state = new.to_state, state_since = new.at, state_reason = new.reason,
          updated_at = greatest(updated_at, new.at)
        where id = new.organisation_id and state is not distinct from new.from_state;
      if not found then
        raise exception 'organisation % is not %', new.organisation_id, new.from_state
          using errcode = 'check_violation', constraint = 'state_change_begins_where_it_is',
            schema = 'organisations', table = 'state_change';
      end if;
      return null;
    end
  $function$;

create or replace function organisations.index_former_names()
 returns trigger
 language plpgsql
as $function$
    begin
      perform organisations.index_search(array_agg(distinct touched.organisation_id))
        from touched having count(*) > 0;
      return null;
    end
  $function$;

create or replace function organisations.index_organisations()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_op = 'INSERT' then
        perform organisations.index_search(array_agg(fresh.id)) from fresh having count(*) > 0;
      else
        perform organisations.index_search(array_agg(fresh.id))
          from fresh join stale using (id)
          where (fresh.name::jsonb, fresh.short_name, fresh.summary::jsonb, fresh.municipality_id)
            is distinct from (stale.name::jsonb, stale.short_name, stale.summary::jsonb, stale.municipality_id)
          having count(*) > 0;
      end if;
      return null;
    end
  $function$;

create or replace function organisations.index_search(ids uuid[])
 returns void
 language plpgsql
as $function$
    begin
      delete from organisations.search_name where organisation_id = any (ids);

      insert into organisations.search_name (organisation_id, name, former)
        select known.id, known.name, bool_and(known.former)
        from (
          select o.id, organisations.plain_words(part.value) as name, false as former
            from organisations.organisation o, jsonb_each_text(o.name) as part where o.id = any (ids)
          union all
          select o.id, organisations.plain_words(o.short_name), false
            from organisations.organisation o where o.id = any (ids) and o.short_name is not null
          union all
          select f.organisation_id, organisations.plain_words(part.value), true
            from organisations.former_name f, jsonb_each_text(f.name) as part
            where f.organisation_id = any (ids)
        ) as known
        where known.name <> ''
        group by known.id, known.name;

      insert into organisations.search as known (organisation_id, names, vector)
        select o.id, n.words, n.words
          || setweight(to_tsvector('simple', organisations.plain_words(organisations.all_languages(p.name))), 'C')
          || setweight(to_tsvector('simple', organisations.plain_words(organisations.all_languages(o.summary))), 'D')
        from organisations.organisation o
        left join places.card p on p.id = o.municipality_id
        cross join lateral (
          select setweight(to_tsvector('simple', coalesce(string_agg(s.name, ' ') filter (where not s.former), '')), 'A')
            || setweight(to_tsvector('simple', coalesce(string_agg(s.name, ' ') filter (where s.former), '')), 'B') as words
          from organisations.search_name s where s.organisation_id = o.id
        ) n
        where o.id = any (ids)
        on conflict (organisation_id) do update set names = excluded.names, vector = excluded.vector
        where known.vector <> excluded.vector;

      -- In the order of the alphabet, so that two who bring the same words never wait for each other.
      insert into organisations.word (word)
        select distinct lexeme.word
        from organisations.search s, unnest(tsvector_to_array(s.vector)) as lexeme (word)
        where s.organisation_id = any (ids) and length(lexeme.word) between 3 and 40
        order by 1
        on conflict do nothing;
    end
  $function$;
comment on function organisations.index_search(uuid[]) is 'Makes anew what search knows of these organisations. Triggers call it; so does the operator''s tool after places were renamed.';

create or replace function organisations.is_public_institution(kind text)
 returns boolean
 language sql
 immutable parallel safe
return (kind = any (array['municipality'::text, 'ministry'::text, 'agency'::text, 'assembly'::text, 'village_council'::text]));

create or replace function organisations.keep_an_owner()
 returns trigger
 language plpgsql
as $function$
    declare
      its_state text;
      became uuid;
      last_end text;
    begin
      select state, merged_into_id into its_state, became from organisations.organisation
        where id = new.organisation_id for no key update;
      if exists (
        select from organisations.membership
        where organisation_id = new.organisation_id and role = 'owner' and until is null
      ) then
        return null;
      end if;
      select ended into last_end from organisations.membership
        where organisation_id = new.organisation_id and role = 'owner'
        order by until desc, id desc limit 1;
      if last_end is null then
        return null;
      end if;
      if exists (
        select from organisations.membership
        where organisation_id = new.organisation_id and until is null
      ) or (last_end not in ('returned', 'merge_undone') and its_state <> 'closed' and became is null) then
        raise exception 'organisation % would be left without an owner', new.organisation_id
          using errcode = 'check_violation', constraint = 'membership_keeps_an_owner',
            schema = 'organisations', table = 'membership';
      end if;
      return null;
    end
  $function$;

create or replace function organisations.keep_membership()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_op <> 'UPDATE' then
        raise exception 'memberships end, they are never deleted'
          using errcode = 'restrict_violation', constraint = 'membership_is_kept';
      end if;
      if old.until is not null
        or (new.id, new.organisation_id, new.person_id, new.role, new.since)
          is distinct from (old.id, old.organisation_id, old.person_id, old.role, old.since)
      then
        raise exception 'of a membership only its end can be written, and that once'
          using errcode = 'restrict_violation', constraint = 'membership_is_kept';
      end if;
      return new;
    end
  $function$;

create or replace function organisations.keep_slug()
 returns trigger
 language plpgsql
as $function$
    begin
      insert into organisations.slug as known (slug, organisation_id) values (new.slug, new.id)
        on conflict (slug) do update set since = known.since
        where known.organisation_id = excluded.organisation_id;
      if not found then
        raise unique_violation using constraint = 'slug_pkey',
          message = format('the address %s is or was another organisation''s', new.slug);
      end if;
      return null;
    end
  $function$;

create or replace function organisations.may_vouch(verification uuid, operator uuid)
 returns boolean
 language sql
 stable
as $function$
    select exists (
      select from people.role where person_id = operator and role = 'operator'
    ) and exists (
      select from organisations.verification v
      where v.id = verification and v.requested_by <> operator
        and not exists (
          select from organisations.membership m
          where m.organisation_id = v.organisation_id and m.person_id = operator
        )
        and not exists (
          select from organisations.claim c
          where c.organisation_id = v.organisation_id and c.person_id = operator
        )
    )
  $function$;

create or replace function organisations.note_visibility()
 returns trigger
 language plpgsql
as $function$
  begin
    new.visibility_changed_at := greatest(new.hidden_at, now());
    return new;
  end
$function$;

create or replace function organisations.plain_words(value text)
 returns text
 language sql
 immutable parallel safe
return btrim(regexp_replace(kit.fold(coalesce(value, ''::text)), '[^[:alnum:]]+'::text, ' '::text, 'g'::text));

create or replace function organisations.refuse_change()
 returns trigger
 language plpgsql
as $function$
    begin
      raise exception '%.% is only added to: % is refused',
        tg_table_schema, tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
    end
  $function$;

create or replace function organisations.refuse_official_elsewhere()
 returns trigger
 language plpgsql
as $function$
    begin
      if not exists (
        select from organisations.organisation
        where id = new.organisation_id and organisations.is_public_institution(kind)
      ) then
        raise exception 'only a public institution has officials'
          using errcode = 'check_violation', constraint = 'official_of_an_institution',
            schema = 'organisations', table = tg_table_name;
      end if;
      return new;
    end
  $function$;

create or replace function organisations.refuse_rewriting()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_op = 'UPDATE' then
        -- The one thing that may happen to a row: its values are taken out, and the row says so.
        if old.redacted_at is null and new.redacted_at is not null
          and new.before is null and new.after is null
          and (new.id, new.organisation_id, new.version, new.field, new.language, new.person_id, new.at)
            is not distinct from
            (old.id, old.organisation_id, old.version, old.field, old.language, old.person_id, old.at)
        then return new;
        end if;
      end if;
      raise exception 'the history of an organisation is not rewritten: % is refused', lower(tg_op)
        using errcode = 'restrict_violation';
    end
  $function$;

create or replace function organisations.remember(organisation uuid, person uuid, moment timestamptz, changes jsonb)
 returns integer
 language plpgsql
as $function$
    declare
      made integer;
    begin
      update organisations.organisation set version = version + 1, updated_at = moment
        where id = remember.organisation returning version into strict made;
      insert into organisations.change
        (organisation_id, version, field, language, before, after, person_id, at)
        select remember.organisation, made, c.field, c.language, nullif(c.before, 'null'), nullif(c.after, 'null'), person, moment
        from jsonb_to_recordset(changes)
          as c (field text, language text, before jsonb, after jsonb)
        where c.before is distinct from c.after;
      return made;
    end
  $function$;

create or replace function organisations.remove_untouched(ids uuid[], versions integer[])
 returns setof uuid
 language plpgsql
as $function$
    declare
      one uuid;
      made integer;
    begin
      for one, made in select * from unnest(ids, versions) loop
        begin
          delete from organisations.organisation
            where id = one and version = made and state = 'unverified' and hidden_at is null;
          if found then
            return next one;
          end if;
        exception when foreign_key_violation or restrict_violation then
          -- Something else speaks of it: a member, a claim, a project, a history. It stays.
          null;
        end;
      end loop;
    end
  $function$;

create table organisations.area (
  code text not null,
  "position" integer not null,
  constraint area_pkey primary key (code),
  constraint area_position_key unique ("position"),
  constraint area_code_check check (code ~ '^[a-z_]+$'::text)
);
comment on table organisations.area is 'Areas of work that can be chosen. Their names are messages, area.<code>.';

create table organisations.bank_account (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  iban text not null,
  bank_name text not null,
  purpose kit.localized not null default '{}'::jsonb,
  shown boolean not null default false,
  added_by uuid,
  confirmed_by uuid,
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint bank_account_pkey primary key (id),
  constraint bank_account_added_by_fkey foreign key (added_by) references people.person(id),
  constraint bank_account_confirmed_by_fkey foreign key (confirmed_by) references people.person(id),
  constraint bank_account_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint bank_account_bank_name_check check (length(bank_name) >= 1 and length(bank_name) <= 120),
  constraint bank_account_confirmed check ((confirmed_by is null) = (confirmed_at is null)),
  constraint bank_account_iban_check check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$'::text),
  constraint bank_account_two_people check (confirmed_by is distinct from added_by or confirmed_by is null)
);
create index bank_account_added on organisations.bank_account using btree (added_by) where (added_by is not null);
create index bank_account_confirmed on organisations.bank_account using btree (confirmed_by) where (confirmed_by is not null);
create unique index bank_account_once on organisations.bank_account using btree (organisation_id, iban) where (removed_at is null);
comment on column organisations.bank_account.purpose is 'What the account is for, such as donations in euro.';
comment on column organisations.bank_account.shown is 'It wishes to show the account on its page. The page shows it once a second person has confirmed it.';
comment on column organisations.bank_account.confirmed_by is 'Somebody else than who added it. Nobody alone says where money goes.';

create table organisations.change (
  id bigint not null generated always as identity,
  organisation_id uuid not null,
  version integer not null,
  field text not null,
  language text,
  before jsonb,
  after jsonb,
  person_id uuid,
  at timestamptz not null,
  redacted_at timestamptz,
  constraint change_pkey primary key (id),
  constraint change_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint change_person_id_fkey foreign key (person_id) references people.person(id),
  constraint change_field_check check (field ~ '^[a-z_]+$'::text),
  constraint change_language_check check (language ~ '^[a-z]{2,3}$'::text)
);
create index change_organisation on organisations.change using btree (organisation_id, version desc, id desc);
create index change_person on organisations.change using btree (person_id) where (person_id is not null);
create trigger history_is_kept before delete or update on organisations.change for each row execute function organisations.refuse_rewriting();
create trigger history_is_not_emptied before truncate on organisations.change for each statement execute function organisations.refuse_rewriting();
comment on column organisations.change.version is 'The version of the organisation that this change made.';
comment on column organisations.change.person_id is 'Null when the system or the operator''s terminal did it.';
comment on column organisations.change.redacted_at is 'The values were taken out, because the law or somebody''s privacy asked for it. That it changed stays.';

create table organisations.claim (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  person_id uuid not null,
  relation text not null,
  evidence text not null,
  locale text not null,
  state text not null default 'open'::text,
  claimed_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  reason_text text,
  constraint claim_pkey primary key (id),
  constraint claim_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint claim_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint claim_person_id_fkey foreign key (person_id) references people.person(id),
  constraint claim_decided check ((state = 'open'::text) = (decided_at is null)),
  constraint claim_decided_by_another check (decided_by <> person_id),
  constraint claim_decision_has_an_author check ((state = any (array['accepted'::text, 'refused'::text])) = (decided_by is not null)),
  constraint claim_evidence_check check (length(evidence) <= 4000),
  constraint claim_locale_check check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'::text),
  constraint claim_reason_check check (reason ~ '^[a-z_]+$'::text),
  constraint claim_reason_text_check check (length(reason_text) >= 1 and length(reason_text) <= 1000),
  constraint claim_refusal_has_a_reason check (state <> 'refused'::text or reason is not null),
  constraint claim_relation_check check (relation = any (array['head'::text, 'board'::text, 'staff'::text, 'member'::text, 'official'::text, 'other'::text])),
  constraint claim_state_check check (state = any (array['open'::text, 'withdrawn'::text, 'accepted'::text, 'refused'::text]))
);
create index claim_decided_by on organisations.claim using btree (decided_by);
create unique index claim_open on organisations.claim using btree (organisation_id, person_id) where (state = 'open'::text);
create index claim_person on organisations.claim using btree (person_id);
create index claim_waiting on organisations.claim using btree (claimed_at) where (state = 'open'::text);
comment on column organisations.claim.relation is 'What the person says they are in the organisation.';
comment on column organisations.claim.evidence is 'In their own words. Emptied when the person is erased, unless the claim was accepted.';
comment on column organisations.claim.locale is 'The language the evidence was written in, as far as the page knew.';
comment on column organisations.claim.reason is 'A code; its sentence is the message claims.reason.<code>.';

create table organisations.claim_file (
  claim_id uuid not null,
  file_id uuid not null,
  constraint claim_file_pkey primary key (claim_id, file_id),
  constraint claim_file_claim_id_fkey foreign key (claim_id) references organisations.claim(id),
  constraint claim_file_file_id_fkey foreign key (file_id) references kit.file(id)
);
create index claim_file_file on organisations.claim_file using btree (file_id);

create table organisations.document (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  title kit.localized not null,
  kind text not null,
  year integer,
  file_id uuid not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  version integer not null default 1,
  constraint document_pkey primary key (id),
  constraint document_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint document_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint document_kind_check check (kind = any (array['statute'::text, 'certificate'::text, 'annual_report'::text, 'financial_report'::text, 'policy'::text, 'strategy'::text, 'publication'::text, 'other'::text])),
  constraint document_title_check check (title::jsonb <> '{}'::jsonb),
  constraint document_year_check check (year >= 1200 and year <= 2200)
);
create index document_file on organisations.document using btree (file_id);
create index document_organisation on organisations.document using btree (organisation_id, year desc);
comment on column organisations.document.removed_at is 'Taken off the page. The file stays: what was public is not unsaid in silence.';

create table organisations.former_name (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  name kit.localized not null,
  until_year integer,
  constraint former_name_pkey primary key (id),
  constraint former_name_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint former_name_name_check check (name::jsonb <> '{}'::jsonb),
  constraint former_name_until_year_check check (until_year >= 1200 and until_year <= 2200)
);
create index former_name_organisation on organisations.former_name using btree (organisation_id);
create trigger search_hears_of_corrected after update on organisations.former_name referencing new table as touched for each statement execute function organisations.index_former_names();
create trigger search_hears_of_former after insert on organisations.former_name referencing new table as touched for each statement execute function organisations.index_former_names();
create trigger search_hears_of_removed after delete on organisations.former_name referencing old table as touched for each statement execute function organisations.index_former_names();

create table organisations.import (
  id uuid not null default uuidv7(),
  file_name text not null,
  sha256 text not null,
  bytes integer not null,
  format text not null,
  encoding text,
  sheet text,
  signature text not null,
  header text[] not null,
  columns jsonb not null default '{}'::jsonb,
  state text not null default 'mapping'::text,
  total_rows integer not null,
  done_rows integer not null default 0,
  compared_rows integer not null default 0,
  person_id uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  constraint import_pkey primary key (id),
  constraint import_person_id_fkey foreign key (person_id) references people.person(id),
  constraint import_undone_by_fkey foreign key (undone_by) references people.person(id),
  constraint import_bytes_check check (bytes > 0),
  constraint import_columns_check check (jsonb_typeof(columns) = 'object'::text),
  constraint import_compared_rows_check check (compared_rows >= 0),
  constraint import_done_rows_check check (done_rows >= 0),
  constraint import_file_name_check check (length(file_name) >= 1 and length(file_name) <= 120),
  constraint import_format_check check (format = any (array['csv'::text, 'xlsx'::text])),
  constraint import_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint import_signature_check check (signature ~ '^[0-9a-f]{64}$'::text),
  constraint import_state_check check (state = any (array['mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'dropped'::text, 'undoing'::text, 'undone'::text])),
  constraint import_total_rows_check check (total_rows >= 0)
);
create index import_person on organisations.import using btree (person_id) where (person_id is not null);
create index import_undone_by on organisations.import using btree (undone_by) where (undone_by is not null);
comment on column organisations.import.sha256 is 'Of the file as it came: the same file is known again.';
comment on column organisations.import.signature is 'Of the names of its columns: what they were taken for is remembered for the next file like it.';
comment on column organisations.import.columns is 'Which field is in which column, counted from 0: {"name_sq": 1}.';
comment on column organisations.import.done_rows is 'How far the present step is.';
comment on column organisations.import.compared_rows is 'Up to which row of the file likely duplicates were looked for.';
comment on column organisations.import.person_id is 'Null when it was brought at the operator''s terminal.';

create table organisations.import_cells (
  import_id uuid not null,
  number integer not null,
  cells jsonb not null,
  wrong jsonb not null default '[]'::jsonb,
  constraint import_cells_pkey primary key (import_id, number),
  constraint import_cells_import_id_fkey foreign key (import_id) references organisations.import(id) on delete cascade,
  constraint import_cells_cells_check check (jsonb_typeof(cells) = 'array'::text),
  constraint import_cells_number_check check (number > 0)
);
comment on table organisations.import_cells is 'The file as it was read. Gone when the import is done or dropped.';
comment on column organisations.import_cells.number is 'The row as the spreadsheet counts it.';

create table organisations.import_mapping (
  signature text not null,
  columns jsonb not null,
  used_at timestamptz not null,
  constraint import_mapping_pkey primary key (signature),
  constraint import_mapping_columns_check check (jsonb_typeof(columns) = 'object'::text)
);
comment on table organisations.import_mapping is 'What the columns of a file were taken for the last time.';

create table organisations.import_row (
  import_id uuid not null,
  number integer not null,
  value jsonb not null,
  number_key text,
  name_keys text[] not null,
  problems jsonb not null default '[]'::jsonb,
  verdict text not null,
  organisation_id uuid,
  before jsonb,
  after jsonb,
  left_alone text[] not null default '{}'::text[],
  version integer,
  done_at timestamptz,
  undone text,
  constraint import_row_pkey primary key (import_id, number),
  constraint import_row_import_id_fkey foreign key (import_id) references organisations.import(id) on delete cascade,
  constraint import_row_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete set null,
  constraint import_row_number_check check (number > 0),
  constraint import_row_problems_check check (jsonb_typeof(problems) = 'array'::text),
  constraint import_row_undone_check check (undone = any (array['removed'::text, 'restored'::text, 'touched'::text])),
  constraint import_row_verdict_check check (verdict = any (array['new'::text, 'changed'::text, 'same'::text, 'wrong'::text, 'twice'::text, 'unclear'::text]))
);
create index import_row_open on organisations.import_row using btree (import_id, number) where ((done_at is null) and (verdict = any (array['new'::text, 'changed'::text])));
create index import_row_organisation on organisations.import_row using btree (organisation_id) where (organisation_id is not null);
comment on column organisations.import_row.value is 'What the row says, field by field, after it was checked.';
comment on column organisations.import_row.verdict is 'unclear: more than one organisation fits; twice: an earlier row of the file says the same.';
comment on column organisations.import_row.before is 'Of the fields that it changes: what stood there.';
comment on column organisations.import_row.left_alone is 'Fields in which the page says something else: its own people keep it, so it was not changed.';
comment on column organisations.import_row.version is 'The version of the organisation that it made.';
comment on column organisations.import_row.undone is 'touched: somebody else changed the organisation since, so it was left as it is.';

create table organisations.invitation (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  email text,
  role text not null,
  locale text not null,
  token_hash text not null,
  invited_by uuid not null,
  invited_at timestamptz not null,
  sent_at timestamptz not null,
  letters integer not null default 1,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended text,
  accepted_by uuid,
  constraint invitation_pkey primary key (id),
  constraint invitation_token_unique unique (token_hash),
  constraint invitation_accepted_by_fkey foreign key (accepted_by) references people.person(id),
  constraint invitation_invited_by_fkey foreign key (invited_by) references people.person(id),
  constraint invitation_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint invitation_accepted_by_somebody check ((not ended is distinct from 'accepted'::text) = (accepted_by is not null)),
  constraint invitation_email_check check (email = lower(email) and length(email) >= 3 and length(email) <= 254),
  constraint invitation_end_has_a_way check ((ended_at is null) = (ended is null)),
  constraint invitation_ended_check check (ended = any (array['accepted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text])),
  constraint invitation_lasts check (expires_at > sent_at and sent_at >= invited_at),
  constraint invitation_letters check (letters >= 1 and letters <= 5),
  constraint invitation_locale_check check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'::text),
  constraint invitation_open_has_an_address check (ended_at is not null or email is not null),
  constraint invitation_role_check check (role = any (array['editor'::text, 'finance'::text, 'owner'::text, 'official'::text])),
  constraint invitation_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'::text)
);
create index invitation_accepted_by on organisations.invitation using btree (accepted_by);
create index invitation_expires on organisations.invitation using btree (expires_at) where (email is not null);
create index invitation_invited_by on organisations.invitation using btree (invited_by);
create unique index invitation_open on organisations.invitation using btree (organisation_id, email) where (ended_at is null);
create trigger official_of_an_institution before insert on organisations.invitation for each row when (new.role = 'official'::text) execute function organisations.refuse_official_elsewhere();
comment on column organisations.invitation.email is 'Forgotten (null) a month after the invitation ended: it belongs to somebody who may have no account here.';
comment on column organisations.invitation.locale is 'The language of the letter, chosen by who invites.';
comment on column organisations.invitation.token_hash is 'SHA-256 of what stands in the link. A letter sent again carries a new link; the old one is dead.';
comment on column organisations.invitation.letters is 'How often it was sent; five times is enough for anybody.';

create table organisations.likeness (
  id uuid not null default uuidv7(),
  one_id uuid not null,
  other_id uuid not null,
  score real not null,
  reasons jsonb not null,
  state text not null default 'open'::text,
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  constraint likeness_pkey primary key (id),
  constraint likeness_once unique (one_id, other_id),
  constraint likeness_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint likeness_one_id_fkey foreign key (one_id) references organisations.organisation(id) on delete cascade,
  constraint likeness_other_id_fkey foreign key (other_id) references organisations.organisation(id) on delete cascade,
  constraint likeness_decided check ((state = 'open'::text) = (decided_at is null)),
  constraint likeness_of_two check (one_id < other_id),
  constraint likeness_reasons_check check (jsonb_typeof(reasons) = 'object'::text),
  constraint likeness_score_check check (score >= 0::double precision and score <= 1::double precision),
  constraint likeness_state_check check (state = any (array['open'::text, 'different'::text, 'merged'::text]))
);
create index likeness_decided_by on organisations.likeness using btree (decided_by) where (decided_by is not null);
create index likeness_open on organisations.likeness using btree (score desc, id) where (state = 'open'::text);
create index likeness_other on organisations.likeness using btree (other_id);
comment on column organisations.likeness.reasons is 'What speaks for and against it, as the rule saw it.';
comment on column organisations.likeness.state is 'different: somebody looked and said no; it is not asked again.';

create table organisations.membership (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  person_id uuid not null,
  role text not null,
  since timestamptz not null,
  until timestamptz,
  ended text,
  constraint membership_pkey primary key (id),
  constraint membership_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint membership_person_id_fkey foreign key (person_id) references people.person(id),
  constraint membership_end_has_a_way check ((until is null) = (ended is null)),
  constraint membership_ended_check check (ended = any (array['left'::text, 'removed'::text, 'role_changed'::text, 'transferred'::text, 'returned'::text, 'erased'::text, 'closed'::text, 'merged'::text, 'merge_undone'::text])),
  constraint membership_lasts check (until >= since),
  constraint membership_role_check check (role = any (array['editor'::text, 'finance'::text, 'owner'::text, 'official'::text]))
);
create index membership_owner on organisations.membership using btree (organisation_id, until) where (role = 'owner'::text);
create index membership_person on organisations.membership using btree (person_id);
create unique index membership_today on organisations.membership using btree (organisation_id, person_id) where (until is null);
create trigger membership_is_kept before delete or update on organisations.membership for each row execute function organisations.keep_membership();
create trigger membership_is_not_emptied before truncate on organisations.membership for each statement execute function organisations.keep_membership();
create constraint trigger membership_keeps_an_owner after insert or update on organisations.membership deferrable initially deferred for each row execute function organisations.keep_an_owner();
create trigger official_of_an_institution before insert on organisations.membership for each row when (new.role = 'official'::text) execute function organisations.refuse_official_elsewhere();
comment on table organisations.membership is 'One person in one role for one time. A change of role ends one row and begins another; no row is ever deleted.';
comment on column organisations.membership.role is 'editor: the page; finance: bank accounts and money too; owner: everything, members included; official: speaks for a public institution.';
comment on column organisations.membership.ended is 'returned: the last owner gave the page back knowingly, and anybody may claim it again; closed: the last owner of a closed organisation went, and the others with them; merged: they act for the organisation it became part of; merge_undone: back to the one they came from.';

create table organisations.merge (
  id uuid not null default uuidv7(),
  kept_id uuid not null,
  gone_id uuid not null,
  before jsonb not null default '{}'::jsonb,
  after jsonb not null default '{}'::jsonb,
  moved jsonb not null default '{}'::jsonb,
  person_id uuid not null,
  at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  constraint merge_pkey primary key (id),
  constraint merge_gone_id_fkey foreign key (gone_id) references organisations.organisation(id),
  constraint merge_kept_id_fkey foreign key (kept_id) references organisations.organisation(id),
  constraint merge_person_id_fkey foreign key (person_id) references people.person(id),
  constraint merge_undone_by_fkey foreign key (undone_by) references people.person(id),
  constraint merge_of_two check (kept_id <> gone_id),
  constraint merge_undone_by_somebody check ((undone_at is null) = (undone_by is null))
);
create index merge_gone on organisations.merge using btree (gone_id);
create index merge_kept on organisations.merge using btree (kept_id);
create index merge_person on organisations.merge using btree (person_id);
create unique index merge_stands on organisations.merge using btree (gone_id) where (undone_at is null);
create index merge_undone_by on organisations.merge using btree (undone_by) where (undone_by is not null);
create trigger merge_is_kept before update on organisations.merge for each row execute function organisations.check_merge();
create trigger merge_is_not_deleted before delete or truncate on organisations.merge for each statement execute function organisations.refuse_change();
comment on column organisations.merge.before is 'Of the fields taken from the other: what the kept one had.';
comment on column organisations.merge.moved is 'What was moved from one to the other, as ids by their kind: undoing it moves exactly these back.';

create table organisations.network_member (
  id uuid not null default uuidv7(),
  coalition_id uuid not null,
  member_id uuid not null,
  during daterange not null,
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  confirmed_at timestamptz,
  declined_at timestamptz,
  constraint network_member_pkey primary key (id),
  constraint network_member_once exclude using gist (coalition_id with =, member_id with =, during with &&) where (declined_at is null),
  constraint network_member_coalition_id_fkey foreign key (coalition_id) references organisations.organisation(id) on delete cascade,
  constraint network_member_member_id_fkey foreign key (member_id) references organisations.organisation(id) on delete cascade,
  constraint network_member_during_check check (not isempty(during)),
  constraint network_member_proposed_by_check check (proposed_by = any (array['coalition'::text, 'member'::text])),
  constraint network_of_others check (coalition_id <> member_id),
  constraint network_one_answer check (confirmed_at is null or declined_at is null)
);
create index network_member_coalition on organisations.network_member using btree (coalition_id);
create index network_member_member on organisations.network_member using btree (member_id);
comment on table organisations.network_member is 'Who belonged to which coalition, and when. One side proposes, the other confirms; pages show what both said.';

create table organisations.organisation (
  id uuid not null default uuidv7(),
  slug text not null,
  kind text not null,
  name kit.localized not null,
  short_name text,
  summary kit.localized not null default '{}'::jsonb,
  description kit.localized not null default '{}'::jsonb,
  registration_number text,
  fiscal_number text,
  unique_number text,
  founded_year integer,
  municipality_id uuid,
  address text,
  email text,
  phone text,
  website text,
  social_links jsonb not null default '[]'::jsonb,
  languages text[] not null default '{}'::text[],
  logo_id uuid,
  cover_id uuid,
  cover_alt kit.localized not null default '{}'::jsonb,
  accent text,
  sections_order text[] not null default '{about,people,networks,documents,numbers,accounts,places,contact}'::text[],
  state text not null default 'unverified'::text,
  state_since timestamptz not null default now(),
  state_reason text,
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  hidden_at timestamptz,
  visibility_changed_at timestamptz,
  merged_into_id uuid,
  constraint organisation_pkey primary key (id),
  constraint organisation_slug_key unique (slug),
  constraint organisation_cover_id_fkey foreign key (cover_id) references kit.file(id),
  constraint organisation_logo_id_fkey foreign key (logo_id) references kit.file(id),
  constraint organisation_merged_into_id_fkey foreign key (merged_into_id) references organisations.organisation(id),
  constraint organisation_municipality_id_fkey foreign key (municipality_id) references places.place(id),
  constraint organisation_accent_check check (accent ~ '^#[0-9a-f]{6}$'::text),
  constraint organisation_address_check check (length(address) >= 1 and length(address) <= 300),
  constraint organisation_email_check check (length(email) >= 3 and length(email) <= 254),
  constraint organisation_fiscal_number_check check (length(fiscal_number) >= 1 and length(fiscal_number) <= 40),
  constraint organisation_founded_year_check check (founded_year >= 1200 and founded_year <= 2200),
  constraint organisation_kind_check check (kind = any (array['association'::text, 'foundation'::text, 'institute'::text, 'coalition'::text, 'international'::text, 'donor'::text, 'municipality'::text, 'ministry'::text, 'agency'::text, 'assembly'::text, 'village_council'::text, 'informal_group'::text])),
  constraint organisation_merged_into_another check (merged_into_id <> id),
  constraint organisation_merged_is_hidden check (merged_into_id is null or hidden_at is not null),
  constraint organisation_name_check check (name::jsonb <> '{}'::jsonb),
  constraint organisation_phone_check check (length(phone) >= 3 and length(phone) <= 40),
  constraint organisation_registration_number_check check (length(registration_number) >= 1 and length(registration_number) <= 40),
  constraint organisation_short_name_check check (length(short_name) >= 1 and length(short_name) <= 40),
  constraint organisation_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text and length(slug) >= 2 and length(slug) <= 60),
  constraint organisation_social_links_check check (jsonb_typeof(social_links) = 'array'::text),
  constraint organisation_state_check check (state = any (array['unverified'::text, 'in_review'::text, 'verified'::text, 'suspended'::text, 'closed'::text])),
  constraint organisation_state_reason_check check (length(state_reason) >= 1 and length(state_reason) <= 500),
  constraint organisation_unique_number_check check (length(unique_number) >= 1 and length(unique_number) <= 40),
  constraint organisation_website_check check (website ~ '^https?://'::text and length(website) <= 500)
);
create index organisation_cover on organisations.organisation using btree (cover_id) where (cover_id is not null);
create index organisation_email on organisations.organisation using btree (lower(email)) where (email is not null);
create index organisation_facets on organisations.organisation using btree (municipality_id, kind, state) include (id) where (hidden_at is null);
create index organisation_fiscal on organisations.organisation using btree (organisations.bare_number(fiscal_number)) where (fiscal_number is not null);
create index organisation_logo on organisations.organisation using btree (logo_id) where (logo_id is not null);
create index organisation_merged_into on organisations.organisation using btree (merged_into_id) where (merged_into_id is not null);
create index organisation_name_en on organisations.organisation using btree (coalesce(((name)::jsonb ->> 'en'::text), ((name)::jsonb ->> 'sq'::text), ((name)::jsonb ->> 'sr'::text)) collate "en-x-icu", id) where (hidden_at is null);
create index organisation_name_sq on organisations.organisation using btree (coalesce(((name)::jsonb ->> 'sq'::text), ((name)::jsonb ->> 'en'::text), ((name)::jsonb ->> 'sr'::text)) collate "sq-x-icu", id) where (hidden_at is null);
create index organisation_name_sr on organisations.organisation using btree (coalesce(((name)::jsonb ->> 'sr'::text), ((name)::jsonb ->> 'en'::text), ((name)::jsonb ->> 'sq'::text)) collate "sr-Latn-x-icu", id) where (hidden_at is null);
create index organisation_phone on organisations.organisation using btree (organisations.bare_number(phone)) where (phone is not null);
create index organisation_register on organisations.organisation using btree (organisations.bare_number(registration_number)) where (registration_number is not null);
create index organisation_website on organisations.organisation using btree (website) where (website is not null);
create trigger organisation_begins_without_vouching before insert on organisations.organisation for each row when (new.state = 'verified'::text) execute function organisations.check_state();
create constraint trigger organisation_merge_is_written_down after update of merged_into_id on organisations.organisation deferrable initially deferred for each row when (old.merged_into_id is distinct from new.merged_into_id) execute function organisations.check_merge();
create constraint trigger organisation_state_is_written_down after update of state on organisations.organisation deferrable initially deferred for each row when (old.state <> new.state) execute function organisations.check_history();
create trigger organisation_verified_by_two before update of state on organisations.organisation for each row when (old.state <> new.state) execute function organisations.check_state();
create trigger search_hears_of_change after update on organisations.organisation referencing old table as stale new table as fresh for each statement execute function organisations.index_organisations();
create trigger search_hears_of_new after insert on organisations.organisation referencing new table as fresh for each statement execute function organisations.index_organisations();
create trigger slug_is_kept after insert or update of slug on organisations.organisation for each row execute function organisations.keep_slug();
create trigger visibility_is_noted before update of hidden_at on organisations.organisation for each row when ((old.hidden_at is null) is distinct from (new.hidden_at is null)) execute function organisations.note_visibility();
comment on column organisations.organisation.slug is 'Its short address, /o/slug. Every slug it ever had is kept in organisations.slug.';
comment on column organisations.organisation.registration_number is 'As it stands on the certificate. Never refused for its form: registers change theirs.';
comment on column organisations.organisation.founded_year is 'A year only: most registers and most people remember no day.';
comment on column organisations.organisation.address is 'Street and number, as public as the rest of the page.';
comment on column organisations.organisation.social_links is '[{"kind": "facebook", "url": "https://…"}], in their order.';
comment on column organisations.organisation.languages is 'Working languages, ISO 639 codes.';
comment on column organisations.organisation.accent is 'The colour it chose; pages mend its contrast, so it is kept as chosen.';
comment on column organisations.organisation.sections_order is 'The sections of its page from top to bottom. What is not named here is hidden.';
comment on column organisations.organisation.is_sample is 'Made up, and marked as such wherever it is shown.';
comment on column organisations.organisation.version is 'Grows by one with each change: a form that was opened on an older version is compared, not believed.';
comment on column organisations.organisation.hidden_at is 'Taken from public view by a moderator. Not in organisations.card, so nowhere else either.';
comment on column organisations.organisation.visibility_changed_at is 'When it was last hidden or shown again; the database writes it. Null when it never was.';
comment on column organisations.organisation.merged_into_id is 'It was the same as this one. Hidden since; its addresses lead there.';

create table organisations.organisation_area (
  organisation_id uuid not null,
  area text not null,
  constraint organisation_area_pkey primary key (organisation_id, area),
  constraint organisation_area_area_fkey foreign key (area) references organisations.area(code),
  constraint organisation_area_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade
);
create index organisation_area_area on organisations.organisation_area using btree (area, organisation_id);

create table organisations.organisation_group (
  organisation_id uuid not null,
  served_group text not null,
  constraint organisation_group_pkey primary key (organisation_id, served_group),
  constraint organisation_group_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint organisation_group_served_group_fkey foreign key (served_group) references organisations.served_group(code)
);
create index organisation_group_group on organisations.organisation_group using btree (served_group, organisation_id);

create table organisations.organisation_place (
  organisation_id uuid not null,
  place_id uuid not null,
  constraint organisation_place_pkey primary key (organisation_id, place_id),
  constraint organisation_place_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint organisation_place_place_id_fkey foreign key (place_id) references places.place(id)
);
create index organisation_place_place on organisations.organisation_place using btree (place_id, organisation_id);
comment on table organisations.organisation_place is 'Where it works, besides the municipality of its seat.';

create table organisations.ownership_offer (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  from_person_id uuid not null,
  to_person_id uuid not null,
  afterwards text not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended text,
  constraint ownership_offer_pkey primary key (id),
  constraint ownership_offer_from_person_id_fkey foreign key (from_person_id) references people.person(id),
  constraint ownership_offer_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint ownership_offer_to_person_id_fkey foreign key (to_person_id) references people.person(id),
  constraint ownership_offer_afterwards_check check (afterwards = any (array['editor'::text, 'finance'::text, 'leaves'::text])),
  constraint ownership_offer_end_has_a_way check ((ended_at is null) = (ended is null)),
  constraint ownership_offer_ended_check check (ended = any (array['accepted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text, 'lapsed'::text])),
  constraint ownership_offer_lasts check (expires_at > offered_at),
  constraint ownership_offer_to_another check (from_person_id <> to_person_id)
);
create index ownership_offer_from on organisations.ownership_offer using btree (from_person_id);
create unique index ownership_offer_open on organisations.ownership_offer using btree (organisation_id, from_person_id) where (ended_at is null);
create index ownership_offer_to on organisations.ownership_offer using btree (to_person_id);
comment on table organisations.ownership_offer is 'One owner hands the page on to another member, who has to accept it.';
comment on column organisations.ownership_offer.afterwards is 'What the person who offers will be once it is accepted.';
comment on column organisations.ownership_offer.ended is 'lapsed: one of the two is no longer a member, or no longer an owner.';

create table organisations.person_shown (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  name text not null,
  role kit.localized not null default '{}'::jsonb,
  picture_id uuid,
  "position" integer not null default 0,
  consent_noted_at timestamptz not null,
  version integer not null default 1,
  constraint person_shown_pkey primary key (id),
  constraint person_shown_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint person_shown_picture_id_fkey foreign key (picture_id) references kit.file(id),
  constraint person_shown_name_check check (length(name) >= 1 and length(name) <= 100)
);
create index person_shown_organisation on organisations.person_shown using btree (organisation_id, "position", id);
create index person_shown_picture on organisations.person_shown using btree (picture_id) where (picture_id is not null);
comment on column organisations.person_shown.consent_noted_at is 'When a steward stated that this person agreed to be shown. Without it nobody is.';

create table organisations.public_benefit (
  organisation_id uuid not null,
  year integer not null,
  status text not null,
  constraint public_benefit_pkey primary key (organisation_id, year),
  constraint public_benefit_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint public_benefit_status_check check (status = any (array['held'::text, 'suspended'::text, 'revoked'::text])),
  constraint public_benefit_year_check check (year >= 1990 and year <= 2200)
);
comment on table organisations.public_benefit is 'The public benefit status in each year. A year without a row is a year without it.';

create table organisations.search (
  organisation_id uuid not null,
  names tsvector not null,
  vector tsvector not null,
  constraint search_pkey primary key (organisation_id),
  constraint search_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade
);
create index search_names on organisations.search using gin (names) with (fastupdate=off);
create index search_vector on organisations.search using gin (vector) with (fastupdate=off);
comment on column organisations.search.names is 'The folded words of its names: looked into first, so that a name is never lost among the many who only mention it.';
comment on column organisations.search.vector is 'All folded words: A names, B former names, C where it is, D its summary.';

create table organisations.search_name (
  organisation_id uuid not null,
  name text not null,
  former boolean not null,
  constraint search_name_pkey primary key (organisation_id, name),
  constraint search_name_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade
);
create index search_name_alike on organisations.search_name using gin (name gin_trgm_ops);
create index search_name_beginning on organisations.search_name using btree (name text_pattern_ops);
comment on table organisations.search_name is 'Every name, folded: what a query begins like, and what a new name is alike to.';

create table organisations.served_group (
  code text not null,
  "position" integer not null,
  constraint served_group_pkey primary key (code),
  constraint served_group_position_key unique ("position"),
  constraint served_group_code_check check (code ~ '^[a-z_]+$'::text)
);
comment on table organisations.served_group is 'Groups that can be named as served, in the plural and in general; never a person. Names: group.<code>.';

create table organisations.slug (
  slug text not null,
  organisation_id uuid not null,
  since timestamptz not null default now(),
  constraint slug_pkey primary key (slug),
  constraint slug_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade
);
create index slug_organisation on organisations.slug using btree (organisation_id);
comment on table organisations.slug is 'Every slug that was ever given. The present one is organisation.slug; the others redirect.';

create table organisations.state_change (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  from_state text,
  to_state text not null,
  reason text not null,
  at timestamptz not null,
  decided_by uuid,
  confirmed_by uuid,
  reason_text kit.localized not null default '{}'::jsonb,
  constraint state_change_pkey primary key (id),
  constraint state_change_confirmed_by_fkey foreign key (confirmed_by) references people.person(id),
  constraint state_change_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint state_change_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id) on delete cascade,
  constraint state_change_moves check (from_state is distinct from to_state),
  constraint state_change_reason_check check (length(reason) >= 1 and length(reason) <= 500),
  constraint state_change_reason_is_a_code check (reason ~ '^[a-z_]+$'::text),
  constraint state_change_to_state_check check (to_state = any (array['unverified'::text, 'in_review'::text, 'verified'::text, 'suspended'::text, 'closed'::text])),
  constraint state_change_two_people check (confirmed_by is null or confirmed_by <> decided_by)
);
create index state_change_confirmed_by on organisations.state_change using btree (confirmed_by);
create index state_change_decided_by on organisations.state_change using btree (decided_by);
create index state_change_organisation on organisations.state_change using btree (organisation_id, at desc);
create trigger state_change_is_followed after insert on organisations.state_change for each row execute function organisations.follow_history();
create trigger state_change_is_kept before delete or update on organisations.state_change for each row execute function organisations.refuse_change();
create trigger state_change_is_not_emptied before truncate on organisations.state_change for each statement execute function organisations.refuse_change();
comment on table organisations.state_change is 'The states it was in, each with its day and reason, as its page shows them.';
comment on column organisations.state_change.reason is 'A code; its sentence is the message state.reason.<code>.';
comment on column organisations.state_change.decided_by is 'Shown at the desk, never on the page.';
comment on column organisations.state_change.confirmed_by is 'The second of two: verification needs both.';
comment on column organisations.state_change.reason_text is 'What there is to say besides, as public as the state.';

create table organisations.verification (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  requested_by uuid not null,
  claim_id uuid,
  register_name text not null,
  register_number text not null,
  extract_file_id uuid not null,
  extract_seen_on date not null,
  organisation_name kit.localized not null,
  note text,
  state text not null default 'open'::text,
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  reason_text text,
  constraint verification_pkey primary key (id),
  constraint verification_claim_id_fkey foreign key (claim_id) references organisations.claim(id),
  constraint verification_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint verification_extract_file_id_fkey foreign key (extract_file_id) references kit.file(id),
  constraint verification_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint verification_requested_by_fkey foreign key (requested_by) references people.person(id),
  constraint verification_decided check ((state = 'open'::text) = (decided_at is null)),
  constraint verification_decided_by_another check (decided_by <> requested_by),
  constraint verification_note_check check (length(note) >= 1 and length(note) <= 2000),
  constraint verification_reason_check check (reason ~ '^[a-z_]+$'::text),
  constraint verification_reason_text_check check (length(reason_text) >= 1 and length(reason_text) <= 1000),
  constraint verification_refusal_has_a_reason check (state <> 'refused'::text or reason is not null and decided_by is not null),
  constraint verification_register_name_check check (length(register_name) >= 1 and length(register_name) <= 200),
  constraint verification_register_number_check check (length(register_number) >= 1 and length(register_number) <= 60),
  constraint verification_state_check check (state = any (array['open'::text, 'withdrawn'::text, 'refused'::text, 'approved'::text, 'lapsed'::text]))
);
create index verification_decided_by on organisations.verification using btree (decided_by);
create index verification_extract on organisations.verification using btree (extract_file_id);
create unique index verification_of_claim on organisations.verification using btree (claim_id) where (state = 'open'::text);
create unique index verification_open on organisations.verification using btree (organisation_id) where ((state = 'open'::text) and (claim_id is null));
create index verification_organisation on organisations.verification using btree (organisation_id);
create index verification_requested_by on organisations.verification using btree (requested_by);
create unique index verification_stands on organisations.verification using btree (organisation_id) where (state = 'approved'::text);
create index verification_waiting on organisations.verification using btree (requested_at) where (state = 'open'::text);
create trigger verification_by_two before insert or update on organisations.verification for each row execute function organisations.check_verification();
create trigger verification_is_kept before delete or truncate on organisations.verification for each statement execute function organisations.refuse_change();
comment on table organisations.verification is 'A request to be verified, with the extract of the register as it was seen that day. What was asked is never changed.';
comment on column organisations.verification.claim_id is 'Asked for together with this claim; it waits until the claim is accepted.';
comment on column organisations.verification.extract_seen_on is 'The day on which the extract was issued or seen.';
comment on column organisations.verification.organisation_name is 'The names the page bore when it asked: a later change of name can be held against it.';
comment on column organisations.verification.state is 'lapsed: it was approved, and no longer holds, because the organisation became unverified again.';
comment on column organisations.verification.decided_by is 'Who refused. Approvals have rows of their own.';

create table organisations.verification_approval (
  verification_id uuid not null,
  operator_id uuid not null,
  approved_at timestamptz not null,
  constraint verification_approval_once primary key (verification_id, operator_id),
  constraint verification_approval_operator_id_fkey foreign key (operator_id) references people.person(id),
  constraint verification_approval_verification_id_fkey foreign key (verification_id) references organisations.verification(id)
);
create index verification_approval_operator on organisations.verification_approval using btree (operator_id);
create trigger verification_approval_is_kept before delete or update or truncate on organisations.verification_approval for each statement execute function organisations.refuse_change();
create trigger verification_by_outsiders before insert on organisations.verification_approval for each row execute function organisations.check_approval();
comment on table organisations.verification_approval is 'One operator found the extract and the organisation to agree. Two are needed, and they must be two.';

create table organisations.word (
  word text not null,
  constraint word_pkey primary key (word)
);
create index word_alike on organisations.word using gist (word gist_trgm_ops (siglen='32'));
create index word_beginning on organisations.word using btree (word text_pattern_ops);
comment on table organisations.word is 'Every word that search knows. A mistyped word is looked for here, among thousands, not among all texts.';

create view organisations.card as
 select id,
    slug,
    kind,
    name,
    short_name,
    state,
    municipality_id,
    logo_id,
    accent,
    is_sample
   from organisations.organisation
  where hidden_at is null;
comment on view organisations.card is 'The SQL face of the door: what other modules may join. Hidden organisations are not in it.';

create view organisations.visibility as
 select id,
    hidden_at is not null as hidden,
    visibility_changed_at as changed_at
   from organisations.organisation;
comment on view organisations.visibility is 'For those who publish what belongs to an organisation: whether it may be seen, and since when.';


create schema machines;

create or replace function machines.keep_key()
 returns trigger
 language plpgsql
as $function$
    begin
      if (to_jsonb(new) - '{last_used_at,revoked_at,revoked_by}'::text[])
        is distinct from (to_jsonb(old) - '{last_used_at,revoked_at,revoked_by}'::text[]) then
        raise exception 'A key does not change: revoke it and make another.';
      end if;
      if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'A revoked key stays revoked.';
      end if;
      return new;
    end
  $function$;

create table machines.attempt (
  id uuid not null default uuidv7(),
  delivery_id uuid not null,
  at timestamptz not null,
  took_ms integer not null,
  status integer,
  fault text,
  excerpt text not null default ''::text,
  constraint attempt_pkey primary key (id),
  constraint attempt_delivery_id_fkey foreign key (delivery_id) references machines.delivery(id) on delete cascade,
  constraint attempt_excerpt_check check (length(excerpt) <= 500),
  constraint attempt_fault_check check (fault = any (array['no_address'::text, 'private_address'::text, 'refused'::text, 'timed_out'::text, 'tls'::text, 'redirected'::text, 'broken'::text])),
  constraint attempt_status_check check (status >= 100 and status <= 599),
  constraint attempt_took_ms_check check (took_ms >= 0)
);
create index attempt_delivery on machines.attempt using btree (delivery_id, id);
comment on table machines.attempt is 'What came of one attempt: the status and the beginning of the answer, or why there was none.';

create table machines.delivery (
  id uuid not null default uuidv7(),
  webhook_id uuid not null,
  fact_id bigint,
  kind text not null,
  body text not null,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  next_at timestamptz,
  held_until timestamptz,
  created_at timestamptz not null,
  done_at timestamptz,
  constraint delivery_pkey primary key (id),
  constraint delivery_webhook_id_fact_id_key unique (webhook_id, fact_id),
  constraint delivery_webhook_id_fkey foreign key (webhook_id) references machines.webhook(id),
  constraint delivery_attempts_check check (attempts >= 0),
  constraint delivery_body_check check (length(body) <= 20000),
  constraint delivery_check check ((state = 'waiting'::text) = (done_at is null)),
  constraint delivery_state_check check (state = any (array['waiting'::text, 'delivered'::text, 'failed'::text]))
);
create index delivery_created on machines.delivery using btree (created_at);
create index delivery_waiting on machines.delivery using btree (next_at) where (state = 'waiting'::text);
comment on table machines.delivery is 'One fact to be told to one address. Its id is the webhook-id, the same for each attempt.';
comment on column machines.delivery.fact_id is 'Null for a test that an administrator sent.';
comment on column machines.delivery.body is 'What is signed and sent, letter by letter.';
comment on column machines.delivery.held_until is 'A worker is at it; afterwards another may take it up.';

create table machines.key (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  person_id uuid not null,
  name text not null,
  prefix text not null,
  secret_hash text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  constraint key_pkey primary key (id),
  constraint key_prefix_key unique (prefix),
  constraint key_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint key_person_id_fkey foreign key (person_id) references people.person(id),
  constraint key_revoked_by_fkey foreign key (revoked_by) references people.person(id),
  constraint key_check check (expires_at > created_at and expires_at <= (created_at + '367 days'::interval)),
  constraint key_check1 check (revoked_by is null or revoked_at is not null),
  constraint key_name_check check (length(name) >= 1 and length(name) <= 80),
  constraint key_prefix_check check (prefix ~ '^mzk_[a-z0-9]{8}$'::text),
  constraint key_scopes_check check (cardinality(scopes) > 0),
  constraint key_secret_hash_check check (secret_hash ~ '^[0-9a-f]{64}$'::text)
);
create index key_organisation on machines.key using btree (organisation_id, id);
create index key_person on machines.key using btree (person_id);
create index key_revoked_by on machines.key using btree (revoked_by) where (revoked_by is not null);
create trigger keep_key before update on machines.key for each row execute function machines.keep_key();
comment on table machines.key is 'By what a program writes for an organisation. It may no more than the administrator who made it.';
comment on column machines.key.person_id is 'Who made it and answers for it. When they are no administrator any more, it opens nothing.';
comment on column machines.key.prefix is 'The beginning of the key, by which it is found and recognised.';
comment on column machines.key.secret_hash is 'SHA-256 of the whole key: 256 random bits need no slow hash.';
comment on column machines.key.last_used_at is 'To the minute.';
comment on column machines.key.revoked_by is 'Null when it was revoked from the terminal of the server.';

create table machines.webhook (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  person_id uuid not null,
  url text not null,
  kinds text[] not null,
  salt uuid not null,
  state text not null default 'active'::text,
  failing_since timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint webhook_pkey primary key (id),
  constraint webhook_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint webhook_person_id_fkey foreign key (person_id) references people.person(id),
  constraint webhook_kinds_check check (cardinality(kinds) > 0),
  constraint webhook_state_check check (state = any (array['active'::text, 'paused'::text, 'failed'::text, 'removed'::text])),
  constraint webhook_url_check check (length(url) <= 500 and url ~ '^https?://'::text)
);
create index webhook_organisation on machines.webhook using btree (organisation_id, id);
create index webhook_person on machines.webhook using btree (person_id);
comment on table machines.webhook is 'Where facts about an organisation are carried.';
comment on column machines.webhook.salt is 'With the secret of the server it makes the secret that deliveries are signed with; a new salt is a new secret.';
comment on column machines.webhook.state is 'paused: by its organisation; failed: by us, after days without an answer.';
comment on column machines.webhook.failing_since is 'The first of the failures that no success has followed.';


create schema projects;

create or replace function projects.all_words(name jsonb, summary jsonb, contract_number text)
 returns text
 language sql
 immutable parallel safe
return (select kit.fold(coalesce(string_agg(part.value, ' | '::text), ''::text)) as fold from (select jsonb_each_text.value from jsonb_each_text(all_words.name) jsonb_each_text(key, value) union all select jsonb_each_text.value from jsonb_each_text(all_words.summary) jsonb_each_text(key, value) union all select all_words.contract_number as contract_number where (all_words.contract_number is not null)) part);

create or replace function projects.first_day(rough text)
 returns date
 language sql
 immutable parallel safe
return case when projects.is_rough_date(rough) then make_date(("left"(rough, 4))::integer, coalesce((nullif(substr(rough, 6, 2), ''::text))::integer, 1), coalesce((nullif(substr(rough, 9, 2), ''::text))::integer, 1)) else null::date end;
comment on function projects.first_day(text) is 'The first day that a date known by its year (2026), its month (2026-03) or its day may mean.';

create or replace function projects.is_rough_date(rough text)
 returns boolean
 language sql
 immutable parallel safe
return (rough ~ '^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$'::text);

create or replace function projects.last_day(rough text)
 returns date
 language sql
 immutable parallel safe
return case length(rough) when 4 then make_date(("left"(rough, 4))::integer, 12, 31) when 7 then (((projects.first_day(rough) + '1 mon'::interval) - '1 day'::interval))::date else projects.first_day(rough) end;

create or replace function projects.note_visibility()
 returns trigger
 language plpgsql
as $function$
  begin
    new.visibility_changed_at := greatest(new.hidden_at, now());
    return new;
  end
$function$;

create or replace function projects.refuse_rewriting()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'change' then
        -- The one thing that may happen to a row: its values are taken out, and the row says so.
        if old.redacted_at is null and new.redacted_at is not null
          and new.before is null and new.after is null
          and (new.id, new.project_id, new.version, new.part, new.item_id, new.field, new.language, new.person_id, new.at)
            is not distinct from
            (old.id, old.project_id, old.version, old.part, old.item_id, old.field, old.language, old.person_id, old.at)
        then return new;
        end if;
      elsif tg_op = 'UPDATE' and tg_table_name = 'measurement' then
        -- A value may be taken back, once. What it said stays.
        if old.withdrawn_at is null and new.withdrawn_at is not null
          and to_jsonb(new) - 'withdrawn_at' = to_jsonb(old) - 'withdrawn_at'
        then return new;
        end if;
      end if;
      raise exception 'what a project said in % is kept: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
    end
  $function$;

create or replace function projects.remember(project uuid, person uuid, moment timestamptz, changes jsonb)
 returns integer
 language plpgsql
as $function$
    declare
      made integer;
    begin
      update projects.project set version = version + 1, updated_at = moment
        where id = remember.project returning version into strict made;
      insert into projects.change
        (project_id, version, part, item_id, field, language, before, after, person_id, at)
        select remember.project, made, c.part, c.item_id, c.field, c.language,
          nullif(c.before, 'null'), nullif(c.after, 'null'), person, moment
        from jsonb_to_recordset(changes)
          as c (part text, item_id uuid, field text, language text, before jsonb, after jsonb)
        where c.before is distinct from c.after;
      return made;
    end
  $function$;

create table projects.activity (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title kit.localized not null,
  starts text,
  ends text,
  state text not null,
  constraint activity_pkey primary key (id),
  constraint activity_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint activity_ends_check check (projects.is_rough_date(ends)),
  constraint activity_lasts check (projects.first_day(starts) <= projects.last_day(ends)),
  constraint activity_starts_check check (projects.is_rough_date(starts)),
  constraint activity_state_check check (state = any (array['planned'::text, 'under_way'::text, 'done'::text, 'dropped'::text])),
  constraint activity_title_check check (title::jsonb <> '{}'::jsonb)
);
create index activity_project on projects.activity using btree (project_id);

create table projects.budget_line (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title kit.localized not null,
  amount_minor bigint not null,
  constraint budget_line_pkey primary key (id),
  constraint budget_line_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint budget_line_amount_minor_check check (amount_minor >= 0 and amount_minor <= '1000000000000000'::bigint),
  constraint budget_line_title_check check (title::jsonb <> '{}'::jsonb)
);
create index budget_line_project on projects.budget_line using btree (project_id);
comment on table projects.budget_line is 'The parts of the budget, in its currency. They may differ from the whole while it is being written: the page shows by how much.';

create table projects.change (
  id bigint not null generated always as identity,
  project_id uuid not null,
  version integer not null,
  part text not null,
  item_id uuid,
  field text not null,
  language text,
  before jsonb,
  after jsonb,
  person_id uuid,
  at timestamptz not null,
  redacted_at timestamptz,
  constraint change_pkey primary key (id),
  constraint change_person_id_fkey foreign key (person_id) references people.person(id),
  constraint change_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint change_field_check check (field ~ '^[a-z_]+$'::text),
  constraint change_language_check check (language ~ '^[a-z]{2,3}$'::text),
  constraint change_part_check check (part ~ '^[a-z_]+$'::text)
);
create index change_person on projects.change using btree (person_id) where (person_id is not null);
create index change_project on projects.change using btree (project_id, version desc, id desc);
create trigger change_is_kept before delete or update on projects.change for each row execute function projects.refuse_rewriting();
create trigger change_is_not_emptied before truncate on projects.change for each statement execute function projects.refuse_rewriting();
comment on column projects.change.version is 'The version of the project that this change made.';
comment on column projects.change.part is 'project for its own fields; otherwise the table in which the part stands or stood.';
comment on column projects.change.item_id is 'The part of the project, which may be gone; null for its own fields.';
comment on column projects.change.redacted_at is 'The values were taken out, because the law or somebody''s privacy asked for it. That it changed stays.';

create table projects.document (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title kit.localized not null,
  kind text not null,
  year integer,
  file_id uuid not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint document_pkey primary key (id),
  constraint document_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint document_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint document_kind_check check (kind = any (array['contract'::text, 'proposal'::text, 'narrative_report'::text, 'financial_report'::text, 'evaluation'::text, 'publication'::text, 'other'::text])),
  constraint document_title_check check (title::jsonb <> '{}'::jsonb),
  constraint document_year_check check (year >= 1900 and year <= 2200)
);
create index document_file on projects.document using btree (file_id);
create index document_project on projects.document using btree (project_id);
comment on column projects.document.removed_at is 'Taken off the page. The file stays: what was public is not unsaid in silence.';

create table projects.import (
  id uuid not null default uuidv7(),
  file_name text not null,
  sha256 text not null,
  bytes integer not null,
  format text not null,
  encoding text,
  sheet text,
  signature text not null,
  header text[] not null,
  columns jsonb not null default '{}'::jsonb,
  source text,
  state text not null default 'mapping'::text,
  total_rows integer not null,
  done_rows integer not null default 0,
  person_id uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  constraint import_pkey primary key (id),
  constraint import_person_id_fkey foreign key (person_id) references people.person(id),
  constraint import_undone_by_fkey foreign key (undone_by) references people.person(id),
  constraint import_bytes_check check (bytes > 0),
  constraint import_columns_check check (jsonb_typeof(columns) = 'object'::text),
  constraint import_done_rows_check check (done_rows >= 0),
  constraint import_file_name_check check (length(file_name) >= 1 and length(file_name) <= 120),
  constraint import_format_check check (format = any (array['csv'::text, 'xlsx'::text])),
  constraint import_names_its_source check ((state = any (array['mapping'::text, 'dropped'::text])) or source is not null),
  constraint import_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint import_signature_check check (signature ~ '^[0-9a-f]{64}$'::text),
  constraint import_source_check check (length(source) >= 1 and length(source) <= 200),
  constraint import_state_check check (state = any (array['mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'dropped'::text, 'undoing'::text, 'undone'::text])),
  constraint import_total_rows_check check (total_rows >= 0)
);
create index import_person on projects.import using btree (person_id) where (person_id is not null);
create index import_undone_by on projects.import using btree (undone_by) where (undone_by is not null);
comment on column projects.import.sha256 is 'Of the file as it came: the same file is known again.';
comment on column projects.import.signature is 'Of the names of its columns: what they were taken for is remembered for the next file like it.';
comment on column projects.import.columns is 'Which field is in which column, counted from 0: {"name_sq": 1}.';
comment on column projects.import.source is 'Whose table it is, as the pages of its projects say it.';
comment on column projects.import.done_rows is 'How far the present step is.';
comment on column projects.import.person_id is 'Null when it was brought at the operator''s terminal.';

create table projects.import_cells (
  import_id uuid not null,
  number integer not null,
  cells jsonb not null,
  wrong jsonb not null default '[]'::jsonb,
  constraint import_cells_pkey primary key (import_id, number),
  constraint import_cells_import_id_fkey foreign key (import_id) references projects.import(id) on delete cascade,
  constraint import_cells_cells_check check (jsonb_typeof(cells) = 'array'::text),
  constraint import_cells_number_check check (number > 0)
);
comment on table projects.import_cells is 'The file as it was read. Gone when the import is done or dropped.';
comment on column projects.import_cells.number is 'The row as the spreadsheet counts it.';

create table projects.import_mapping (
  signature text not null,
  columns jsonb not null,
  source text not null,
  used_at timestamptz not null,
  constraint import_mapping_pkey primary key (signature),
  constraint import_mapping_columns_check check (jsonb_typeof(columns) = 'object'::text),
  constraint import_mapping_source_check check (length(source) >= 1 and length(source) <= 200)
);
comment on table projects.import_mapping is 'What the columns of a file were taken for the last time.';

create table projects.import_row (
  import_id uuid not null,
  number integer not null,
  key text not null,
  value jsonb not null,
  problems jsonb not null default '[]'::jsonb,
  verdict text not null,
  project_id uuid,
  before jsonb,
  after jsonb,
  version integer,
  done_at timestamptz,
  undone text,
  constraint import_row_pkey primary key (import_id, number),
  constraint import_row_import_id_fkey foreign key (import_id) references projects.import(id) on delete cascade,
  constraint import_row_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint import_row_number_check check (number > 0),
  constraint import_row_problems_check check (jsonb_typeof(problems) = 'array'::text),
  constraint import_row_undone_check check (undone = any (array['removed'::text, 'restored'::text, 'touched'::text])),
  constraint import_row_verdict_check check (verdict = any (array['new'::text, 'changed'::text, 'same'::text, 'wrong'::text, 'twice'::text, 'theirs'::text]))
);
create index import_row_open on projects.import_row using btree (import_id, number) where ((done_at is null) and (verdict = any (array['new'::text, 'changed'::text])));
create index import_row_project on projects.import_row using btree (project_id) where (project_id is not null);
comment on column projects.import_row.key is 'By what the project is known again: its contract number, else its name.';
comment on column projects.import_row.value is 'What the row says, field by field, after it was checked.';
comment on column projects.import_row.verdict is 'theirs: its organisation keeps the page; twice: an earlier row of the file says the same.';
comment on column projects.import_row.before is 'Of the fields that it changes: what stood there.';
comment on column projects.import_row.version is 'The version of the project that it made.';
comment on column projects.import_row.undone is 'removed: withdrawn, because what was public once is never deleted; touched: changed by somebody since.';

create table projects.indicator (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  objective_id uuid not null,
  title kit.localized not null,
  unit kit.localized not null default '{}'::jsonb,
  direction text not null,
  baseline double precision,
  baseline_on text,
  target double precision,
  target_on text,
  constraint indicator_pkey primary key (id),
  constraint indicator_id_project_id_key unique (id, project_id),
  constraint indicator_objective_id_project_id_fkey foreign key (objective_id, project_id) references projects.objective(id, project_id),
  constraint indicator_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint indicator_baseline_check check (abs(baseline) < '1000000000000000'::numeric::double precision),
  constraint indicator_baseline_on_check check (projects.is_rough_date(baseline_on)),
  constraint indicator_direction_check check (direction = any (array['up'::text, 'down'::text])),
  constraint indicator_goes_its_way check (
case direction
    when 'up'::text then target > baseline
    else target < baseline
end),
  constraint indicator_target_check check (abs(target) < '1000000000000000'::numeric::double precision),
  constraint indicator_target_on_check check (projects.is_rough_date(target_on)),
  constraint indicator_title_check check (title::jsonb <> '{}'::jsonb)
);
create index indicator_objective on projects.indicator using btree (objective_id, project_id);
create index indicator_project on projects.indicator using btree (project_id);
comment on column projects.indicator.direction is 'up: more is better; down: less is better.';
comment on column projects.indicator.baseline is 'What was measured before it began; null where nobody measured.';

create table projects.measurement (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  indicator_id uuid not null,
  on_date date not null,
  value double precision not null,
  note kit.localized not null default '{}'::jsonb,
  evidence_url text,
  evidence_file_id uuid,
  person_id uuid,
  at timestamptz not null,
  withdrawn_at timestamptz,
  constraint measurement_pkey primary key (id),
  constraint measurement_evidence_file_id_fkey foreign key (evidence_file_id) references kit.file(id),
  constraint measurement_indicator_id_project_id_fkey foreign key (indicator_id, project_id) references projects.indicator(id, project_id),
  constraint measurement_person_id_fkey foreign key (person_id) references people.person(id),
  constraint measurement_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint measurement_evidence_url_check check (evidence_url ~ '^https?://'::text and length(evidence_url) <= 500),
  constraint measurement_value_check check (abs(value) < '1000000000000000'::numeric::double precision)
);
create index measurement_file on projects.measurement using btree (evidence_file_id) where (evidence_file_id is not null);
create index measurement_indicator on projects.measurement using btree (indicator_id, project_id);
create unique index measurement_once on projects.measurement using btree (indicator_id, on_date) where (withdrawn_at is null);
create index measurement_person on projects.measurement using btree (person_id) where (person_id is not null);
create index measurement_project on projects.measurement using btree (project_id);
create trigger measurement_is_kept before delete or update on projects.measurement for each row execute function projects.refuse_rewriting();
create trigger measurement_is_not_emptied before truncate on projects.measurement for each statement execute function projects.refuse_rewriting();
comment on table projects.measurement is 'One value of one indicator on one day. It is never rewritten: a wrong one is taken back and a new one is added.';

create table projects.moved (
  merge_id uuid not null,
  what text not null,
  item_id uuid not null,
  constraint moved_pkey primary key (merge_id, what, item_id),
  constraint moved_what_check check (what = any (array['project'::text, 'party'::text]))
);
comment on table projects.moved is 'What followed a merge of organisations, by the id that organisations gives it.';

create table projects.objective (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title kit.localized not null,
  constraint objective_pkey primary key (id),
  constraint objective_id_project_id_key unique (id, project_id),
  constraint objective_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint objective_title_check check (title::jsonb <> '{}'::jsonb)
);
create index objective_project on projects.objective using btree (project_id);

create table projects.party (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  role text not null,
  organisation_id uuid,
  name text,
  since text,
  until text,
  constraint party_pkey primary key (id),
  constraint party_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint party_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint party_is_one check (num_nonnulls(organisation_id, name) = 1),
  constraint party_lasts check (projects.first_day(since) <= projects.last_day(until)),
  constraint party_name_check check (length(name) >= 1 and length(name) <= 140),
  constraint party_role_check check (role = any (array['implementer'::text, 'partner'::text, 'funder'::text, 'sub_recipient'::text])),
  constraint party_since_check check (projects.is_rough_date(since)),
  constraint party_until_check check (projects.is_rough_date(until))
);
create unique index party_once on projects.party using btree (project_id, role, organisation_id) where ((organisation_id is not null) and (until is null));
create index party_organisation on projects.party using btree (organisation_id, role) where (organisation_id is not null);
create index party_project on projects.party using btree (project_id);
comment on table projects.party is 'Who else has a part in it, as its implementer says: the other side has not confirmed it.';
comment on column projects.party.name is 'Of somebody who has no page here.';

create table projects.project (
  id uuid not null default uuidv7(),
  slug text not null,
  organisation_id uuid,
  imported_from kit.localized,
  name kit.localized not null,
  summary kit.localized not null default '{}'::jsonb,
  goal kit.localized not null default '{}'::jsonb,
  specific_goals kit.localized not null default '{}'::jsonb,
  contract_number text,
  starts text,
  ends text,
  months integer,
  budget_minor bigint,
  currency text not null default 'EUR'::text,
  whole_country boolean not null default false,
  state text not null default 'draft'::text,
  state_since timestamptz not null default now(),
  published_at timestamptz,
  reached kit.localized not null default '{}'::jsonb,
  not_reached kit.localized not null default '{}'::jsonb,
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text not null generated always as (projects.all_words((name)::jsonb, (summary)::jsonb, contract_number)) stored,
  hidden_at timestamptz,
  visibility_changed_at timestamptz,
  constraint project_pkey primary key (id),
  constraint project_slug_key unique (slug),
  constraint project_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint project_budget_minor_check check (budget_minor >= 0 and budget_minor <= '1000000000000000'::bigint),
  constraint project_closed_with_an_account check (state <> 'closed'::text or reached::jsonb <> '{}'::jsonb or not_reached::jsonb <> '{}'::jsonb),
  constraint project_contract_number_check check (length(contract_number) >= 1 and length(contract_number) <= 60),
  constraint project_currency_check check (currency ~ '^[A-Z]{3}$'::text),
  constraint project_ends_check check (projects.is_rough_date(ends)),
  constraint project_has_an_owner check (organisation_id is not null or imported_from is not null or is_sample),
  constraint project_imported_from_check check (imported_from::jsonb <> '{}'::jsonb),
  constraint project_lasts check (projects.first_day(starts) <= projects.last_day(ends)),
  constraint project_months_check check (months >= 1 and months <= 240),
  constraint project_name_check check (name::jsonb <> '{}'::jsonb),
  constraint project_published_once check ((state = 'draft'::text) = (published_at is null)),
  constraint project_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text and length(slug) >= 2 and length(slug) <= 60),
  constraint project_starts_check check (projects.is_rough_date(starts)),
  constraint project_state_check check (state = any (array['draft'::text, 'published'::text, 'closed'::text, 'withdrawn'::text]))
);
create index project_organisation on projects.project using btree (organisation_id, state);
create index project_search on projects.project using gin (search gin_trgm_ops);
create index project_shown on projects.project using btree (state, id desc);
create trigger project_is_kept before delete on projects.project for each row when (old.published_at is not null) execute function projects.refuse_rewriting();
create trigger project_is_not_emptied before truncate on projects.project for each statement execute function projects.refuse_rewriting();
create trigger visibility_is_noted before update of hidden_at on projects.project for each row when ((old.hidden_at is null) is distinct from (new.hidden_at is null)) execute function projects.note_visibility();
comment on column projects.project.slug is 'Its address, /projects/slug. Given once and never changed.';
comment on column projects.project.organisation_id is 'Who carries it out and answers for the page. Null only where it was imported and nobody knows who.';
comment on column projects.project.imported_from is 'The public source of a page that no organisation has written itself; null for all others.';
comment on column projects.project.starts is 'As exactly as it is known: 2021, 2021-08 or 2021-08-15. So are all dates of projects that are text.';
comment on column projects.project.months is 'How long it lasts, where the length is known and the dates are not.';
comment on column projects.project.currency is 'Of the budget and all of its parts.';
comment on column projects.project.published_at is 'The first time. From then on it is never a draft again; at most it is withdrawn, and says so.';
comment on column projects.project.reached is 'What was reached, said when it was closed.';
comment on column projects.project.is_sample is 'Made up, and marked as such wherever it is shown.';
comment on column projects.project.version is 'Grows by one with each change: a form that was opened on an older version is compared, not believed.';
comment on column projects.project.search is 'Name, summary and contract number, folded.';
comment on column projects.project.hidden_at is 'Taken from public view by a moderator. Its state stays what its owners made it.';
comment on column projects.project.visibility_changed_at is 'When it was last hidden or shown again; the database writes it. Null when it never was.';

create table projects.project_area (
  project_id uuid not null,
  area text not null,
  constraint project_area_pkey primary key (project_id, area),
  constraint project_area_area_fkey foreign key (area) references organisations.area(code),
  constraint project_area_project_id_fkey foreign key (project_id) references projects.project(id)
);
create index project_area_area on projects.project_area using btree (area, project_id);

create table projects.project_place (
  project_id uuid not null,
  place_id uuid not null,
  constraint project_place_pkey primary key (project_id, place_id),
  constraint project_place_place_id_fkey foreign key (place_id) references places.place(id),
  constraint project_place_project_id_fkey foreign key (project_id) references projects.project(id)
);
create index project_place_place on projects.project_place using btree (place_id, project_id);

create table projects.risk (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title kit.localized not null,
  likelihood text not null,
  impact text not null,
  response kit.localized not null default '{}'::jsonb,
  constraint risk_pkey primary key (id),
  constraint risk_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint risk_impact_check check (impact = any (array['low'::text, 'medium'::text, 'high'::text])),
  constraint risk_likelihood_check check (likelihood = any (array['low'::text, 'medium'::text, 'high'::text])),
  constraint risk_title_check check (title::jsonb <> '{}'::jsonb)
);
create index risk_project on projects.risk using btree (project_id);

create table projects.state_change (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  from_state text,
  to_state text not null,
  reason kit.localized not null default '{}'::jsonb,
  decided_by uuid,
  at timestamptz not null,
  constraint state_change_pkey primary key (id),
  constraint state_change_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint state_change_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint state_change_from_state_check check (from_state = any (array['draft'::text, 'published'::text, 'closed'::text, 'withdrawn'::text])),
  constraint state_change_moves check (from_state is distinct from to_state),
  constraint state_change_says_why check (to_state <> 'withdrawn'::text or reason::jsonb <> '{}'::jsonb),
  constraint state_change_to_state_check check (to_state = any (array['published'::text, 'closed'::text, 'withdrawn'::text]))
);
create index state_change_decided_by on projects.state_change using btree (decided_by) where (decided_by is not null);
create index state_change_project on projects.state_change using btree (project_id, at desc);
create trigger state_change_is_kept before delete or update on projects.state_change for each row execute function projects.refuse_rewriting();
create trigger state_change_is_not_emptied before truncate on projects.state_change for each statement execute function projects.refuse_rewriting();

create table projects.target_group (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title kit.localized not null,
  planned integer,
  reached integer,
  constraint target_group_pkey primary key (id),
  constraint target_group_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint target_group_planned_check check (planned >= 0),
  constraint target_group_reached_check check (reached >= 0),
  constraint target_group_title_check check (title::jsonb <> '{}'::jsonb)
);
create index target_group_project on projects.target_group using btree (project_id);
comment on table projects.target_group is 'For whom it is, as groups and never as persons. A number that nobody gave is null.';

create table projects.team_member (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  name text not null,
  title kit.localized not null default '{}'::jsonb,
  consent_noted_at timestamptz not null,
  constraint team_member_pkey primary key (id),
  constraint team_member_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint team_member_name_check check (length(name) >= 1 and length(name) <= 100)
);
create index team_member_project on projects.team_member using btree (project_id);
comment on column projects.team_member.consent_noted_at is 'When a steward stated that this person agreed to be shown. Without it nobody is.';

create view projects.card as
 select id,
    slug,
    organisation_id,
    name,
    state,
    is_sample
   from projects.project
  where (state = any (array['published'::text, 'closed'::text])) and hidden_at is null;
comment on view projects.card is 'The SQL face of the door: projects that anybody may see.';


create schema news;

create or replace function news.all_words(title jsonb, summary jsonb, body jsonb)
 returns text
 language sql
 immutable parallel safe
return (select kit.fold(coalesce(string_agg(part.value, ' | '::text), ''::text)) as fold from (select jsonb_each_text.value from jsonb_each_text(all_words.title) jsonb_each_text(key, value) union all select jsonb_each_text.value from jsonb_each_text(all_words.summary) jsonb_each_text(key, value) union all select jsonb_each_text.value from jsonb_each_text(all_words.body) jsonb_each_text(key, value)) part);

create or replace function news.keep_sent_issue()
 returns trigger
 language plpgsql
as $function$
    begin
      raise exception 'an issue that was sent stays as it was sent'
        using errcode = 'restrict_violation', constraint = 'issue_is_kept';
    end
  $function$;

create or replace function news.note_visibility()
 returns trigger
 language plpgsql
as $function$
  begin
    new.visibility_changed_at := greatest(new.hidden_at, now());
    return new;
  end
$function$;

create or replace function news.refuse_rewriting()
 returns trigger
 language plpgsql
as $function$
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
      -- A draft was deleted, and its rows follow it: a post that was public cannot be.
      if tg_op = 'DELETE' and tg_table_name in ('change', 'state_change') then
        if not exists (select from news.post where id = old.post_id) then return old;
        end if;
      end if;
      raise exception 'what a post said in % is kept: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
    end
  $function$;

create or replace function news.remember(post uuid, person uuid, moment timestamptz, changes jsonb)
 returns integer
 language plpgsql
as $function$
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
  $function$;

create table news.bounce (
  key text not null,
  reader_id uuid,
  hard boolean not null,
  at timestamptz not null default now(),
  constraint bounce_pkey primary key (key),
  constraint bounce_reader_id_fkey foreign key (reader_id) references news.reader(id) on delete set null,
  constraint bounce_key_check check (key ~ '^[0-9a-f]{64}$'::text)
);
create index bounce_at on news.bounce using btree (at);
create index bounce_reader on news.bounce using btree (reader_id);
comment on table news.bounce is 'Letters that came back, each counted once however often its file is read.';
comment on column news.bounce.key is 'A hash of the message that said so.';

create table news.caption_track (
  post_id uuid not null,
  language text not null,
  file_id uuid not null,
  constraint caption_track_pkey primary key (post_id, language),
  constraint caption_track_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint caption_track_post_id_fkey foreign key (post_id) references news.video(post_id) on delete cascade,
  constraint caption_track_language_check check (language ~ '^[a-z]{2,3}$'::text)
);
create index caption_track_file on news.caption_track using btree (file_id);
comment on table news.caption_track is 'Captions of the video in one language: a WebVTT file.';

create table news.change (
  id bigint not null generated always as identity,
  post_id uuid not null,
  version integer not null,
  field text not null,
  language text,
  before jsonb,
  after jsonb,
  person_id uuid,
  at timestamptz not null,
  redacted_at timestamptz,
  constraint change_pkey primary key (id),
  constraint change_person_id_fkey foreign key (person_id) references people.person(id),
  constraint change_post_id_fkey foreign key (post_id) references news.post(id) on delete cascade,
  constraint change_field_check check (field ~ '^[a-z_]+$'::text),
  constraint change_language_check check (language ~ '^[a-z]{2,3}$'::text)
);
create index change_person on news.change using btree (person_id) where (person_id is not null);
create index change_post on news.change using btree (post_id, version desc, id desc);
create trigger change_is_kept before delete or update on news.change for each row execute function news.refuse_rewriting();
create trigger change_is_not_emptied before truncate on news.change for each statement execute function news.refuse_rewriting();
comment on column news.change.version is 'The version of the post that this change made.';
comment on column news.change.redacted_at is 'The values were taken out, because the law or somebody''s privacy asked for it. That it changed stays.';

create table news.dispatch (
  issue_id uuid not null,
  reader_id uuid not null,
  at timestamptz not null,
  constraint dispatch_pkey primary key (issue_id, reader_id),
  constraint dispatch_issue_id_fkey foreign key (issue_id) references news.issue(id),
  constraint dispatch_reader_id_fkey foreign key (reader_id) references news.reader(id) on delete cascade
);
create index dispatch_reader on news.dispatch using btree (reader_id);
comment on table news.dispatch is 'An issue was queued for a reader, in the transaction that queued it: so each gets it once.';

create table news.follow (
  id uuid not null default uuidv7(),
  reader_id uuid not null,
  organisation_id uuid,
  area text,
  place_id uuid,
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint follow_pkey primary key (id),
  constraint follow_once unique nulls not distinct (reader_id, organisation_id, area, place_id),
  constraint follow_area_fkey foreign key (area) references organisations.area(code),
  constraint follow_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint follow_place_id_fkey foreign key (place_id) references places.place(id),
  constraint follow_reader_id_fkey foreign key (reader_id) references news.reader(id) on delete cascade,
  constraint follow_one_subject check (num_nonnulls(organisation_id, area, place_id) = 1)
);
create index follow_area on news.follow using btree (area) where (area is not null);
create index follow_organisation on news.follow using btree (organisation_id) where (organisation_id is not null);
create index follow_place on news.follow using btree (place_id) where (place_id is not null);
create index follow_unconfirmed on news.follow using btree (created_at) where (confirmed_at is null);
comment on column news.follow.place_id is 'A municipality.';
comment on column news.follow.confirmed_at is 'When the link in the letter was used; at once for people with an account. Without it nothing is sent.';

create table news.issue (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  number integer,
  title kit.localized not null,
  intro kit.localized not null default '{}'::jsonb,
  state text not null default 'draft'::text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  sent_count integer not null default 0,
  bounced_count integer not null default 0,
  constraint issue_pkey primary key (id),
  constraint issue_number_once unique (organisation_id, number),
  constraint issue_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint issue_bounced_count_check check (bounced_count >= 0),
  constraint issue_dated_when_sent check ((state = 'draft'::text) = (sent_at is null)),
  constraint issue_number_check check (number > 0),
  constraint issue_numbered_when_sent check ((state = 'draft'::text) = (number is null)),
  constraint issue_sent_count_check check (sent_count >= 0),
  constraint issue_state_check check (state = any (array['draft'::text, 'sending'::text, 'sent'::text])),
  constraint issue_title_check check (title::jsonb <> '{}'::jsonb)
);
create index issue_organisation on news.issue using btree (organisation_id, sent_at desc);
create trigger issue_is_kept before update on news.issue for each row when (old.state <> 'draft'::text and (new.title::jsonb is distinct from old.title::jsonb or new.intro::jsonb is distinct from old.intro::jsonb or new.number is distinct from old.number or new.organisation_id is distinct from old.organisation_id)) execute function news.keep_sent_issue();
create trigger issue_is_not_deleted before delete on news.issue for each row when (old.state <> 'draft'::text) execute function news.keep_sent_issue();
comment on column news.issue.number is 'Given when it is sent: its address in the archive.';
comment on column news.issue.intro is 'Markdown.';
comment on column news.issue.sent_at is 'When sending began.';
comment on column news.issue.sent_count is 'All that an organisation learns of its readers: how many. Who they are, and whether they read, nobody is told.';

create table news.issue_post (
  issue_id uuid not null,
  post_id uuid not null,
  "position" integer not null,
  constraint issue_post_pkey primary key (issue_id, post_id),
  constraint issue_post_issue_id_fkey foreign key (issue_id) references news.issue(id) on delete cascade,
  constraint issue_post_post_id_fkey foreign key (post_id) references news.post(id),
  constraint issue_post_position_check check ("position" >= 1 and "position" <= 99)
);
create index issue_post_post on news.issue_post using btree (post_id);

create table news.picture (
  id uuid not null default uuidv7(),
  post_id uuid not null,
  file_id uuid not null,
  "position" integer not null,
  alt kit.localized not null default '{}'::jsonb,
  caption kit.localized not null default '{}'::jsonb,
  decorative boolean not null default false,
  described boolean not null generated always as ((decorative or ((alt)::jsonb <> '{}'::jsonb))) stored,
  constraint picture_pkey primary key (id),
  constraint picture_post_id_file_id_key unique (post_id, file_id),
  constraint picture_post_id_position_key unique (post_id, "position"),
  constraint picture_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint picture_post_id_fkey foreign key (post_id) references news.post(id) on delete cascade,
  constraint picture_position_check check ("position" >= 1 and "position" <= 99)
);
create index picture_file on news.picture using btree (file_id);
comment on column news.picture."position" is 'Its place in the gallery. The first picture is the one that lists show.';
comment on column news.picture.alt is 'What is seen on it, for those who do not see it.';
comment on column news.picture.decorative is 'It tells nothing that the text does not tell.';
comment on column news.picture.described is 'Only pictures that everybody can follow are shown to the public: those with an alternative text, and decorative ones.';

create table news.post (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  slug text not null,
  title kit.localized not null,
  body kit.localized not null default '{}'::jsonb,
  summary kit.localized not null default '{}'::jsonb,
  excerpt kit.localized not null default '{}'::jsonb,
  project_id uuid,
  state text not null default 'draft'::text,
  state_since timestamptz not null default now(),
  publish_at timestamptz,
  published_at timestamptz,
  pinned boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text not null generated always as (news.all_words((title)::jsonb, (summary)::jsonb, (body)::jsonb)) stored,
  hidden_at timestamptz,
  visibility_changed_at timestamptz,
  constraint post_pkey primary key (id),
  constraint post_organisation_id_slug_key unique (organisation_id, slug),
  constraint post_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint post_project_id_fkey foreign key (project_id) references projects.project(id),
  constraint post_pinned_in_public check (not pinned or state = 'published'::text),
  constraint post_published_once check ((state = any (array['published'::text, 'withdrawn'::text])) = (published_at is not null)),
  constraint post_published_with_words check ((state = any (array['draft'::text, 'withdrawn'::text])) or body::jsonb <> '{}'::jsonb),
  constraint post_scheduled_for_a_time check ((state = 'scheduled'::text) = (publish_at is not null)),
  constraint post_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text and length(slug) >= 2 and length(slug) <= 60),
  constraint post_state_check check (state = any (array['draft'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text])),
  constraint post_title_check check (title::jsonb <> '{}'::jsonb)
);
create index post_due on news.post using btree (publish_at) where (state = 'scheduled'::text);
create index post_organisation on news.post using btree (organisation_id, state, published_at desc);
create unique index post_pinned_once on news.post using btree (organisation_id) where pinned;
create index post_project on news.post using btree (project_id, published_at desc) where (project_id is not null);
create index post_search on news.post using gin (search gin_trgm_ops);
create index post_shown on news.post using btree (published_at desc, id desc) where (state = 'published'::text);
create index post_withdrawn on news.post using btree (state_since) where (state = 'withdrawn'::text);
create trigger post_is_kept before delete on news.post for each row when (old.published_at is not null) execute function news.refuse_rewriting();
create trigger post_is_not_emptied before truncate on news.post for each statement execute function news.refuse_rewriting();
create trigger post_keeps_its_address before update on news.post for each row when (old.slug <> new.slug or old.organisation_id <> new.organisation_id) execute function news.refuse_rewriting();
create trigger post_stays_public before update on news.post for each row when (old.published_at is not null and new.published_at is distinct from old.published_at) execute function news.refuse_rewriting();
create trigger visibility_is_noted before update of hidden_at on news.post for each row when ((old.hidden_at is null) is distinct from (new.hidden_at is null)) execute function news.note_visibility();
comment on column news.post.slug is 'Its address, /o/organisation/news/slug. Given once: no later post of the organisation gets it.';
comment on column news.post.body is 'Markdown.';
comment on column news.post.summary is 'What the writer says it is about; empty where they left that out.';
comment on column news.post.excerpt is 'What lists show: the summary, and where none was written the beginning of the text, without its markup.';
comment on column news.post.publish_at is 'When a scheduled post comes out; null in every other state.';
comment on column news.post.published_at is 'The first time. From then on it is never a draft again; at most it is withdrawn, and says so.';
comment on column news.post.pinned is 'Stands first on the page of its organisation, which has one such post at most.';
comment on column news.post.version is 'Grows by one with each change: a form that was opened on an older version is compared, not believed.';
comment on column news.post.search is 'Title, summary and text, folded.';
comment on column news.post.hidden_at is 'Taken from public view by a moderator. Its state stays what its writers made it.';
comment on column news.post.visibility_changed_at is 'When it was last hidden or shown again; the database writes it. Null when it never was.';

create table news.post_area (
  post_id uuid not null,
  area text not null,
  constraint post_area_pkey primary key (post_id, area),
  constraint post_area_area_fkey foreign key (area) references organisations.area(code),
  constraint post_area_post_id_fkey foreign key (post_id) references news.post(id) on delete cascade
);
create index post_area_area on news.post_area using btree (area, post_id);

create table news.post_place (
  post_id uuid not null,
  place_id uuid not null,
  constraint post_place_pkey primary key (post_id, place_id),
  constraint post_place_place_id_fkey foreign key (place_id) references places.place(id),
  constraint post_place_post_id_fkey foreign key (post_id) references news.post(id) on delete cascade
);
create index post_place_place on news.post_place using btree (place_id, post_id);

create table news.reader (
  id uuid not null default uuidv7(),
  person_id uuid,
  email text,
  locale text not null,
  rhythm text not null default 'daily'::text,
  told_until timestamptz not null,
  soft_bounces integer not null default 0,
  bounced_at timestamptz,
  created_at timestamptz not null default now(),
  constraint reader_pkey primary key (id),
  constraint reader_email_key unique (email),
  constraint reader_person_id_key unique (person_id),
  constraint reader_person_id_fkey foreign key (person_id) references people.person(id),
  constraint reader_email_check check (email = lower(email) and length(email) >= 3 and length(email) <= 254),
  constraint reader_is_one check (num_nonnulls(person_id, email) = 1),
  constraint reader_locale_check check (locale = any (array['sq'::text, 'sr'::text, 'sr-Cyrl'::text, 'en'::text])),
  constraint reader_rhythm_check check (rhythm = any (array['at_once'::text, 'daily'::text, 'weekly'::text, 'never'::text])),
  constraint reader_soft_bounces_check check (soft_bounces >= 0)
);
create index reader_rhythm on news.reader using btree (rhythm, told_until) where (bounced_at is null);
comment on table news.reader is 'Somebody who is written to: a person with an account, whose address people knows, or an address.';
comment on column news.reader.told_until is 'Posts that came out until then were told or are no longer news. It only moves forward, in the transaction that sends the letter: so each letter leaves once.';
comment on column news.reader.soft_bounces is 'Letters that came back for a passing reason.';
comment on column news.reader.bounced_at is 'Since when the address takes no letters; nothing is sent to it any more.';

create table news.state_change (
  id uuid not null default uuidv7(),
  post_id uuid not null,
  from_state text not null,
  to_state text not null,
  publish_at timestamptz,
  reason kit.localized not null default '{}'::jsonb,
  decided_by uuid,
  at timestamptz not null,
  constraint state_change_pkey primary key (id),
  constraint state_change_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint state_change_post_id_fkey foreign key (post_id) references news.post(id) on delete cascade,
  constraint state_change_from_state_check check (from_state = any (array['draft'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text])),
  constraint state_change_moves check (from_state <> to_state or to_state = 'scheduled'::text),
  constraint state_change_never_unsays check ((from_state = any (array['draft'::text, 'scheduled'::text])) or (to_state = any (array['published'::text, 'withdrawn'::text]))),
  constraint state_change_says_when check ((to_state = 'scheduled'::text) = (publish_at is not null)),
  constraint state_change_says_why check (to_state <> 'withdrawn'::text or reason::jsonb <> '{}'::jsonb),
  constraint state_change_to_state_check check (to_state = any (array['draft'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text]))
);
create index state_change_decided_by on news.state_change using btree (decided_by) where (decided_by is not null);
create index state_change_post on news.state_change using btree (post_id, at desc);
create trigger state_change_is_kept before delete or update on news.state_change for each row execute function news.refuse_rewriting();
create trigger state_change_is_not_emptied before truncate on news.state_change for each statement execute function news.refuse_rewriting();
comment on column news.state_change.decided_by is 'Null where the clock did it: a scheduled post came out.';

create table news.subscription (
  id uuid not null default uuidv7(),
  reader_id uuid not null,
  organisation_id uuid not null,
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint subscription_pkey primary key (id),
  constraint subscription_once unique (reader_id, organisation_id),
  constraint subscription_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint subscription_reader_id_fkey foreign key (reader_id) references news.reader(id) on delete cascade
);
create index subscription_organisation on news.subscription using btree (organisation_id, reader_id) where (confirmed_at is not null);
create index subscription_unconfirmed on news.subscription using btree (created_at) where (confirmed_at is null);
comment on table news.subscription is 'Who asked for an organisation''s newsletter.';
comment on column news.subscription.confirmed_at is 'When the link in the letter was used; at once for people with an account. Without it nothing is sent.';

create table news.video (
  post_id uuid not null,
  file_id uuid not null,
  caption kit.localized not null default '{}'::jsonb,
  without_speech boolean not null default false,
  constraint video_pkey primary key (post_id),
  constraint video_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint video_post_id_fkey foreign key (post_id) references news.post(id) on delete cascade
);
create index video_file on news.video using btree (file_id);
comment on column news.video.without_speech is 'Nobody speaks in it, so there is nothing to caption.';

create view news.card as
 select p.id,
    p.organisation_id,
    o.slug as organisation_slug,
    o.name as organisation_name,
    o.is_sample,
    p.slug,
    p.title,
    p.excerpt as summary,
    p.body,
    p.project_id,
    p.pinned,
    p.published_at,
    p.updated_at,
    ( select array_agg(a.area order by a.area) as array_agg
           from news.post_area a
          where a.post_id = p.id) as areas,
    ( select array_agg(l.place_id order by l.place_id) as array_agg
           from news.post_place l
          where l.post_id = p.id) as place_ids,
    i.file_id as picture_id,
    i.alt as picture_alt
   from news.post p
     join organisations.card o on o.id = p.organisation_id
     left join lateral ( select picture.file_id,
            picture.alt
           from news.picture
          where picture.post_id = p.id and picture.described
          order by picture."position"
         limit 1) i on true
  where p.state = 'published'::text and p.hidden_at is null;
comment on view news.card is 'The SQL face of the door: posts that anybody may see, of organisations that anybody may see. summary is never empty where there are words; picture_id is the first picture. areas and place_ids are null where there are none.';


create schema federation;

create table federation.activity (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  kind text not null,
  post_id uuid,
  cause text not null,
  document jsonb not null,
  made_at timestamptz not null,
  constraint activity_pkey primary key (id),
  constraint activity_cause_key unique (cause),
  constraint activity_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint activity_post_id_fkey foreign key (post_id) references news.post(id),
  constraint activity_kind_check check (kind = any (array['accept'::text, 'create'::text, 'update'::text, 'delete'::text, 'profile'::text, 'goodbye'::text])),
  constraint activity_of_a_post check ((kind = any (array['create'::text, 'update'::text, 'delete'::text])) = (post_id is not null))
);
create index activity_organisation on federation.activity using btree (organisation_id);
create index activity_post on federation.activity using btree (post_id, id) where (post_id is not null);
comment on column federation.activity.cause is 'What it tells of and when. A job that is tried again finds it here and tells nothing twice.';
comment on column federation.activity.document is 'What is sent, byte for byte the same at each try.';

create table federation.actor (
  organisation_id uuid not null,
  kept_off boolean not null default false,
  gone_at timestamptz,
  constraint actor_pkey primary key (organisation_id),
  constraint actor_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id)
);
comment on column federation.actor.kept_off is 'Its owners do not wish it to be followed from elsewhere.';
comment on column federation.actor.gone_at is 'Its page was hidden and its followers'' servers were asked to forget it. Nothing is sent from then on.';

create table federation.block (
  host text not null,
  reason text not null,
  blocked_by uuid,
  at timestamptz not null,
  constraint block_pkey primary key (host),
  constraint block_blocked_by_fkey foreign key (blocked_by) references people.person(id),
  constraint block_host_check check (host = lower(host)),
  constraint block_reason_check check (length(reason) >= 1 and length(reason) <= 300)
);
create index block_blocked_by on federation.block using btree (blocked_by) where (blocked_by is not null);
comment on table federation.block is 'Servers that nothing is taken from and nothing is sent to, with all that stand under their name.';

create table federation.delivery (
  id uuid not null default uuidv7(),
  activity_id uuid not null,
  inbox text not null,
  host text not null,
  chain text not null,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  last_error text,
  next_try_at timestamptz,
  settled_at timestamptz,
  constraint delivery_pkey primary key (id),
  constraint delivery_activity_id_inbox_key unique (activity_id, inbox),
  constraint delivery_activity_id_fkey foreign key (activity_id) references federation.activity(id) on delete cascade,
  constraint delivery_last_error_check check (length(last_error) <= 300),
  constraint delivery_settled check ((state = 'waiting'::text) = (settled_at is null)),
  constraint delivery_state_check check (state = any (array['waiting'::text, 'delivered'::text, 'failed'::text, 'dropped'::text]))
);
create index delivery_chain on federation.delivery using btree (inbox, chain, activity_id) where (state = 'waiting'::text);
create index delivery_host on federation.delivery using btree (host) where (state = any (array['waiting'::text, 'failed'::text]));
create index delivery_settled_at on federation.delivery using btree (settled_at) where (settled_at is not null);
comment on column federation.delivery.chain is 'What goes to one inbox in one chain arrives in its order: a post, its changes, its withdrawal.';
comment on column federation.delivery.next_try_at is 'Null while it was never tried.';

create table federation.follower (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  actor_uri text not null,
  follow_uri text,
  inbox text not null,
  host text not null,
  since timestamptz not null,
  constraint follower_pkey primary key (id),
  constraint follower_organisation_id_actor_uri_key unique (organisation_id, actor_uri),
  constraint follower_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint follower_actor_uri_check check (length(actor_uri) <= 400),
  constraint follower_follow_uri_check check (length(follow_uri) <= 400),
  constraint follower_inbox_check check (length(inbox) <= 400)
);
create index follower_actor on federation.follower using btree (actor_uri);
create index follower_host on federation.follower using btree (host, organisation_id);
create index follower_inbox on federation.follower using btree (inbox);
comment on table federation.follower is 'Somebody elsewhere who asked to be sent what an organisation publishes. Personal: shown to nobody, only counted.';
comment on column federation.follower.follow_uri is 'What they called their asking, by which they may take it back.';
comment on column federation.follower.inbox is 'Where posts go: the inbox that their whole server shares, or their own.';

create table federation.host (
  host text not null,
  failures integer not null,
  rests_until timestamptz,
  constraint host_pkey primary key (host)
);
comment on table federation.host is 'Servers that did not answer lately. After some failures in a row a server is left in peace for a while, so that one that is gone does not hold up the others.';

create table federation.key (
  id uuid not null default uuidv7(),
  organisation_id uuid not null,
  public_jwk jsonb not null,
  private_jwk jsonb,
  made_at timestamptz not null,
  retired_at timestamptz,
  constraint key_pkey primary key (id),
  constraint key_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint key_forgotten_when_retired check ((retired_at is null) = (private_jwk is not null))
);
create unique index key_in_use on federation.key using btree (organisation_id) where (retired_at is null);
create index key_organisation on federation.key using btree (organisation_id);
comment on column federation.key.private_jwk is 'Signs in the organisation''s name. It is read by the web and the worker alone, goes into no export and no job, and is taken out when the key is retired. A backup holds it: keep backups secret.';

create table federation.switch (
  one boolean not null default true,
  open boolean not null default false,
  changed_at timestamptz,
  changed_by uuid,
  constraint switch_pkey primary key (one),
  constraint switch_changed_by_fkey foreign key (changed_by) references people.person(id),
  constraint switch_one_check check (one)
);
create index switch_changed_by on federation.switch using btree (changed_by) where (changed_by is not null);
comment on table federation.switch is 'One row: whether anything of this installation speaks with other servers.';


create schema ledger;
comment on schema ledger is 'Accounts and the transfers between them. Nothing here is ever changed.';

create or replace function ledger.append_block(before ledger.block, through bigint)
 returns ledger.block
 language plpgsql
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    made block;
    every bytea[];
  begin
    select array_agg(one.hash order by one.seq), max(one.seq) into every, made.last_seq from (
      select t.seq, leaf(t, d, dk.owner_is_private, c, ck.owner_is_private) as hash
      from transfer t
      join account d on d.id = t.debit_account join account_kind dk on dk.code = d.kind
      join account c on c.id = t.credit_account join account_kind ck on ck.code = c.kind
      where t.seq > coalesce(before.last_seq, 0) and t.seq <= through
      order by t.seq limit 4096
    ) one;
    if every is null then
      return null;
    end if;
    -- Nothing more comes up to `through`, so a block that holds all of it reaches there.
    if cardinality(every) < 4096 then
      made.last_seq := through;
    end if;
    made.number := coalesce(before.number, 0) + 1;
    made.first_seq := coalesce(before.last_seq, 0) + 1;
    made.transfers := cardinality(every);
    made.root := merkle_root(every);
    made.previous := coalesce(before.hash, decode(repeat('00', 32), 'hex'));
    made.sealed_at := clock_timestamp();
    made.hash := block_hash(made.number, made.first_seq, made.last_seq, made.transfers, made.root,
      made.previous, made.sealed_at);
    select string_agg(hash, ''::bytea order by at) into made.leaves
      from unnest(every) with ordinality as one (hash, at);
    insert into block values (made.*);
    return made;
  end
$function$;

create or replace function ledger.block_hash(number bigint, first_seq bigint, last_seq bigint, transfers bigint, root bytea, previous bytea, sealed_at timestamptz)
 returns bytea
 language sql
 stable
as $function$
  select sha256(ledger.framed('mozaik ledger block 1'::text) || ledger.framed(number)
    || ledger.framed(first_seq) || ledger.framed(last_seq) || ledger.framed(transfers)
    || ledger.framed(root) || ledger.framed(previous) || ledger.framed(sealed_at))
$function$;

create or replace function ledger.close_account(its_id bigint)
 returns boolean
 language sql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  update account set closed_at = now()
    where id = its_id and closed_at is null and keeps_balance
      and debits_posted_minor = credits_posted_minor
      and debits_pending_minor = 0 and credits_pending_minor = 0
    returning true
$function$;
comment on function ledger.close_account(bigint) is 'Closes an account on which nothing is left; null when it cannot be.';

create or replace function ledger.close_period(through date, by_whom text)
 returns text
 language plpgsql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    seen bigint;
  begin
    perform pg_advisory_xact_lock(hashtext('ledger.period'));
    if through >= current_date then
      return 'not_over';
    end if;
    if through <= (select max(closed_through) from period_close) then
      return 'closed_already';
    end if;
    select case when is_called then last_value else 0 end into seen from transfer_seq_seq;
    insert into period_close (closed_through, closed_by, closed_seq) values (through, by_whom, seen);
    return null;
  end
$function$;
comment on function ledger.close_period(date,text) is 'Closes the books up to and with the last day of a month; null when done, else why not.';

create or replace function ledger.framed(field bigint)
 returns bytea
 language sql
 immutable
as $function$
  select coalesce('\x00000008'::bytea || int8send(field), '\xffffffff'::bytea)
$function$;

create or replace function ledger.framed(field bytea)
 returns bytea
 language sql
 immutable
as $function$
  select coalesce(int4send(octet_length(field)) || field, '\xffffffff'::bytea)
$function$;

create or replace function ledger.framed(field text)
 returns bytea
 language sql
 stable
as $function$
  select ledger.framed(convert_to(field, 'UTF8'))
$function$;

create or replace function ledger.framed(field timestamptz)
 returns bytea
 language sql
 stable
as $function$
  select ledger.framed((extract(epoch from field) * 1000000)::bigint)
$function$;
comment on function ledger.framed(timestamptz) is 'Microseconds since 1970 in UTC.';

create or replace function ledger.framed(field uuid)
 returns bytea
 language sql
 immutable
as $function$
  select coalesce('\x00000010'::bytea || uuid_send(field), '\xffffffff'::bytea)
$function$;

create or replace function ledger.keep_balances()
 returns trigger
 language plpgsql
as $function$
  declare
    sole record;
    at_once bigint;
  begin
    select count(*) as rows, min(debit_account) as debit, min(credit_account) as credit,
        min(amount_minor) as amount, min(phase) as phase,
        exists (select from ledger.period_close where closed_through >= min(effective_on)) as late
      into sole from written;
    if sole.late then
      raise exception 'the period is closed' using errcode = 'check_violation',
        constraint = 'transfer_in_open_period', table = 'transfer';
    end if;
    -- By far the most frequent case, and three times as quick by itself.
    if sole.rows = 1 and sole.phase in ('single', 'pending') then
      at_once := case when sole.phase = 'single' then sole.amount else 0 end;
      update ledger.account a set
        debits_posted_minor = a.debits_posted_minor + case when a.id = sole.debit then at_once else 0 end,
        credits_posted_minor = a.credits_posted_minor + case when a.id = sole.credit then at_once else 0 end,
        debits_pending_minor = a.debits_pending_minor
          + case when a.id = sole.debit then sole.amount - at_once else 0 end,
        credits_pending_minor = a.credits_pending_minor
          + case when a.id = sole.credit then sole.amount - at_once else 0 end
      where a.id in (sole.debit, sole.credit) and a.keeps_balance;
      return null;
    end if;
    update ledger.account a set
      debits_posted_minor = a.debits_posted_minor + d.debits_posted,
      credits_posted_minor = a.credits_posted_minor + d.credits_posted,
      debits_pending_minor = a.debits_pending_minor + d.debits_pending,
      credits_pending_minor = a.credits_pending_minor + d.credits_pending
    from (
      select side.account,
        coalesce(sum(posted) filter (where side.debit), 0) as debits_posted,
        coalesce(sum(posted) filter (where not side.debit), 0) as credits_posted,
        coalesce(sum(pending) filter (where side.debit), 0) as debits_pending,
        coalesce(sum(pending) filter (where not side.debit), 0) as credits_pending
      from (
        select t.debit_account, t.credit_account,
          case when t.phase in ('single', 'post') then t.amount_minor else 0 end as posted,
          case when t.phase = 'pending' then t.amount_minor
            when t.pending_id is not null then -p.amount_minor else 0 end as pending
        from written t left join ledger.transfer p on p.id = t.pending_id
      ) moved
      cross join lateral (values (moved.debit_account, true), (moved.credit_account, false))
        as side (account, debit)
      group by side.account
    ) d
    where a.id = d.account and a.keeps_balance;
    return null;
  end
$function$;

create or replace function ledger.leaf(t ledger.transfer, d ledger.account, d_private boolean, c ledger.account, c_private boolean)
 returns bytea
 language sql
 stable
as $function$
  select sha256('\x00'::bytea || ledger.public_bytes(t, d, d_private, c, c_private)
    || sha256(ledger.private_bytes(t, d, c)))
$function$;

create or replace function ledger.merkle_root(leaves bytea[])
 returns bytea
 language plpgsql
 immutable
as $function$
  declare
    level bytea[] := leaves;
  begin
    -- Pair by pair, one that is left over goes up as it is: the tree of RFC 6962, from below.
    while cardinality(level) > 1 loop
      select array_agg(node order by place) into level from (
        select (at - 1) / 2 as place,
          case count(*) when 2 then sha256('\x01'::bytea || string_agg(hash, ''::bytea order by at))
            else string_agg(hash, ''::bytea) end as node
        from unnest(level) with ordinality as one (hash, at) group by 1
      ) pairs;
    end loop;
    return level[1];
  end
$function$;

create or replace function ledger.open_account(its_kind text, its_owner uuid, its_counterparty uuid, its_currency text)
 returns bigint
 language plpgsql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    found bigint;
  begin
    select id into found from account
      where kind = its_kind and owner_id is not distinct from its_owner
        and counterparty_id is not distinct from its_counterparty and currency = its_currency;
    if found is not null then
      return found;
    end if;
    insert into account (kind, owner_id, counterparty_id, currency, ledger, normal, may_overdraw, keeps_balance)
      select code, its_owner, its_counterparty, its_currency, k.ledger, k.normal, k.may_overdraw, k.keeps_balance
      from account_kind k where code = its_kind
      on conflict do nothing
      returning id into found;
    if found is null then
      select id into found from account
        where kind = its_kind and owner_id is not distinct from its_owner
          and counterparty_id is not distinct from its_counterparty and currency = its_currency;
    end if;
    if found is null then
      raise exception 'there is no kind of account %', its_kind using errcode = 'foreign_key_violation',
        constraint = 'account_kind_known', table = 'account';
    end if;
    return found;
  end
$function$;
comment on function ledger.open_account(text,uuid,uuid,text) is 'The account of this kind, owner and currency; opened when it is asked for the first time.';

create or replace function ledger.post(rows jsonb, at timestamptz default clock_timestamp())
 returns text
 language plpgsql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    -- Every poster holds the lock, so that a period is not closed between a look at it and the
    -- writing. A number in the chain of blocks is waited for by the number of its transaction,
    -- which is therefore taken before it. An expression costs less than a statement.
    held boolean := pg_advisory_xact_lock_shared(hashtext('ledger.period')) is not null
      and pg_current_xact_id() is not null;
    wished transfer[];
    known int;
    refusal text;
    written int;
  begin
    if jsonb_array_length(rows) = 1 and post_alone(rows -> 0) then
      return 'created';
    end if;

    select array_agg(wish) into wished from (
      select null::bigint, r.id, r.event_id, r.kind, coalesce(r.phase, 'single'),
        coalesce(p.debit_account, r.debit_account), coalesce(p.credit_account, r.credit_account),
        coalesce(p.currency, r.currency, d.currency), coalesce(p.ledger, d.ledger),
        coalesce(r.amount_minor, p.amount_minor), r.pending_id, r.expires_at, r.reverses,
        r.effective_on, clock_timestamp(), r.actor, r.reason, r.ext_ref
      from jsonb_to_recordset(rows) as r (
        id uuid, event_id uuid, kind text, phase text, debit_account bigint, credit_account bigint,
        currency text, amount_minor bigint, pending_id uuid, expires_at timestamptz,
        reverses uuid, effective_on date, actor text, reason text, ext_ref text
      )
      left join transfer p on p.id = r.pending_id
      left join account d on d.id = r.debit_account
    ) as wish (seq, id, event_id, kind, phase, debit_account, credit_account, currency, ledger,
      amount_minor, pending_id, expires_at, reverses, effective_on, recorded_at, actor, reason, ext_ref);

    -- One order for everybody: two that need the same accounts wait, and never for each other.
    -- Asked for as an array, because of a join with so many PostgreSQL reads every account.
    perform from account a
      where a.keeps_balance and a.id = any (array(
        select debit_account from unnest(wished) union select credit_account from unnest(wished)
      ))
      order by a.id for no key update;
    perform from transfer t
      where t.id in (select coalesce(pending_id, reverses) from unnest(wished))
      order by t.id for update;

    select count(t.id) into known from unnest(wished) w join transfer t on t.id = w.id;
    if known > 0 then
      return written_before(wished, known);
    end if;

    refusal := why_not(wished, at);
    if refusal is not null then
      return refusal;
    end if;

    insert into transfer (id, event_id, kind, phase, debit_account, credit_account, currency, ledger,
        amount_minor, pending_id, expires_at, reverses, effective_on, actor, reason, ext_ref)
      select id, event_id, kind, phase, debit_account, credit_account, currency, ledger,
        amount_minor, pending_id, expires_at, reverses, effective_on, actor, reason, ext_ref
      from unnest(wished)
      on conflict (id) do nothing;
    get diagnostics written = row_count;
    if written < cardinality(wished) then
      -- Somebody wrote the same ids in this moment: whoever asks again finds them.
      raise exception 'met another writer' using errcode = 'serialization_failure';
    end if;
    return 'created';
  end
$function$;
comment on function ledger.post(jsonb,timestamptz) is 'Writes all rows or none. Says created, exists (the same was written before), or why not.';

create or replace function ledger.post_alone(its jsonb)
 returns boolean
 language plpgsql
as $function$
  declare
    its_debit bigint := its ->> 'debit_account';
    its_credit bigint := its ->> 'credit_account';
    its_amount bigint := its ->> 'amount_minor';
    its_day date := its ->> 'effective_on';
    its_phase text := coalesce(its ->> 'phase', 'single');
    lawful boolean;
    its_currency text;
    its_ledger smallint;
    written int;
  begin
    if its ->> 'pending_id' is not null or its ->> 'reverses' is not null
      or its_phase not in ('single', 'pending') or its_debit = its_credit
      or its_amount is null or its_amount <= 0 then
      return false;
    end if;
    -- Locked in the one order for everybody, and read as they are once the lock is there.
    select count(*) = 2 and min(currency) = max(currency) and min(ledger) = max(ledger)
        and not exists (select from ledger.period_close where closed_through >= its_day)
        and bool_and(closed_at is null and (may_overdraw or 0 <=
          case when normal = 'credit'
            then credits_posted_minor - debits_posted_minor - debits_pending_minor
            else debits_posted_minor - credits_posted_minor - credits_pending_minor end
          + case when (normal = 'credit') = (id = its_debit) then -its_amount
            when its_phase = 'single' then its_amount else 0 end)),
        min(currency), min(ledger)
      into lawful, its_currency, its_ledger
      from (
        select * from (
          select * from ledger.account
          where id in (its_debit, its_credit) and keeps_balance order by id for no key update
        ) guarded
        union all
        select * from ledger.account where id in (its_debit, its_credit) and not keeps_balance
      ) two;
    if lawful is distinct from true or its ->> 'currency' <> its_currency then
      return false;
    end if;
    insert into ledger.transfer (id, event_id, kind, phase, debit_account, credit_account, currency,
        ledger, amount_minor, expires_at, effective_on, actor, reason, ext_ref)
      values ((its ->> 'id')::uuid, (its ->> 'event_id')::uuid, its ->> 'kind', its_phase, its_debit,
        its_credit, its_currency, its_ledger, its_amount, (its ->> 'expires_at')::timestamptz,
        its_day, its ->> 'actor', its ->> 'reason', its ->> 'ext_ref')
      on conflict (id) do nothing;
    get diagnostics written = row_count;
    return written = 1;
  end
$function$;
comment on function ledger.post_alone(jsonb) is 'Writes the one plain row that most events are. False where there is anything to say about it: post looks again and says it.';

create or replace function ledger.post_many(rows jsonb, at timestamptz default clock_timestamp())
 returns table(event_id uuid, result text)
 language plpgsql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    together text := post(rows, at);
    event record;
  begin
    for event in
      select (r ->> 'event_id')::uuid as id, jsonb_agg(r order by place) as its_rows, min(place) as first
      from jsonb_array_elements(rows) with ordinality as one (r, place)
      group by 1 order by 3
    loop
      event_id := event.id;
      result := case together when 'created' then together else post(event.its_rows, at) end;
      return next;
    end loop;
  end
$function$;
comment on function ledger.post_many(jsonb,timestamptz) is 'Many events by one writer: all at once where all are lawful, else one after another in their order, each with its own answer.';

create or replace function ledger.private_bytes(t ledger.transfer, d ledger.account, c ledger.account)
 returns bytea
 language sql
 stable
as $function$
  select ledger.framed(t.id) || ledger.framed(t.event_id)
    || ledger.framed(d.owner_id) || ledger.framed(c.owner_id)
    || ledger.framed(t.pending_id) || ledger.framed(t.expires_at) || ledger.framed(t.reverses)
    || ledger.framed(t.recorded_at) || ledger.framed(t.actor) || ledger.framed(t.reason)
    || ledger.framed(t.ext_ref)
$function$;
comment on function ledger.private_bytes(ledger.transfer,ledger.account,ledger.account) is 'The rest of a transfer. The public sees only its hash, which its random ids keep from being guessed.';

create or replace function ledger.public_bytes(t ledger.transfer, d ledger.account, d_private boolean, c ledger.account, c_private boolean)
 returns bytea
 language sql
 stable
as $function$
  select ledger.framed(t.seq) || ledger.framed(t.kind) || ledger.framed(t.phase)
    || ledger.framed(d.id) || ledger.framed(d.kind)
    || ledger.framed(case when not d_private then d.owner_id end) || ledger.framed(d.counterparty_id)
    || ledger.framed(c.id) || ledger.framed(c.kind)
    || ledger.framed(case when not c_private then c.owner_id end) || ledger.framed(c.counterparty_id)
    || ledger.framed(t.currency) || ledger.framed(t.ledger::bigint) || ledger.framed(t.amount_minor)
    || ledger.framed((t.effective_on - date '1970-01-01')::bigint)
$function$;
comment on function ledger.public_bytes(ledger.transfer,ledger.account,boolean,ledger.account,boolean) is 'What of a transfer everybody may see, in fixed order.';

create or replace function ledger.refuse_change()
 returns trigger
 language plpgsql
as $function$
  begin
    raise exception 'the ledger is never rewritten: book a transfer that corrects it'
      using errcode = 'restrict_violation', constraint = 'ledger_is_kept', table = tg_table_name;
  end
$function$;

create or replace function ledger.refuse_unlawful_transfer()
 returns trigger
 language plpgsql
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    other transfer;
    reversed bigint;
  begin
    select * into other from transfer where id = coalesce(new.pending_id, new.reverses) for update;
    if new.pending_id is not null and (
      other.phase <> 'pending' or other.debit_account <> new.debit_account
      or other.credit_account <> new.credit_account or new.amount_minor > other.amount_minor
      or (new.phase <> 'post' and new.amount_minor <> other.amount_minor)
    ) then
      raise exception 'it does not resolve a pending transfer' using errcode = 'check_violation',
        constraint = 'transfer_resolves_its_pending', table = 'transfer';
    end if;
    if new.reverses is not null then
      select coalesce(sum(amount_minor), 0) into reversed from transfer where reverses = new.reverses;
      if other.phase not in ('single', 'post') or other.debit_account <> new.credit_account
        or other.credit_account <> new.debit_account
        or reversed + new.amount_minor > other.amount_minor then
        raise exception 'it reverses more than there was' using errcode = 'check_violation',
          constraint = 'transfer_reverses_what_was', table = 'transfer';
      end if;
    end if;
    return new;
  end
$function$;

create or replace function ledger.seal(blocks_max integer default 16)
 returns table(sealed bigint, waiting bigint)
 language plpgsql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  declare
    seen bigint;
    mine xid8;
    mark watermark;
    last block;
    coming block;
  begin
    if pg_current_xact_id_if_assigned() is not null then
      raise exception 'blocks are sealed in a transaction of their own'
        using errcode = 'invalid_transaction_state';
    end if;
    -- The order of these two is what the watermark rests on.
    select case when is_called then last_value else 0 end into seen from transfer_seq_seq;
    mine := pg_current_xact_id();
    sealed := 0;
    select * into mark from watermark for update;
    select * into last from block order by number desc limit 1;
    -- A number from another cluster, of which this one is a restored copy, says nothing here.
    if mark.candidate_xid > mine then
      mark.candidate_xid := null;
    end if;
    if mark.candidate_xid <= pg_snapshot_xmin(pg_current_snapshot()) then
      for at in 1..blocks_max loop
        coming := append_block(last, mark.candidate_seq);
        exit when coming.number is null;
        last := coming;
        sealed := sealed + last.transfers;
      end loop;
      mark.candidate_xid := case when coming.number is null then null else mark.candidate_xid end;
    end if;
    -- Until everybody is done who wrote at the last look, that look stands.
    if mark.candidate_xid is null then
      update watermark set candidate_seq = seen, candidate_xid = mine;
    end if;
    select count(*) into waiting from (
      select from transfer where seq > coalesce(last.last_seq, 0) limit 100000
    ) unsealed;
    return next;
  end
$function$;
comment on function ledger.seal(integer) is 'Seals what can be sealed, and looks up to where the next call may go. Says how many transfers it sealed and how many wait.';

create or replace function ledger.tell_payer(its_event uuid, its_payer text)
 returns void
 language sql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  insert into payer (event_id, payer) values (its_event, its_payer) on conflict do nothing
$function$;
comment on function ledger.tell_payer(uuid,text) is 'What the journal calls whoever paid this; the first word stays.';

create or replace function ledger.tell_payers(its_events uuid[], its_payers text[])
 returns void
 language sql
 security definer
 set search_path to 'ledger', 'pg_temp'
as $function$
  insert into payer (event_id, payer) select event, word from unnest(its_events, its_payers)
    as told (event, word) on conflict do nothing
$function$;
comment on function ledger.tell_payers(uuid[],text[]) is 'What the journal calls those who paid these; the first word stays.';

create or replace function ledger.why_not(wished ledger.transfer[], at timestamptz)
 returns text
 language plpgsql
 stable
 set search_path to 'ledger', 'pg_temp'
as $function$
  begin
    if exists (select from unnest(wished) where amount_minor is null or amount_minor <= 0) then
      return case when exists (
        select from unnest(wished) w where w.pending_id is not null
          and not exists (select from transfer p where p.id = w.pending_id and p.phase = 'pending')
      ) then 'pending_unknown' else 'too_small' end;
    end if;
    if cardinality(wished) <> (select count(distinct id) from unnest(wished)) then
      return 'exists_with_different_fields';
    end if;
    if exists (select from unnest(wished) where debit_account = credit_account) then
      return 'same_account';
    end if;
    if exists (select from unnest(wished) where effective_on <= (select max(closed_through) from period_close)) then
      return 'period_closed';
    end if;
    return coalesce(why_not_resolve(wished, at), why_not_reverse(wished), why_not_between(wished));
  end
$function$;

create or replace function ledger.why_not_between(wished ledger.transfer[])
 returns text
 language sql
 stable
 set search_path to 'ledger', 'pg_temp'
as $function$
  with moved as (
    select side.account, side.debit, w.currency, w.ledger,
      case when w.phase in ('single', 'post') then w.amount_minor else 0 end as posted,
      case when w.phase = 'pending' then w.amount_minor
        when w.pending_id is not null then -p.amount_minor else 0 end as pending
    from unnest(wished) w
    left join transfer p on p.id = w.pending_id
    cross join lateral (values (w.debit_account, true), (w.credit_account, false)) as side (account, debit)
  ),
  together as (
    select account, min(currency) as currency, max(currency) as other_currency,
      min(ledger) as ledger, max(ledger) as other_ledger,
      coalesce(sum(posted) filter (where debit), 0) as debits,
      coalesce(sum(pending) filter (where debit), 0) as debits_pending,
      coalesce(sum(posted) filter (where not debit), 0) as credits,
      coalesce(sum(pending) filter (where not debit), 0) as credits_pending
    from moved group by account
  )
  select min(case
    when a.id is null or a.currency <> m.currency or a.currency <> m.other_currency
      or a.ledger <> m.ledger or a.ledger <> m.other_ledger then 'currency_differs'
    when a.closed_at is not null then 'account_closed'
    when not a.may_overdraw and 0 > case a.normal
      when 'credit' then a.credits_posted_minor - a.debits_posted_minor - a.debits_pending_minor
        + m.credits - m.debits - m.debits_pending
      else a.debits_posted_minor - a.credits_posted_minor - a.credits_pending_minor
        + m.debits - m.credits - m.credits_pending
      end then 'overdrawn'
  end)
  from together m left join account a on a.id = m.account
$function$;

create or replace function ledger.why_not_resolve(wished ledger.transfer[], at timestamptz)
 returns text
 language sql
 stable
 set search_path to 'ledger', 'pg_temp'
as $function$
  select min(case
    when p.phase is distinct from 'pending' then 'pending_unknown'
    when w.times > 1 or exists (select from transfer r where r.pending_id = w.pending_id)
      then 'pending_resolved'
    when w.phase = 'post' and p.expires_at <= at then 'pending_expired'
    when w.phase = 'expire' and (p.expires_at > at or p.expires_at is null) then 'pending_not_expired'
    when w.amount_minor > p.amount_minor
      or (w.phase <> 'post' and w.amount_minor <> p.amount_minor) then 'pending_exceeded'
  end)
  from (select *, count(*) over (partition by pending_id) as times from unnest(wished)) w
  left join transfer p on p.id = w.pending_id
  where w.pending_id is not null
$function$;

create or replace function ledger.why_not_reverse(wished ledger.transfer[])
 returns text
 language sql
 stable
 set search_path to 'ledger', 'pg_temp'
as $function$
  select min(case
    when o.id is null or o.phase not in ('single', 'post') or o.debit_account <> w.credit_account
      or o.credit_account <> w.debit_account then 'reverses_unknown'
    when w.together + coalesce((select sum(amount_minor) from transfer t where t.reverses = w.reverses), 0)
      > o.amount_minor then 'reverses_exceeded'
  end)
  from (select *, sum(amount_minor) over (partition by reverses) as together from unnest(wished)) w
  left join transfer o on o.id = w.reverses
  where w.reverses is not null
$function$;

create or replace function ledger.written_before(wished ledger.transfer[], known integer)
 returns text
 language sql
 stable
 set search_path to 'ledger', 'pg_temp'
as $function$
  select case
    when known = cardinality(wished) and not exists (
      select from unnest(wished) w join transfer t on t.id = w.id
      where (t.event_id, t.kind, t.phase, t.debit_account, t.credit_account, t.currency, t.ledger,
          t.amount_minor, t.pending_id, t.reverses, t.effective_on, t.ext_ref)
        is distinct from
          (w.event_id, w.kind, w.phase, w.debit_account, w.credit_account, w.currency, w.ledger,
          w.amount_minor, w.pending_id, w.reverses, w.effective_on, w.ext_ref)
    ) then 'exists'
    else 'exists_with_different_fields'
  end
$function$;

create table ledger.account (
  id bigint not null generated always as identity,
  kind text not null,
  owner_id uuid,
  counterparty_id uuid,
  currency text not null,
  ledger smallint not null,
  normal text not null,
  may_overdraw boolean not null,
  keeps_balance boolean not null,
  debits_posted_minor bigint not null default 0,
  credits_posted_minor bigint not null default 0,
  debits_pending_minor bigint not null default 0,
  credits_pending_minor bigint not null default 0,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint account_pkey primary key (id),
  constraint account_currency unique (id, currency, ledger),
  constraint account_once unique nulls not distinct (kind, owner_id, counterparty_id, currency),
  constraint account_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint account_kind_known foreign key (kind, ledger, normal, may_overdraw, keeps_balance) references ledger.account_kind(code, ledger, normal, may_overdraw, keeps_balance),
  constraint account_closed_is_empty check (closed_at is null or keeps_balance and debits_posted_minor = credits_posted_minor and debits_pending_minor = 0 and credits_pending_minor = 0),
  constraint account_not_overdrawn check (may_overdraw or normal = 'credit'::text and credits_posted_minor >= (debits_posted_minor + debits_pending_minor) or normal = 'debit'::text and debits_posted_minor >= (credits_posted_minor + credits_pending_minor)),
  constraint account_sums check (debits_posted_minor >= 0 and credits_posted_minor >= 0 and debits_pending_minor >= 0 and credits_pending_minor >= 0)
);
create trigger account_is_kept before delete on ledger.account for each row execute function ledger.refuse_change();
create trigger account_is_not_emptied before truncate on ledger.account for each statement execute function ledger.refuse_change();
create trigger account_stays_what_it_is before update of id, kind, owner_id, counterparty_id, currency, ledger, normal, may_overdraw, keeps_balance, opened_at on ledger.account for each row execute function ledger.refuse_change();
comment on table ledger.account is 'One account: of one kind, one owner, one currency.';
comment on column ledger.account.owner_id is 'Whose it is: by its kind an organisation, a bank account, a campaign. The books do not know these tables.';
comment on column ledger.account.counterparty_id is 'The other one, where an account says what one owes another.';
comment on column ledger.account.keeps_balance is 'Repeated from the kind, like the three before it, so that the checks of this row can see it.';
comment on column ledger.account.debits_posted_minor is 'The four sums are kept by a trigger on ledger.transfer; where keeps_balance is false they stay 0.';
comment on column ledger.account.debits_pending_minor is 'Reserved: it counts against what is available at once, and as received only when it is posted.';

create table ledger.account_kind (
  code text not null,
  ledger smallint not null,
  normal text not null,
  may_overdraw boolean not null,
  keeps_balance boolean not null,
  ends_at_zero boolean not null default false,
  owner_is_private boolean not null default false,
  constraint account_kind_pkey primary key (code),
  constraint account_kind_law unique (code, ledger, normal, may_overdraw, keeps_balance),
  constraint account_kind_code check (code ~ '^[a-z][a-z_]{2,30}$'::text),
  constraint account_kind_guards_what_it_counts check (keeps_balance or may_overdraw),
  constraint account_kind_ledger check (ledger = any (array[1, 2, 3])),
  constraint account_kind_normal check (normal = any (array['debit'::text, 'credit'::text]))
);
comment on table ledger.account_kind is 'The chart of accounts: what kinds of account there are, and the law of each.';
comment on column ledger.account_kind.ledger is '1 money, 2 commitments, 3 memorandum. No transfer leads from one into another.';
comment on column ledger.account_kind.normal is 'The side on which it grows.';
comment on column ledger.account_kind.keeps_balance is 'Its balance stands in its row and guards it. Where everybody pays through one account that one row would be a queue, and the balance is the sum of its transfers.';
comment on column ledger.account_kind.ends_at_zero is 'A way through: at rest nothing is left on it.';
comment on column ledger.account_kind.owner_is_private is 'Whose it is stays out of the public part of a transfer: donors, and what people declared.';

create table ledger.block (
  number bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  transfers integer not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  leaves bytea not null,
  constraint block_pkey primary key (number),
  constraint block_of_last unique (last_seq),
  constraint block_hashes check (octet_length(root) = 32 and octet_length(previous) = 32 and octet_length(hash) = 32 and octet_length(leaves) = (32 * transfers)),
  constraint block_is_not_empty check (transfers >= 1 and transfers <= (last_seq - first_seq + 1)),
  constraint block_number check (number >= 1),
  constraint block_range check (last_seq >= first_seq and first_seq >= 1)
);
create trigger block_is_kept before delete or update on ledger.block for each row execute function ledger.refuse_change();
create trigger block_is_not_emptied before truncate on ledger.block for each statement execute function ledger.refuse_change();
comment on table ledger.block is 'Sealed transfers. A block is never changed, and nobody but ledger.seal appends one.';
comment on column ledger.block.first_seq is 'Every transfer from here to last_seq, and there will never be another: what is missing between them failed.';
comment on column ledger.block.previous is 'The hash of the block before; zeros before the first.';
comment on column ledger.block.leaves is 'The hash of each transfer in its order: a change is found to the row, and it can be shown that one transfer is in the block.';

create table ledger.checking (
  id uuid not null default uuidv7(),
  began_at timestamptz not null,
  ended_at timestamptz not null,
  transfers bigint not null,
  blocks bigint not null,
  last_hash bytea,
  fault_count integer not null,
  faults jsonb not null default '[]'::jsonb,
  constraint checking_pkey primary key (id),
  constraint checking_counts check (transfers >= 0 and blocks >= 0 and fault_count >= 0),
  constraint checking_hash check (octet_length(last_hash) = 32),
  constraint checking_lasts check (ended_at >= began_at),
  constraint checking_names_faults check (jsonb_typeof(faults) = 'array'::text and (fault_count = 0) = (jsonb_array_length(faults) = 0))
);
create index checking_newest on ledger.checking using btree (began_at desc);
comment on table ledger.checking is 'The books were recomputed from zero: when, how much, and what was found.';
comment on column ledger.checking.faults is 'The first hundred, each with its code, the block and the row.';

create table ledger.currency (
  code text not null,
  exponent smallint not null,
  constraint currency_pkey primary key (code),
  constraint currency_code check (code ~ '^[A-Z]{3}$'::text),
  constraint currency_exponent check (exponent >= 0 and exponent <= 4)
);
comment on table ledger.currency is 'The currencies that accounts may be kept in, by ISO 4217.';
comment on column ledger.currency.exponent is 'Digits after the decimal point: amounts are whole numbers of the smallest unit.';

create table ledger.owner (
  id uuid not null,
  name kit.localized not null,
  told_at timestamptz not null default now(),
  slug text,
  constraint owner_pkey primary key (id),
  constraint owner_slug check (length(slug) >= 1 and length(slug) <= 200)
);
comment on table ledger.owner is 'What an owner of accounts is called in public. Told by the modules that know; a donor is never told.';
comment on column ledger.owner.slug is 'The last part of the address of its public page, where it has one.';

create table ledger.payer (
  event_id uuid not null,
  payer text not null,
  constraint payer_pkey primary key (event_id),
  constraint payer_word check (payer ~ '^[0-9a-f]{10}$'::text)
);
comment on table ledger.payer is 'Who paid, as far as anybody may know: one word for one payer of one purpose. Told by the modules that know.';

create table ledger.period_close (
  closed_through date not null,
  closed_at timestamptz not null default now(),
  closed_by text not null,
  closed_seq bigint not null default 0,
  constraint period_close_pkey primary key (closed_through),
  constraint period_close_actor check (closed_by ~ '^(system|person:[0-9a-f-]{36})$'::text),
  constraint period_close_is_a_month_end check (extract(day from closed_through + 1) = 1::numeric)
);
create trigger period_close_is_kept before delete or update on ledger.period_close for each row execute function ledger.refuse_change();
create trigger period_close_is_not_emptied before truncate on ledger.period_close for each statement execute function ledger.refuse_change();
comment on table ledger.period_close is 'Up to and with this day the books are closed; what is found later is booked later.';
comment on column ledger.period_close.closed_seq is 'The last number given out before: a transfer with a higher one and a day within the period was let in unlawfully.';

create table ledger.transfer (
  seq bigint not null generated always as identity,
  id uuid not null,
  event_id uuid not null,
  kind text not null,
  phase text not null,
  debit_account bigint not null,
  credit_account bigint not null,
  currency text not null,
  ledger smallint not null,
  amount_minor bigint not null,
  pending_id uuid,
  expires_at timestamptz,
  reverses uuid,
  effective_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null,
  reason text,
  ext_ref text,
  constraint transfer_pkey primary key (seq),
  constraint transfer_once unique (id),
  constraint transfer_credit foreign key (credit_account, currency, ledger) references ledger.account(id, currency, ledger),
  constraint transfer_debit foreign key (debit_account, currency, ledger) references ledger.account(id, currency, ledger),
  constraint transfer_pending foreign key (pending_id) references ledger.transfer(id),
  constraint transfer_reverses foreign key (reverses) references ledger.transfer(id),
  constraint transfer_actor check (actor ~ '^(system|person:[0-9a-f-]{36}|key:[0-9a-f-]{36})$'::text),
  constraint transfer_amount check (amount_minor > 0),
  constraint transfer_between_two check (debit_account <> credit_account),
  constraint transfer_ext_ref check (length(ext_ref) >= 1 and length(ext_ref) <= 200),
  constraint transfer_kind check (kind ~ '^[a-z][a-z_]{2,40}$'::text),
  constraint transfer_only_pending_expires check (expires_at is null or phase = 'pending'::text),
  constraint transfer_phase check (phase = any (array['single'::text, 'pending'::text, 'post'::text, 'void'::text, 'expire'::text])),
  constraint transfer_reason check (length(reason) >= 1 and length(reason) <= 500),
  constraint transfer_resolves_a_pending check ((phase = any (array['post'::text, 'void'::text, 'expire'::text])) = (pending_id is not null)),
  constraint transfer_reversal_is_single check (reverses is null or phase = 'single'::text)
);
create index transfer_by_day on ledger.transfer using brin (effective_on) with (pages_per_range='16');
create index transfer_credit_of on ledger.transfer using btree (credit_account, seq);
create index transfer_debit_of on ledger.transfer using btree (debit_account, seq);
create index transfer_event on ledger.transfer using btree (event_id);
create index transfer_expires on ledger.transfer using btree (expires_at) where ((phase = 'pending'::text) and (expires_at is not null));
create index transfer_named_order on ledger.transfer using btree (ext_ref) where ((phase = 'pending'::text) and (ext_ref is not null));
create unique index transfer_resolved_once on ledger.transfer using btree (pending_id) where (pending_id is not null);
create index transfer_reversal on ledger.transfer using btree (reverses) where (reverses is not null);
create trigger transfer_is_kept before delete or update on ledger.transfer for each row execute function ledger.refuse_change();
create trigger transfer_is_lawful before insert on ledger.transfer for each row when (new.pending_id is not null or new.reverses is not null) execute function ledger.refuse_unlawful_transfer();
create trigger transfer_is_not_emptied before truncate on ledger.transfer for each statement execute function ledger.refuse_change();
create trigger transfer_moves_balances after insert on ledger.transfer referencing new table as written for each statement execute function ledger.keep_balances();
comment on table ledger.transfer is 'One transfer between two accounts. Written once; corrected only by another one that names it.';
comment on column ledger.transfer.seq is 'The order in which it was written. Numbers of transactions that failed are missing.';
comment on column ledger.transfer.id is 'Made by who asks, and kept before asking: the same id again is the same transfer.';
comment on column ledger.transfer.event_id is 'What happened: rows with one event_id were written together or not at all.';
comment on column ledger.transfer.phase is 'single: at once. pending: reserved, until post (up to its amount; the rest is released), void or expire.';
comment on column ledger.transfer.effective_on is 'The day it counts for, in the books; recorded_at is when it was written.';
comment on column ledger.transfer.actor is 'Who did it: a person, a machine''s key, or the system.';
comment on column ledger.transfer.ext_ref is 'What somebody else calls it: a bank''s or a processor''s own reference.';

create table ledger.watermark (
  only_one boolean not null default true,
  candidate_seq bigint not null default 0,
  candidate_xid xid8,
  constraint watermark_pkey primary key (only_one),
  constraint watermark_only_one check (only_one)
);
comment on table ledger.watermark is 'Up to where the next block may go, as soon as everybody who wrote then is done.';
comment on column ledger.watermark.candidate_seq is 'The last number given out when it was looked at.';
comment on column ledger.watermark.candidate_xid is 'A transaction begun after that look. Every poster takes the number of its transaction before that of a transfer, so whoever holds a number up to candidate_seq is older than this one.';


create schema payments;
comment on schema payments is 'Who collects, what was promised, what arrived and what went back.';

create or replace function payments.count_allocated()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    if exists (
      select from placed n left join proposal p on p.id = n.proposal_id
      where n.origin = 'proposal' and (p.state is distinct from 'confirmed' or p.entry_id <> n.entry_id)
    ) then
      raise exception 'a guess needs a second person' using errcode = 'check_violation',
        constraint = 'allocation_was_confirmed', table = 'allocation';
    end if;
    update entry e set allocated_minor = e.allocated_minor + n.together
    from (select entry_id, sum(amount_minor) as together from placed group by entry_id) n
    where e.id = n.entry_id;
    return null;
  end
$function$;

create or replace function payments.count_received()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    if exists (
      select from arrived a join pledge p on p.id = a.pledge_id where p.currency <> a.currency
    ) then
      raise exception 'a pledge is kept in one currency' using errcode = 'check_violation',
        constraint = 'payment_in_currency_of_pledge', table = 'payment';
    end if;
    update pledge p set
      received_minor = p.received_minor + a.together,
      first_received_at = coalesce(p.first_received_at, a.first_at),
      paid_at = case when p.paid_at is null and p.received_minor + a.together >= p.amount_minor
        then a.last_at else p.paid_at end,
      state = case p.state when 'expired' then 'open' else p.state end
    from (
      select pledge_id, sum(amount_minor) as together, min(created_at) as first_at,
        max(created_at) as last_at
      from arrived where pledge_id is not null group by pledge_id
    ) a
    where p.id = a.pledge_id;
    return null;
  end
$function$;

create or replace function payments.count_returned()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  declare
    paid payments.payment;
    back bigint;
  begin
    select * into paid from payments.payment where id = new.payment_id for update;
    select coalesce(sum(amount_minor), 0) into back from payments.refund
      where payment_id = new.payment_id and state <> 'failed';
    if back > paid.amount_minor then
      raise exception 'more would go back than came' using errcode = 'check_violation',
        constraint = 'refund_within_payment', table = 'refund';
    end if;
    if new.state = 'done' and (tg_op = 'INSERT' or old.state <> 'done') then
      update payments.pledge set returned_minor = returned_minor + new.amount_minor
        where id = paid.pledge_id;
    end if;
    return null;
  end
$function$;

create or replace function payments.count_thanks()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  declare
    its payments.thanks;
  begin
    if new.thanks_id is null and (tg_op = 'INSERT' or old.thanks_id is null) then return new; end if;
    if tg_op = 'UPDATE' then
      if new.thanks_id is distinct from old.thanks_id then
        raise exception 'what was chosen with a promise stays' using errcode = 'restrict_violation',
          constraint = 'pledge_thanks_stay', table = 'pledge';
      end if;
      new.thanks_held := old.thanks_held;
      -- It ended, or all of it went back: once given back it is not taken again.
      if old.thanks_held and (
        new.state <> 'open' or new.received_minor > 0 and new.returned_minor >= new.received_minor
      ) then
        new.thanks_held := false;
        update payments.thanks set taken = taken - 1 where id = new.thanks_id;
      end if;
      return new;
    end if;
    select * into its from payments.thanks t where t.id = new.thanks_id for update;
    if its.closed_at is not null or new.currency <> its.currency or new.amount_minor < its.least_minor
      or not exists (
        select from payments.purpose u
        where u.id = new.purpose_id and u.kind = its.kind and u.ref_id = its.ref_id
      ) then
      raise exception 'not with this promise' using errcode = 'check_violation',
        constraint = 'pledge_thanks_fit', table = 'pledge';
    end if;
    update payments.thanks set taken = taken + 1 where id = new.thanks_id;
    new.thanks_held := true;
    return new;
  end
$function$;

create or replace function payments.guard_bank_account()
 returns trigger
 language plpgsql
as $function$
  begin
    if (new.entity_id, new.iban, new.bic, new.holder, new.currency, new.added_at, new.is_sample)
      is distinct from
      (old.entity_id, old.iban, old.bic, old.holder, old.currency, old.added_at, old.is_sample)
    then
      raise exception 'an account is closed and another added, never rewritten'
        using errcode = 'restrict_violation', constraint = 'bank_account_is_kept', table = 'bank_account';
    end if;
    if old.closed_at is not null and new.closed_at is distinct from old.closed_at
      or old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at
      or old.closed_at is not null and new.confirmed_at is distinct from old.confirmed_at then
      raise exception 'what was confirmed or closed stays so'
        using errcode = 'restrict_violation', constraint = 'bank_account_is_kept', table = 'bank_account';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_bank_return()
 returns trigger
 language plpgsql
as $function$
  declare
    told boolean := old.state = 'requested' and new.state = 'requested' and new.told_by is not null;
    giver boolean := old.asks_giver and old.state = 'requested' and new.state = 'requested'
      and new.giver_told_at is distinct from old.giver_told_at;
  begin
    if (new.id, new.number, new.refund_id, new.entry_id, new.credit_choice_id, new.decided_by, new.bank_account_id,
        new.amount_minor, new.currency, new.why, new.event_id, new.leg_id, new.requested_by, new.created_at,
        new.asks_giver)
      is distinct from
      (old.id, old.number, old.refund_id, old.entry_id, old.credit_choice_id, old.decided_by, old.bank_account_id,
        old.amount_minor, old.currency, old.why, old.event_id, old.leg_id, old.requested_by, old.created_at,
        old.asks_giver)
      or ((new.iban, new.bic, new.holder, new.bank_name, new.told_by)
        is distinct from (old.iban, old.bic, old.holder, old.bank_name, old.told_by)
        and not giver
        and not (not old.asks_giver and told and (old.iban is null or old.told_by is not null)))
      or (new.giver_told_at is distinct from old.giver_told_at and not giver)
      or (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
      or (new.state <> old.state and (old.state, new.state) not in (
        ('requested', 'confirmed'), ('requested', 'withdrawn'), ('confirmed', 'withdrawn'),
        ('confirmed', 'ordered'), ('ordered', 'confirmed'), ('ordered', 'done'), ('ordered', 'failed')
      ))
    then
      raise exception 'a return is not rewritten' using errcode = 'restrict_violation',
        constraint = 'bank_return_is_kept', table = 'bank_return';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_bound_payout()
 returns trigger
 language plpgsql
as $function$
  begin
    if new.purpose_id is not null and not exists (
      select from payments.purpose u
      where u.id = new.purpose_id and u.organisation_id = new.organisation_id
    ) then
      raise exception 'this purpose is another organisation''s' using errcode = 'check_violation',
        constraint = 'payout_of_its_own_purpose', table = 'payout';
    end if;
    if tg_op = 'UPDATE' and old.state <> 'draft' and (new.purpose_id, new.part_id, new.part_title::text)
      is distinct from (old.purpose_id, old.part_id, old.part_title::text) then
      raise exception 'what was asked for is not rewritten: ask anew' using errcode = 'restrict_violation',
        constraint = 'payout_is_kept', table = 'payout';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_bound_step()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    if new.to_state = 'requested'
      and exists (select from payments.payout p where p.id = new.payout_id and p.purpose_id is not null)
      and not exists (select from payments.payout_document d where d.payout_id = new.payout_id) then
      raise exception 'it shows what it is for' using errcode = 'check_violation',
        constraint = 'payout_shows_a_document', table = 'payout_step';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_document()
 returns trigger
 language plpgsql
as $function$
  declare
    its_state text;
  begin
    select state into its_state from payments.payout
      where id = case tg_op when 'DELETE' then old.payout_id else new.payout_id end for share;
    if its_state <> 'draft' then
      raise exception 'what was shown with it is kept' using errcode = 'restrict_violation',
        constraint = 'payout_document_is_kept', table = 'payout_document';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end
$function$;

create or replace function payments.guard_method()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    if exists (select from payments.purpose u where u.id = new.purpose_id and u.by_bank_only) then
      raise exception 'this is given for by bank alone' using errcode = 'check_violation',
        constraint = 'pledge_by_bank_only', table = 'pledge';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_order_item()
 returns trigger
 language plpgsql
as $function$
  begin
    if (to_jsonb(new) - array['state', 'state_on']) is distinct from (to_jsonb(old) - array['state', 'state_on'])
      or (new.state <> old.state and old.state <> 'ordered'
        and (old.state, new.state) <> ('paid', 'failed')) then
      raise exception 'what a file says is not rewritten' using errcode = 'restrict_violation',
        constraint = 'order_item_is_kept', table = 'order_item';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_passed_on()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    if not exists (
      select from payments.refund r join payments.payment before on before.id = r.payment_id
      where before.id = new.source_id and r.reason = 'passed_on' and r.event_id = new.event_id
        and r.amount_minor = new.amount_minor and before.currency = new.currency
        and before.method = new.method and coalesce(before.origin_id, before.id) = new.origin_id
    ) then
      raise exception 'only what left another payment is given on' using errcode = 'check_violation',
        constraint = 'payment_left_another', table = 'payment';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_payment_order()
 returns trigger
 language plpgsql
as $function$
  begin
    if (to_jsonb(new) - array['sent_by', 'sent_at', 'dropped_by', 'dropped_at'])
        is distinct from (to_jsonb(old) - array['sent_by', 'sent_at', 'dropped_by', 'dropped_at'])
      or old.sent_at is not null or old.dropped_at is not null then
      raise exception 'a payment order is not rewritten' using errcode = 'restrict_violation',
        constraint = 'payment_order_is_kept', table = 'payment_order';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_payout()
 returns trigger
 language plpgsql
as $function$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'draft' then
        raise exception 'a payout begins as a draft' using errcode = 'check_violation',
          constraint = 'payout_begins_as_a_draft', table = 'payout';
      end if;
    elsif old.state <> 'draft' and (
      (new.organisation_id, new.account_id, new.iban, new.bic, new.holder, new.bank_name,
        new.amount_minor, new.currency, new.purpose, new.created_by, new.requested_by)
      is distinct from
      (old.organisation_id, old.account_id, old.iban, old.bic, old.holder, old.bank_name,
        old.amount_minor, old.currency, old.purpose, old.created_by, old.requested_by)
    ) or (new.id, new.organisation_id, new.number) is distinct from (old.id, old.organisation_id, old.number) then
      raise exception 'what was asked for is not rewritten: ask anew' using errcode = 'restrict_violation',
        constraint = 'payout_is_kept', table = 'payout';
    end if;
    return new;
  end
$function$;

create or replace function payments.guard_return_elsewhere()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  declare
    paid payments.payment;
  begin
    if new.refund_id is null and not new.asks_giver then return new; end if;
    select m.* into paid from payments.refund r join payments.payment m on m.id = r.payment_id
      where r.id = new.refund_id;
    if tg_op = 'INSERT' then
      if new.asks_giver is distinct from (coalesce(paid.method, '') = 'card')
        or new.asks_giver and not exists (
          select from payments.card_refund c join payments.refund r on r.id = c.id
          where r.payment_id = paid.id and c.state = 'failed'
        )
      then
        raise exception 'by bank goes back what came by bank, or what a card refused'
          using errcode = 'check_violation', constraint = 'bank_return_refused_by_card', table = 'bank_return';
      end if;
      return new;
    end if;
    if not new.asks_giver or new.state = old.state then return new; end if;
    if (old.state, new.state) in (('requested', 'confirmed'), ('confirmed', 'ordered')) and exists (
      select from payments.payment came join payments.card_dispute d on d.charge_id = came.source_id
      where came.id = coalesce(paid.origin_id, paid.id) and came.source = 'charge' and d.state = 'open'
    ) then
      raise exception 'its bank is taking it back already' using errcode = 'check_violation',
        constraint = 'bank_return_not_disputed', table = 'bank_return';
    end if;
    if new.state = 'confirmed' and new.confirmed_by = (
      select g.person_id from payments.pledge g where g.id = paid.pledge_id
    ) then
      raise exception 'whoever gave it does not confirm it' using errcode = 'check_violation',
        constraint = 'bank_return_giver_is_another', table = 'bank_return';
    end if;
    return new;
  end
$function$;

create or replace function payments.keep_mandate()
 returns trigger
 language plpgsql
as $function$
  begin
    if (new.recurring_id, new.terms, new.terms_locale, new.agreed_at)
      is distinct from (old.recurring_id, old.terms, old.terms_locale, old.agreed_at) then
      raise exception 'what was agreed to is not changed' using errcode = 'check_violation',
        constraint = 'card_mandate_terms_stay';
    end if;
    if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
      raise exception 'a mandate that ended does not begin again' using errcode = 'check_violation',
        constraint = 'card_mandate_ends_once';
    end if;
    return new;
  end
$function$;
comment on function payments.keep_mandate() is 'What was agreed to stays as it was, and an end is an end.';

create or replace function payments.may_approve(its_payout uuid, operator uuid)
 returns boolean
 language sql
 stable
 set search_path to 'payments', 'pg_temp'
as $function$
  select exists (select from people.role where person_id = operator and role = 'operator')
    and exists (
      select from payments.payout p
      where p.id = its_payout
        and p.created_by is distinct from operator and p.requested_by is distinct from operator
        and not exists (
          select from organisations.membership m
          where m.organisation_id = p.organisation_id and m.person_id = operator
        )
        and not exists (
          select from organisations.claim c
          where c.organisation_id = p.organisation_id and c.person_id = operator
        )
    )
$function$;
comment on function payments.may_approve(uuid,uuid) is 'Whether this operator is an outsider to this payout.';

create or replace function payments.number_receipt()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    insert into payments.receipt_count as counted (entity_id, year, issued)
      values (new.entity_id, new.year, 1)
      on conflict (entity_id, year) do update set issued = counted.issued + 1
      returning issued into new.number;
    -- Twelve letters of chance that nobody takes for others: 48 bits.
    new.code := translate(
      left(replace(gen_random_uuid()::text, '-', ''), 12), '0123456789abcdef', '34679ACDEFGHJKMN'
    );
    return new;
  end
$function$;

create or replace function payments.payer_of(its_pledge uuid, its_purpose uuid)
 returns text
 language sql
 stable
as $function$
  select payments.payer_word((select key from payments.payer_key), its_purpose,
    p.visibility || ' ' || coalesce(p.person_id::text, p.donor_email, p.id::text))
  from payments.pledge p where p.id = its_pledge
$function$;
comment on function payments.payer_of(uuid,uuid) is 'What the journal calls whoever paid this pledge, for this purpose.';

create or replace function payments.payer_word(its_key bytea, its_purpose uuid, who text)
 returns text
 language sql
 immutable
as $function$
  select encode(substr(sha256(its_key || uuid_send(its_purpose) || convert_to(who, 'UTF8')), 1, 5),
    'hex')
$function$;
comment on function payments.payer_word(bytea,uuid,text) is 'A payer''s word in the journal: the first five bytes of a hash with our key.';

create or replace function payments.refuse_change()
 returns trigger
 language plpgsql
as $function$
  begin
    raise exception 'what arrived is never rewritten: give it back, or book what corrects it'
      using errcode = 'restrict_violation', constraint = 'payment_is_kept', table = tg_table_name;
  end
$function$;

create or replace function payments.same_everywhere(its_name text)
 returns jsonb
 language sql
 immutable
as $function$
  select jsonb_build_object('sq', its_name, 'sr', its_name, 'en', its_name)
$function$;

create or replace function payments.take_step()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  declare
    its payments.payout;
    broken text;
  begin
    select * into its from payments.payout where id = new.payout_id for update;
    if its.state <> new.from_state then
      raise exception 'the payout went on meanwhile: it is %', its.state
        using errcode = 'check_violation', constraint = 'payout_step_from_where_it_stands', table = 'payout_step';
    end if;
    if new.to_state in ('requested', 'approved_once', 'ordered') or new.from_state = 'approved_once' and new.to_state = 'approved' then
      broken := payments.whom_it_may_be_paid(new.payout_id, new.at);
      if broken is not null then
        raise exception 'it may not be paid now' using errcode = 'check_violation',
          constraint = broken, table = 'payout_step';
      end if;
    end if;
    if new.to_state = 'approved_once' or new.from_state = 'approved_once' and new.to_state = 'approved' then
      if new.person_id is null or not payments.may_approve(new.payout_id, new.person_id) then
        raise exception 'this person may not approve it' using errcode = 'check_violation',
          constraint = 'payout_by_outsiders', table = 'payout_step';
      end if;
      if exists (
        select from payments.payout_step s
        where s.payout_id = new.payout_id and s.to_state = 'approved_once' and s.person_id = new.person_id
      ) then
        raise exception 'two different people approve' using errcode = 'check_violation',
          constraint = 'payout_by_two', table = 'payout_step';
      end if;
    end if;
    update payments.payout set state = new.to_state, state_at = new.at,
        requested_by = case new.to_state when 'requested' then new.person_id else requested_by end
      where id = new.payout_id;
    return new;
  end
$function$;

create or replace function payments.tell_entity(its_id uuid)
 returns void
 language sql
as $function$
  select payments.tell_owner(id, payments.same_everywhere(name))
    from payments.entity where id = its_id;
  select payments.tell_owner(b.id, payments.same_everywhere(e.name || ', ' || b.bank_name))
    from payments.bank_account b join payments.entity e on e.id = b.entity_id where e.id = its_id;
  select payments.tell_owner(p.id, payments.same_everywhere(e.name || ', ' || p.provider))
    from payments.processor_account p join payments.entity e on e.id = p.entity_id
    where e.id = its_id;
$function$;

create or replace function payments.tell_ledger()
 returns trigger
 language plpgsql
as $function$
  begin
    if tg_table_name = 'entity' then
      perform payments.tell_entity(new.id);
    elsif tg_table_name = 'purpose' then
      -- What an organisation is called, the ledger knows.
      if new.account_owner_id <> new.organisation_id then
        perform payments.tell_owner(new.account_owner_id, new.title);
        perform payments.tell_owner_slug(new.account_owner_id, new.path);
      end if;
    else
      perform payments.tell_entity(new.entity_id);
    end if;
    return null;
  end
$function$;

create or replace function payments.tell_owner(its_id uuid, its_name jsonb)
 returns void
 language sql
as $function$
  insert into ledger.owner (id, name) values (its_id, its_name)
  on conflict (id) do update set name = excluded.name, told_at = now()
    where ledger.owner.name is distinct from excluded.name
$function$;
comment on function payments.tell_owner(uuid,jsonb) is 'What the ledger calls an owner of accounts from now on.';

create or replace function payments.tell_owner_slug(its_id uuid, its_path text)
 returns void
 language sql
as $function$
  update ledger.owner o set slug = word.slug
    from (select left(nullif(regexp_replace(its_path, '^.*/', ''), ''), 200) as slug) word
    where o.id = its_id and o.slug is distinct from word.slug
$function$;
comment on function payments.tell_owner_slug(uuid,text) is 'By what word of its address an owner of accounts is found from now on.';

create or replace function payments.tell_payer()
 returns trigger
 language plpgsql
 security definer
 set search_path to 'payments', 'pg_temp'
as $function$
  begin
    perform ledger.tell_payers(array_agg(a.event_id), array_agg(payments.payer_word(k.key,
        a.purpose_id, p.visibility || ' ' || coalesce(p.person_id::text, p.donor_email, p.id::text))))
      from arrived a join pledge p on p.id = a.pledge_id cross join payer_key k
      having count(*) > 0;
    return null;
  end
$function$;

create or replace function payments.whom_it_may_be_paid(its_payout uuid, at timestamptz)
 returns text
 language sql
 stable
 set search_path to 'payments', 'pg_temp'
as $function$
  select case
    when o.hidden_at is not null or o.merged_into_id is not null or o.state <> 'verified'
      then 'payout_to_a_verified_organisation'
    when a.id is null or a.removed_at is not null or a.iban <> p.iban
      or a.organisation_id <> p.organisation_id or a.confirmed_at is null
      or a.confirmed_by is null or a.confirmed_by = a.added_by
      or a.confirmed_at + make_interval(days => t.hold_days) > at
      then 'payout_to_a_settled_account'
  end
  from payments.payout p
  join organisations.organisation o on o.id = p.organisation_id
  cross join payments.payout_terms t
  left join organisations.bank_account a on a.id = p.account_id
  where p.id = its_payout
$function$;
comment on function payments.whom_it_may_be_paid(uuid,timestamptz) is 'The constraint that is broken if money were paid now, or null.';

create table payments.allocation (
  id uuid not null,
  entry_id uuid not null,
  origin text not null,
  proposal_id uuid,
  kind text not null,
  pledge_id uuid,
  payment_id uuid,
  amount_minor bigint not null,
  event_id uuid not null,
  created_at timestamptz not null,
  constraint allocation_pkey primary key (id),
  constraint allocation_entry_id_fkey foreign key (entry_id) references payments.entry(id),
  constraint allocation_payment_id_fkey foreign key (payment_id) references payments.payment(id),
  constraint allocation_pledge_id_fkey foreign key (pledge_id) references payments.pledge(id),
  constraint allocation_proposal_id_fkey foreign key (proposal_id) references payments.proposal(id),
  constraint allocation_amount check (amount_minor > 0),
  constraint allocation_gift_is_a_payment check ((kind = 'gift'::text) = (payment_id is not null)),
  constraint allocation_kind check (kind = any (array['gift'::text, 'overpaid'::text, 'processor'::text])),
  constraint allocation_of_a_proposal check ((origin = 'proposal'::text) = (proposal_id is not null)),
  constraint allocation_origin check (origin = any (array['reference'::text, 'proposal'::text]))
);
create index allocation_entry on payments.allocation using btree (entry_id);
create index allocation_pledge on payments.allocation using btree (pledge_id);
create trigger allocation_is_counted after insert on payments.allocation referencing new table as placed for each statement execute function payments.count_allocated();
create trigger allocation_is_kept before delete or update on payments.allocation for each row execute function payments.refuse_change();
comment on table payments.allocation is 'What part of an entry is for what. Never changed.';
comment on column payments.allocation.origin is 'reference: the payer wrote it. proposal: two people said so.';

create table payments.bank_account (
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  iban text not null,
  bic text not null,
  bank_name text not null,
  holder text not null,
  currency text not null,
  is_sample boolean not null default false,
  added_by uuid,
  added_at timestamptz not null default now(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  closed_at timestamptz,
  constraint bank_account_pkey primary key (id),
  constraint bank_account_added_by_fkey foreign key (added_by) references people.person(id),
  constraint bank_account_confirmed_by_fkey foreign key (confirmed_by) references people.person(id),
  constraint bank_account_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint bank_account_entity_id_fkey foreign key (entity_id) references payments.entity(id),
  constraint bank_account_added_by_somebody check (is_sample or added_by is not null),
  constraint bank_account_bic check (bic ~ '^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'::text),
  constraint bank_account_confirmed_when check ((confirmed_by is null) = (confirmed_at is null)),
  constraint bank_account_holder check (length(holder) >= 2 and length(holder) <= 70),
  constraint bank_account_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text),
  constraint bank_account_second_person check (confirmed_by <> added_by)
);
create index bank_account_added_by on payments.bank_account using btree (added_by);
create index bank_account_confirmed_by on payments.bank_account using btree (confirmed_by);
create index bank_account_entity on payments.bank_account using btree (entity_id);
create unique index bank_account_once on payments.bank_account using btree (iban, currency) where (closed_at is null);
create trigger bank_account_is_guarded before update on payments.bank_account for each row execute function payments.guard_bank_account();
create trigger bank_account_is_named after insert or update of bank_name on payments.bank_account for each row execute function payments.tell_ledger();
comment on table payments.bank_account is 'An account into which people pay. It is shown to nobody before a second person confirmed it.';
comment on column payments.bank_account.holder is 'The payee as a bank wants it written.';

create table payments.bank_return (
  id uuid not null default uuidv7(),
  number bigint not null generated always as identity,
  refund_id uuid,
  entry_id uuid,
  bank_account_id uuid not null,
  iban text,
  bic text,
  holder text not null,
  bank_name text,
  amount_minor bigint not null,
  currency text not null,
  why text not null,
  state text not null default 'requested'::text,
  event_id uuid not null,
  leg_id uuid not null,
  requested_by uuid,
  confirmed_by uuid,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  credit_choice_id uuid,
  decided_by text not null default 'people'::text,
  told_by uuid,
  asks_giver boolean not null default false,
  giver_told_at timestamptz,
  constraint bank_return_pkey primary key (id),
  constraint bank_return_credit_choice unique (credit_choice_id),
  constraint bank_return_number unique (number),
  constraint bank_return_refund unique (refund_id),
  constraint bank_return_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint bank_return_confirmed_by_fkey foreign key (confirmed_by) references people.person(id),
  constraint bank_return_credit_choice_id_fkey foreign key (credit_choice_id) references payments.credit_choice(id),
  constraint bank_return_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint bank_return_refund_id_fkey foreign key (refund_id) references payments.refund(id),
  constraint bank_return_requested_by_fkey foreign key (requested_by) references people.person(id),
  constraint bank_return_told_by_fkey foreign key (told_by) references people.person(id),
  constraint bank_return_amount check (amount_minor > 0),
  constraint bank_return_confirmed check ((state = any (array['requested'::text, 'withdrawn'::text])) or confirmed_at is not null and (confirmed_by is not null or decided_by = 'rule'::text and told_by is null)),
  constraint bank_return_confirmed_by_another check (confirmed_by <> told_by),
  constraint bank_return_decided_by check (decided_by = any (array['people'::text, 'rule'::text])),
  constraint bank_return_ended check ((state = any (array['done'::text, 'failed'::text, 'withdrawn'::text])) = (ended_at is not null)),
  constraint bank_return_giver_alone check (not asks_giver or told_by is null),
  constraint bank_return_giver_seconded check (not asks_giver or (state = any (array['requested'::text, 'withdrawn'::text])) or confirmed_by is not null),
  constraint bank_return_giver_told check (
case
    when asks_giver then (giver_told_at is null) = (iban is null)
    else giver_told_at is null
end),
  constraint bank_return_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text),
  constraint bank_return_knows_whither check ((state = any (array['requested'::text, 'withdrawn'::text])) or iban is not null),
  constraint bank_return_of_one check (num_nonnulls(refund_id, entry_id, credit_choice_id) = 1),
  constraint bank_return_second_person check (confirmed_by <> requested_by),
  constraint bank_return_state check (state = any (array['requested'::text, 'confirmed'::text, 'ordered'::text, 'done'::text, 'failed'::text, 'withdrawn'::text])),
  constraint bank_return_told check (told_by is null or iban is not null),
  constraint bank_return_why check (length(why) >= 1 and length(why) <= 500)
);
create index bank_return_account on payments.bank_return using btree (bank_account_id);
create index bank_return_asks_giver on payments.bank_return using btree (created_at) where (asks_giver and (state = any (array['requested'::text, 'confirmed'::text, 'ordered'::text])));
create index bank_return_confirmed_by on payments.bank_return using btree (confirmed_by);
create unique index bank_return_entry on payments.bank_return using btree (entry_id) where (state <> all (array['failed'::text, 'withdrawn'::text]));
create index bank_return_open on payments.bank_return using btree (created_at) where (state = any (array['requested'::text, 'confirmed'::text, 'ordered'::text]));
create index bank_return_requested_by on payments.bank_return using btree (requested_by);
create index bank_return_told_by on payments.bank_return using btree (told_by);
create trigger bank_return_elsewhere before insert or update on payments.bank_return for each row execute function payments.guard_return_elsewhere();
create trigger bank_return_is_guarded before update on payments.bank_return for each row execute function payments.guard_bank_return();
create trigger bank_return_is_not_deleted before delete on payments.bank_return for each row execute function payments.refuse_change();
comment on table payments.bank_return is 'Money on its way back, by bank, to the account that it came from. It is reserved in the ledger from the moment it is asked for.';
comment on column payments.bank_return.refund_id is 'Of a payment; entry_id instead where the money never found a purpose.';
comment on column payments.bank_return.entry_id is 'The line of a bank''s statement with which it came.';
comment on column payments.bank_return.iban is 'Null as long as nobody knows whither: it came without an account, or what was sent there bounced.';
comment on column payments.bank_return.leg_id is 'The pending transfer that reserves it.';
comment on column payments.bank_return.credit_choice_id is 'Of what a donor had sent too much, and wants back.';
comment on column payments.bank_return.decided_by is 'people: two of them. rule: what everybody can read decides, and it goes to where it came from.';
comment on column payments.bank_return.told_by is 'Who wrote down the account that the donor named. Another person confirms it.';
comment on column payments.bank_return.asks_giver is 'It came by card, and the processor refused to give it back: its giver, and nobody else, says to which account it goes.';
comment on column payments.bank_return.giver_told_at is 'When its giver named the account, the last time.';

create table payments.bank_word (
  id uuid not null default uuidv7(),
  item_id uuid not null,
  says text not null,
  on_date date not null,
  why text not null,
  file_id uuid not null,
  stated_by uuid not null,
  stated_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  dropped_at timestamptz,
  constraint bank_word_pkey primary key (id),
  constraint bank_word_confirmed_by_fkey foreign key (confirmed_by) references people.person(id),
  constraint bank_word_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint bank_word_item_id_fkey foreign key (item_id) references payments.order_item(id),
  constraint bank_word_stated_by_fkey foreign key (stated_by) references people.person(id),
  constraint bank_word_confirmed check ((confirmed_by is null) = (confirmed_at is null)),
  constraint bank_word_ends_once check (confirmed_at is null or dropped_at is null),
  constraint bank_word_says check (says = any (array['paid'::text, 'failed'::text])),
  constraint bank_word_second_person check (confirmed_by <> stated_by),
  constraint bank_word_why check (length(why) >= 1 and length(why) <= 500)
);
create index bank_word_confirmed_by on payments.bank_word using btree (confirmed_by);
create index bank_word_file on payments.bank_word using btree (file_id);
create index bank_word_item on payments.bank_word using btree (item_id);
create unique index bank_word_open on payments.bank_word using btree (item_id) where ((confirmed_at is null) and (dropped_at is null));
create index bank_word_stated_by on payments.bank_word using btree (stated_by);
comment on table payments.bank_word is 'What an operator says that the bank did, with what shows it. Until a second one confirms it, it is said and nothing more.';

create table payments.card_charge (
  id uuid not null default uuidv7(),
  processor_account_id uuid not null,
  charge_ref text not null,
  intent_id uuid not null,
  payment_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  charged_at timestamptz not null,
  booked_at timestamptz not null,
  fingerprint text,
  constraint card_charge_pkey primary key (id),
  constraint card_charge_once unique (processor_account_id, charge_ref),
  constraint card_charge_payment unique (payment_id),
  constraint card_charge_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint card_charge_intent_id_fkey foreign key (intent_id) references payments.card_intent(id),
  constraint card_charge_payment_id_fkey foreign key (payment_id) references payments.payment(id),
  constraint card_charge_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_charge_amount check (amount_minor > 0),
  constraint card_charge_fingerprint check (length(fingerprint) >= 1 and length(fingerprint) <= 80)
);
create index card_charge_currency on payments.card_charge using btree (currency);
create index card_charge_intent on payments.card_charge using btree (intent_id);
create trigger card_charge_is_kept before delete or update on payments.card_charge for each row execute function payments.refuse_change();
comment on table payments.card_charge is 'Money that came by card, under the processor''s name of it.';
comment on column payments.card_charge.fingerprint is 'The processor''s word for the card, the same each time it pays; null where they have none.';

create table payments.card_check (
  id uuid not null default uuidv7(),
  processor_account_id uuid not null,
  listed_from timestamptz not null,
  listed_to timestamptz not null,
  movements integer not null,
  mended integer not null,
  differences jsonb not null,
  checked_at timestamptz not null,
  constraint card_check_pkey primary key (id),
  constraint card_check_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_check_counts check (movements >= 0 and mended >= 0),
  constraint card_check_differences check (jsonb_typeof(differences) = 'array'::text)
);
create index card_check_account on payments.card_check using btree (processor_account_id, checked_at);
comment on table payments.card_check is 'One comparison of the processor''s list with our books.';
comment on column payments.card_check.mended is 'Movements that our books had missed and were brought in by the comparison.';
comment on column payments.card_check.differences is 'What still differs, each with what they say and what we say.';

create table payments.card_dispute (
  id uuid not null default uuidv7(),
  processor_account_id uuid not null,
  dispute_ref text not null,
  charge_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  state text not null,
  reason text not null,
  reserved_minor bigint not null default 0,
  lost_minor bigint not null default 0,
  refund_id uuid,
  answer_by timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  constraint card_dispute_pkey primary key (id),
  constraint card_dispute_once unique (processor_account_id, dispute_ref),
  constraint card_dispute_charge_id_fkey foreign key (charge_id) references payments.card_charge(id),
  constraint card_dispute_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint card_dispute_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_dispute_refund_id_fkey foreign key (refund_id) references payments.refund(id),
  constraint card_dispute_amount check (amount_minor > 0),
  constraint card_dispute_shares check (reserved_minor >= 0 and lost_minor >= 0 and (reserved_minor + lost_minor) <= amount_minor),
  constraint card_dispute_state check (state = any (array['inquiry'::text, 'open'::text, 'won'::text, 'lost'::text]))
);
create index card_dispute_charge on payments.card_dispute using btree (charge_id);
create index card_dispute_currency on payments.card_dispute using btree (currency);
create index card_dispute_open on payments.card_dispute using btree (answer_by) where (state = any (array['inquiry'::text, 'open'::text]));
create index card_dispute_refund on payments.card_dispute using btree (refund_id);
comment on table payments.card_dispute is 'A donor''s bank wants the money of a charge back.';
comment on column payments.card_dispute.state is 'inquiry: the bank asks, and nothing is held. open: the money is held until it is decided.';
comment on column payments.card_dispute.reserved_minor is 'What the purpose still had, and is reserved of it.';
comment on column payments.card_dispute.lost_minor is 'What it had not any more when the dispute was lost: the collecting entity bears it.';

create table payments.card_event (
  id uuid not null default uuidv7(),
  processor_account_id uuid not null,
  event_ref text not null,
  kind text not null,
  object_kind text,
  object_ref text,
  body text not null,
  state text not null,
  why text,
  attempts integer not null default 0,
  next_at timestamptz,
  said_at timestamptz not null,
  received_at timestamptz not null,
  done_at timestamptz,
  constraint card_event_pkey primary key (id),
  constraint card_event_once unique (processor_account_id, event_ref),
  constraint card_event_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_event_done_when check ((state = any (array['done'::text, 'ignored'::text, 'settled'::text])) = (done_at is not null)),
  constraint card_event_ignored check (state <> 'ignored'::text or object_kind is null),
  constraint card_event_object check ((object_kind is null) = (object_ref is null)),
  constraint card_event_state check (state = any (array['waiting'::text, 'parked'::text, 'done'::text, 'ignored'::text, 'unresolved'::text, 'settled'::text])),
  constraint card_event_waits check ((state = any (array['waiting'::text, 'parked'::text])) = (next_at is not null))
);
create index card_event_next on payments.card_event using btree (next_at) where (next_at is not null);
create index card_event_unresolved on payments.card_event using btree (received_at) where (state = 'unresolved'::text);
create trigger card_event_stays_what_it_is before update on payments.card_event for each row when ((old.state = any (array['done'::text, 'settled'::text])) and (new.body <> ''::text or new.state <> old.state) or new.body <> old.body and new.body <> ''::text or new.processor_account_id is distinct from old.processor_account_id or new.event_ref is distinct from old.event_ref or new.kind is distinct from old.kind or new.said_at is distinct from old.said_at or new.received_at is distinct from old.received_at) execute function payments.refuse_change();
comment on table payments.card_event is 'What a processor told us, as it came, once for each of its names. It is kept before anything is done about it, and is done when its effect is booked.';
comment on column payments.card_event.body is 'What was signed, letter by letter; empty when it was forgotten.';
comment on column payments.card_event.state is 'parked: what it is about could not be found out yet, and is asked again. unresolved: it is about money that no pledge of ours knows; an operator looks and marks it settled. ignored: news of no concern to us.';
comment on column payments.card_event.said_at is 'By the processor''s clock.';

create table payments.card_intent (
  id uuid not null default uuidv7(),
  pledge_id uuid not null,
  processor_account_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  state text not null default 'asking'::text,
  checkout_ref text,
  payment_ref text,
  redirect_to text,
  detail text,
  attempts integer not null default 0,
  next_at timestamptz,
  held_until timestamptz,
  returned_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  kept_card boolean not null default false,
  constraint card_intent_pkey primary key (id),
  constraint card_intent_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint card_intent_pledge_id_fkey foreign key (pledge_id) references payments.pledge(id),
  constraint card_intent_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_intent_amount check (amount_minor > 0),
  constraint card_intent_open_has_a_page check ((state <> 'open'::text or checkout_ref is not null and redirect_to is not null) and (state <> 'processing'::text or kept_card or checkout_ref is not null)),
  constraint card_intent_state check (state = any (array['asking'::text, 'unknown'::text, 'open'::text, 'processing'::text, 'paid'::text, 'failed'::text, 'expired'::text, 'refused'::text])),
  constraint card_intent_waits check ((state = any (array['asking'::text, 'unknown'::text, 'open'::text, 'processing'::text])) = (next_at is not null))
);
create unique index card_intent_checkout on payments.card_intent using btree (processor_account_id, checkout_ref);
create index card_intent_currency on payments.card_intent using btree (currency);
create index card_intent_next on payments.card_intent using btree (next_at) where (next_at is not null);
create unique index card_intent_one_at_a_time on payments.card_intent using btree (pledge_id) where (state = any (array['asking'::text, 'unknown'::text, 'open'::text, 'processing'::text]));
create index card_intent_pledge on payments.card_intent using btree (pledge_id, created_at);
comment on table payments.card_intent is 'One try to pay a pledge by card. Written before the processor is asked: its id is the key under which asking again is the same asking.';
comment on column payments.card_intent.state is 'unknown: the processor was asked and no answer came, so it may have happened. refused: it said no to being asked.';
comment on column payments.card_intent.checkout_ref is 'The processor''s name of it.';
comment on column payments.card_intent.detail is 'What the processor said besides, for operators: why it refused, or why a card was declined.';
comment on column payments.card_intent.next_at is 'When the processor is asked next, whether anybody comes back or not. Null when there is nothing more to ask.';
comment on column payments.card_intent.held_until is 'A worker is asking; afterwards another may.';
comment on column payments.card_intent.returned_at is 'When the donor came back from the payment page.';
comment on column payments.card_intent.kept_card is 'A kept card is charged, and nobody is at a payment page.';

create table payments.card_mandate (
  recurring_id uuid not null,
  processor_account_id uuid not null,
  terms text not null,
  terms_locale text not null,
  agreed_at timestamptz not null,
  card_ref text,
  card_said text,
  kept_at timestamptz,
  ended_at timestamptz,
  forgotten_at timestamptz,
  constraint card_mandate_pkey primary key (recurring_id),
  constraint card_mandate_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_mandate_recurring_id_fkey foreign key (recurring_id) references payments.recurring(id),
  constraint card_mandate_forgotten_when check (forgotten_at is null or ended_at is not null),
  constraint card_mandate_kept_when check ((card_ref is null) = (kept_at is null)),
  constraint card_mandate_terms check (length(terms) >= 20 and length(terms) <= 2000)
);
create index card_mandate_account on payments.card_mandate using btree (processor_account_id);
create index card_mandate_to_forget on payments.card_mandate using btree (ended_at) where (forgotten_at is null);
create trigger keep_mandate before update on payments.card_mandate for each row execute function payments.keep_mandate();
comment on table payments.card_mandate is 'A donor''s word that a card may be charged again. The card itself is with the processor.';
comment on column payments.card_mandate.terms is 'What the donor agreed to, as it stood on their page. Never changed.';
comment on column payments.card_mandate.card_ref is 'The processor''s name of the card; null until the first payment went through.';
comment on column payments.card_mandate.card_said is 'By which its holder knows it, such as visa 4242.';
comment on column payments.card_mandate.forgotten_at is 'Since when the processor cannot charge it any more.';

create table payments.card_movement (
  id uuid not null default uuidv7(),
  processor_account_id uuid not null,
  movement_ref text not null,
  kind text not null,
  about text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  currency text not null,
  moved_at timestamptz not null,
  booked_at timestamptz not null,
  constraint card_movement_pkey primary key (id),
  constraint card_movement_once unique (processor_account_id, movement_ref),
  constraint card_movement_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint card_movement_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_movement_kind check (kind = any (array['charge'::text, 'refund'::text, 'dispute'::text, 'fee'::text, 'payout'::text, 'other'::text]))
);
create index card_movement_currency on payments.card_movement using btree (currency);
create index card_movement_when on payments.card_movement using btree (processor_account_id, moved_at);
create trigger card_movement_is_kept before delete or update on payments.card_movement for each row execute function payments.refuse_change();
comment on table payments.card_movement is 'A line of the processor''s own account of us that our books have answered: its fee is booked, and its currency changed where they changed it.';
comment on column payments.card_movement.amount_minor is 'Before the fee; positive is to our credit.';

create table payments.card_refund (
  id uuid not null,
  charge_id uuid not null,
  processor_account_id uuid not null,
  refund_ref text,
  amount_minor bigint not null,
  lost_minor bigint not null default 0,
  state text not null,
  came_back_at timestamptz,
  detail text,
  attempts integer not null default 0,
  next_at timestamptz,
  held_until timestamptz,
  created_at timestamptz not null,
  constraint card_refund_pkey primary key (id),
  constraint card_refund_once unique (processor_account_id, refund_ref),
  constraint card_refund_charge_id_fkey foreign key (charge_id) references payments.card_charge(id),
  constraint card_refund_id_fkey foreign key (id) references payments.refund(id),
  constraint card_refund_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_refund_amount check (amount_minor > 0),
  constraint card_refund_came_back check (came_back_at is null or state = 'done'::text),
  constraint card_refund_lost check (lost_minor >= 0 and lost_minor <= amount_minor),
  constraint card_refund_sent_has_a_name check ((state <> all (array['sent'::text, 'done'::text])) or refund_ref is not null),
  constraint card_refund_state check (state = any (array['asking'::text, 'unknown'::text, 'sent'::text, 'done'::text, 'failed'::text])),
  constraint card_refund_waits check ((state = any (array['asking'::text, 'unknown'::text, 'sent'::text])) = (next_at is not null))
);
create index card_refund_charge on payments.card_refund using btree (charge_id);
create index card_refund_next on payments.card_refund using btree (next_at) where (next_at is not null);
comment on table payments.card_refund is 'The processor''s part of a refund: asked for by us under its id, or found there under the name it has.';
comment on column payments.card_refund.lost_minor is 'What the purpose did not have any more when somebody gave back in the processor''s dashboard: the collecting entity bears it.';
comment on column payments.card_refund.came_back_at is 'The donor''s bank sent it back after the processor had said that it was there: it was booked for its purpose again.';

create table payments.card_refusal (
  processor_account_id uuid not null,
  day date not null,
  why text not null,
  times integer not null default 1,
  last_at timestamptz not null,
  constraint card_refusal_pkey primary key (processor_account_id, day, why),
  constraint card_refusal_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint card_refusal_why check (why = any (array['forged'::text, 'too_old'::text, 'unreadable'::text]))
);
comment on table payments.card_refusal is 'How often something came to a processor''s address that was not its own word. What it said is not kept.';

create table payments.credit_choice (
  id uuid not null,
  pledge_id uuid not null,
  choice text not null,
  amount_minor bigint not null,
  currency text not null,
  purpose_id uuid,
  event_id uuid,
  chosen_at timestamptz not null,
  constraint credit_choice_pkey primary key (id),
  constraint credit_choice_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint credit_choice_pledge_id_fkey foreign key (pledge_id) references payments.pledge(id),
  constraint credit_choice_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint credit_choice_amount check (amount_minor > 0),
  constraint credit_choice_booked check (choice = 'back'::text or event_id is not null),
  constraint credit_choice_choice check (choice = any (array['keep'::text, 'other'::text, 'back'::text])),
  constraint credit_choice_of_what check ((choice = 'back'::text) = (purpose_id is null))
);
create index credit_choice_pledge on payments.credit_choice using btree (pledge_id);
create index credit_choice_purpose on payments.credit_choice using btree (purpose_id);
comment on table payments.credit_choice is 'What a donor chose for money that was more than they promised.';
comment on column payments.credit_choice.choice is 'keep: the same purpose gets it too. other: another one does. back: treasurers give it back.';

create table payments.entity (
  id uuid not null default uuidv7(),
  name text not null,
  legal_form text,
  address text not null,
  country text not null,
  registration_number text,
  is_home boolean not null default false,
  is_sample boolean not null default false,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint entity_pkey primary key (id),
  constraint entity_country check (country ~ '^[A-Z]{2}$'::text),
  constraint entity_home_is_open check (not is_home or closed_at is null),
  constraint entity_name check (length(name) >= 2 and length(name) <= 70)
);
create unique index entity_home on payments.entity using btree (is_home) where is_home;
create trigger entity_is_named after insert or update of name on payments.entity for each row execute function payments.tell_ledger();
comment on table payments.entity is 'A legal person in whose name money is collected: it stands on the receipt.';
comment on column payments.entity.name is 'At most 70 characters: so many fit into a payment order.';
comment on column payments.entity.country is 'ISO 3166-1 alpha-2, and XK.';
comment on column payments.entity.is_home is 'The one that owes the organisations and pays them out. What others collect, they owe it.';

create table payments.entry (
  id uuid not null,
  bank_account_id uuid not null,
  statement_id uuid not null,
  booked_in uuid,
  booking_key text not null,
  part integer not null default 1,
  path text not null,
  amount_minor bigint not null,
  currency text not null,
  ordered_minor bigint,
  ordered_currency text,
  booked_on date not null,
  value_on date,
  bank_reference text,
  end_to_end_id text,
  kind text,
  reversal boolean not null default false,
  return_reason text,
  lines text[] not null default '{}'::text[],
  found text[] not null default '{}'::text[],
  event_id uuid not null,
  state text not null default 'open'::text,
  why_open text,
  allocated_minor bigint not null default 0,
  settled_at timestamptz,
  created_at timestamptz not null,
  constraint entry_pkey primary key (id),
  constraint entry_once unique (bank_account_id, booking_key, part),
  constraint entry_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint entry_booked_in_fkey foreign key (booked_in) references payments.statement(id),
  constraint entry_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint entry_statement_id_fkey foreign key (statement_id) references payments.statement(id),
  constraint entry_allocated check (allocated_minor >= 0 and allocated_minor <= abs(amount_minor)),
  constraint entry_amount check (amount_minor <> 0),
  constraint entry_matched_whole check (state <> 'matched'::text or allocated_minor = abs(amount_minor)),
  constraint entry_open_says_why check ((state = any (array['open'::text, 'to_return'::text])) or why_open is null),
  constraint entry_part check (part > 0),
  constraint entry_state check (state = any (array['open'::text, 'matched'::text, 'to_return'::text, 'returning'::text, 'returned'::text, 'executed'::text, 'charged'::text, 'explained'::text, 'reversed'::text]))
);
create index entry_bank_reference on payments.entry using btree (bank_account_id, bank_reference);
create index entry_end_to_end on payments.entry using btree (end_to_end_id) where (end_to_end_id is not null);
create index entry_open on payments.entry using btree (bank_account_id, booked_on) where (state = any (array['open'::text, 'to_return'::text, 'returning'::text]));
create index entry_statement on payments.entry using btree (statement_id);
create index entry_to_match on payments.entry using btree (id) where ((state = 'open'::text) and (why_open is null));
create index entry_unclaimed on payments.entry using btree (booked_on) where ((amount_minor > 0) and (state = any (array['open'::text, 'to_return'::text])));
create trigger entry_is_not_deleted before delete on payments.entry for each row execute function payments.refuse_change();
create trigger entry_stays_what_it_is before update on payments.entry for each row when (new.id is distinct from old.id or new.bank_account_id is distinct from old.bank_account_id or new.statement_id is distinct from old.statement_id or new.booking_key is distinct from old.booking_key or new.part is distinct from old.part or new.amount_minor is distinct from old.amount_minor or new.currency is distinct from old.currency or new.booked_on is distinct from old.booked_on or new.event_id is distinct from old.event_id) execute function payments.refuse_change();
comment on table payments.entry is 'One payment of one entry of a bank''s statement: posted once, whatever file it comes in. A batch is several parts.';
comment on column payments.entry.statement_id is 'Where it was told first.';
comment on column payments.entry.booked_in is 'The statement whose balances contain it; a notice has none.';
comment on column payments.entry.booking_key is 'By it the same entry is recognised in another file.';
comment on column payments.entry.amount_minor is 'Positive what came in, negative what went out.';
comment on column payments.entry.ordered_minor is 'What the payer ordered, where the bank''s rate made another currency of it.';
comment on column payments.entry.lines is 'What the payer wrote.';
comment on column payments.entry.found is 'Valid references in it, whether we gave them out or not.';
comment on column payments.entry.event_id is 'The event in the ledger that booked it.';
comment on column payments.entry.state is 'open: in suspense, on the work list. matched: its purpose is known. executed: it was an order of ours. charged: the bank''s own cost. explained: something else, said by two people.';
comment on column payments.entry.why_open is 'Why it could not be matched by itself; null before that was tried.';
comment on column payments.entry.allocated_minor is 'Kept by a trigger: how much of it has its purpose.';

create table payments.entry_party (
  entry_id uuid not null,
  name text,
  iban text,
  account text,
  bic text,
  constraint entry_party_pkey primary key (entry_id),
  constraint entry_party_entry_id_fkey foreign key (entry_id) references payments.entry(id)
);
create index entry_party_iban on payments.entry_party using btree (iban);
comment on table payments.entry_party is 'The other side of an entry. Guarded: whole account numbers are for treasurers and for payment orders, never for letters, logs or public pages.';

create table payments.letter (
  kind text not null,
  about_id uuid not null,
  sent_at timestamptz not null,
  constraint letter_pkey primary key (kind, about_id),
  constraint letter_kind check (kind ~ '^[a-z_]{3,30}$'::text)
);
comment on table payments.letter is 'Which letter was sent about what: none is sent twice, however often its job runs.';

create table payments.merge_move (
  merge_id uuid not null,
  currency text not null,
  event_id uuid not null,
  amount_minor bigint not null,
  back_minor bigint,
  at timestamptz not null,
  constraint merge_move_pkey primary key (event_id),
  constraint merge_move_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint merge_move_merge_id_fkey foreign key (merge_id) references organisations.merge(id),
  constraint merge_move_amount check (amount_minor > 0),
  constraint merge_move_back check (back_minor >= 0 and back_minor <= amount_minor)
);
create index merge_move_merge on payments.merge_move using btree (merge_id);
comment on table payments.merge_move is 'Money of an organisation that became one with another, moved to the one that stays.';
comment on column payments.merge_move.back_minor is 'How much of it went back when the merge was undone; what was spent since cannot.';

create table payments.order_item (
  id uuid not null,
  order_id uuid not null,
  "position" integer not null,
  payout_id uuid,
  bank_return_id uuid,
  end_to_end_id text not null,
  amount_minor bigint not null,
  iban text not null,
  bic text,
  holder text not null,
  bank_name text,
  remittance text not null,
  state text not null default 'ordered'::text,
  state_on date,
  event_id uuid not null,
  leg_id uuid not null,
  constraint order_item_pkey primary key (id),
  constraint order_item_place unique (order_id, "position"),
  constraint order_item_bank_return_id_fkey foreign key (bank_return_id) references payments.bank_return(id),
  constraint order_item_order_id_fkey foreign key (order_id) references payments.payment_order(id),
  constraint order_item_payout_id_fkey foreign key (payout_id) references payments.payout(id),
  constraint order_item_amount check (amount_minor > 0),
  constraint order_item_end_to_end check (end_to_end_id ~ '^[A-Z0-9-]{1,35}$'::text),
  constraint order_item_of_one check (num_nonnulls(payout_id, bank_return_id) = 1),
  constraint order_item_state check (state = any (array['ordered'::text, 'paid'::text, 'failed'::text, 'dropped'::text]))
);
create unique index order_item_named on payments.order_item using btree (end_to_end_id) where (state <> 'dropped'::text);
create unique index order_item_payout on payments.order_item using btree (payout_id) where (state <> 'dropped'::text);
create unique index order_item_return on payments.order_item using btree (bank_return_id) where (state <> 'dropped'::text);
create trigger order_item_is_guarded before update on payments.order_item for each row execute function payments.guard_order_item();
create trigger order_item_is_not_deleted before delete on payments.order_item for each row execute function payments.refuse_change();
comment on table payments.order_item is 'One payment of a file. Its end_to_end_id comes back on the bank''s statement.';
comment on column payments.order_item.leg_id is 'The pending transfer that reserves the money until the bank speaks.';

create table payments.payer_key (
  only_one boolean not null default true,
  key bytea not null default (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  constraint payer_key_pkey primary key (only_one),
  constraint payer_key_bytes check (octet_length(key) = 32),
  constraint payer_key_only_one check (only_one)
);
comment on table payments.payer_key is 'Made once here; the application cannot read it.';

create table payments.payment (
  id uuid not null,
  pledge_id uuid,
  purpose_id uuid not null,
  method text not null,
  amount_minor bigint not null,
  currency text not null,
  original_minor bigint,
  original_currency text,
  received_on date not null,
  event_id uuid not null,
  source text not null,
  source_id uuid not null,
  created_at timestamptz not null,
  origin_id uuid,
  constraint payment_pkey primary key (id),
  constraint payment_event_once unique (event_id),
  constraint payment_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint payment_original_currency_fkey foreign key (original_currency) references ledger.currency(code),
  constraint payment_pledge_id_fkey foreign key (pledge_id) references payments.pledge(id),
  constraint payment_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint payment_amount check (amount_minor > 0),
  constraint payment_method check (method = any (array['bank'::text, 'card'::text])),
  constraint payment_original check ((original_minor is null) = (original_currency is null) and original_minor > 0 and original_currency <> currency),
  constraint payment_passed_on check ((source = 'passed_on'::text) = (origin_id is not null)),
  constraint payment_source check (source = any (array['entry'::text, 'charge'::text, 'credit'::text, 'passed_on'::text]))
);
create index payment_currency on payments.payment using btree (currency);
create index payment_origin on payments.payment using btree (origin_id) where (origin_id is not null);
create index payment_original_currency on payments.payment using btree (original_currency);
create index payment_pledge on payments.payment using btree (pledge_id);
create index payment_purpose on payments.payment using btree (purpose_id, received_on);
create index payment_source_of on payments.payment using btree (source, source_id);
create trigger payment_is_counted after insert on payments.payment referencing new table as arrived for each statement execute function payments.count_received();
create trigger payment_is_kept before delete or update on payments.payment for each row execute function payments.refuse_change();
create trigger payment_is_not_emptied before truncate on payments.payment for each statement execute function payments.refuse_change();
create trigger payment_left_another before insert on payments.payment for each row when (new.source = 'passed_on'::text) execute function payments.guard_passed_on();
create trigger payment_payer_is_told after insert on payments.payment referencing new table as arrived for each statement execute function payments.tell_payer();
comment on table payments.payment is 'Money that arrived and found its purpose. Never changed; what goes back is a refund.';
comment on column payments.payment.original_minor is 'What was sent, where the bank''s rate made another currency of it.';
comment on column payments.payment.event_id is 'The event in the ledger that booked it.';
comment on column payments.payment.source is 'entry: a line of a bank''s statement. charge: a card. credit: what a donor had left here before. passed_on: another payment, which its giver gave on.';
comment on column payments.payment.origin_id is 'Of what was given on: the payment with which it came to us, however often it was given on since.';

create table payments.payment_order (
  id uuid not null default uuidv7(),
  number bigint not null generated always as identity,
  bank_account_id uuid not null,
  currency text not null,
  items integer not null,
  total_minor bigint not null,
  execute_on date not null,
  xml text not null,
  sha256 text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  sent_by uuid,
  sent_at timestamptz,
  dropped_by uuid,
  dropped_at timestamptz,
  constraint payment_order_pkey primary key (id),
  constraint payment_order_number unique (number),
  constraint payment_order_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint payment_order_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint payment_order_dropped_by_fkey foreign key (dropped_by) references people.person(id),
  constraint payment_order_made_by_fkey foreign key (made_by) references people.person(id),
  constraint payment_order_sent_by_fkey foreign key (sent_by) references people.person(id),
  constraint payment_order_dropped check ((dropped_by is null) = (dropped_at is null)),
  constraint payment_order_hash check (sha256 = encode(sha256(convert_to(xml, 'UTF8'::name)), 'hex'::text)),
  constraint payment_order_items check (items > 0 and total_minor > 0),
  constraint payment_order_second_person check (sent_by <> made_by),
  constraint payment_order_sent check ((sent_by is null) = (sent_at is null)),
  constraint payment_order_sent_or_dropped check (sent_at is null or dropped_at is null)
);
create index payment_order_account on payments.payment_order using btree (bank_account_id);
create index payment_order_dropped_by on payments.payment_order using btree (dropped_by);
create index payment_order_made_by on payments.payment_order using btree (made_by);
create index payment_order_sent_by on payments.payment_order using btree (sent_by);
create trigger payment_order_is_guarded before update on payments.payment_order for each row execute function payments.guard_payment_order();
create trigger payment_order_is_not_deleted before delete on payments.payment_order for each row execute function payments.refuse_change();
comment on table payments.payment_order is 'One file for one of our banks. A second person compares its hash with what the bank has, and says that it was sent.';
comment on column payments.payment_order.xml is 'pain.001.001.09, as it was downloaded.';
comment on column payments.payment_order.dropped_at is 'It never went to the bank; what was in it waits for another file.';

create table payments.payout (
  id uuid not null default uuidv7(),
  number bigint not null generated always as identity,
  organisation_id uuid not null,
  account_id uuid not null,
  iban text not null,
  bic text,
  holder text not null,
  bank_name text not null,
  amount_minor bigint not null,
  currency text not null,
  purpose text not null,
  state text not null default 'draft'::text,
  state_at timestamptz not null,
  created_by uuid,
  requested_by uuid,
  created_at timestamptz not null,
  is_sample boolean not null default false,
  purpose_id uuid,
  part_id uuid,
  part_title kit.localized,
  constraint payout_pkey primary key (id),
  constraint payout_number unique (number),
  constraint payout_account_id_fkey foreign key (account_id) references organisations.bank_account(id),
  constraint payout_created_by_fkey foreign key (created_by) references people.person(id),
  constraint payout_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint payout_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint payout_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint payout_requested_by_fkey foreign key (requested_by) references people.person(id),
  constraint payout_amount check (amount_minor > 0),
  constraint payout_bic check (bic ~ '^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'::text),
  constraint payout_holder check (length(holder) >= 2 and length(holder) <= 140),
  constraint payout_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text),
  constraint payout_part_of_a_purpose check ((purpose_id is null) = (part_id is null) and (part_id is null) = (part_title is null)),
  constraint payout_purpose check (length(purpose) >= 1 and length(purpose) <= 500),
  constraint payout_state check (state = any (array['draft'::text, 'requested'::text, 'approved_once'::text, 'approved'::text, 'ordered'::text, 'paid'::text, 'failed'::text, 'returned'::text, 'refused'::text, 'cancelled'::text]))
);
create index payout_account on payments.payout using btree (account_id);
create index payout_created_by on payments.payout using btree (created_by);
create index payout_open on payments.payout using btree (state_at) where (state = any (array['requested'::text, 'approved_once'::text, 'approved'::text, 'ordered'::text]));
create index payout_organisation on payments.payout using btree (organisation_id, created_at);
create index payout_purpose on payments.payout using btree (purpose_id) where (purpose_id is not null);
create index payout_requested_by on payments.payout using btree (requested_by);
create trigger payout_is_bound before insert or update on payments.payout for each row execute function payments.guard_bound_payout();
create trigger payout_is_guarded before insert or update on payments.payout for each row execute function payments.guard_payout();
create trigger payout_is_not_deleted before delete on payments.payout for each row execute function payments.refuse_change();
comment on table payments.payout is 'Money that an organisation asks for, to one of its own accounts.';
comment on column payments.payout.number is 'With it the bank names the payment: MZ-P-000123.';
comment on column payments.payout.iban is 'As the account was when it was asked for; it must still be that when the file is made.';
comment on column payments.payout.holder is 'Whom the bank is told to pay.';
comment on column payments.payout.state is 'Written by the trigger on payout_step alone.';
comment on column payments.payout.purpose_id is 'Where it is not the organisation''s free money: the purpose that it was given for, whose account pays.';
comment on column payments.payout.part_id is 'The part of that purpose, as the module knows it that registered the purpose.';
comment on column payments.payout.part_title is 'How that part was called when it was asked for.';

create table payments.payout_document (
  payout_id uuid not null,
  file_id uuid not null,
  added_by uuid,
  added_at timestamptz not null,
  constraint payout_document_pkey primary key (payout_id, file_id),
  constraint payout_document_added_by_fkey foreign key (added_by) references people.person(id),
  constraint payout_document_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint payout_document_payout_id_fkey foreign key (payout_id) references payments.payout(id)
);
create index payout_document_added_by on payments.payout_document using btree (added_by);
create index payout_document_file on payments.payout_document using btree (file_id);
create trigger payout_document_is_guarded before insert or delete on payments.payout_document for each row execute function payments.guard_document();
create trigger payout_document_is_kept before update on payments.payout_document for each row execute function payments.refuse_change();
comment on table payments.payout_document is 'What shows what the money is for. Evidence: only the organisation''s people and operators see it.';

create table payments.payout_step (
  id uuid not null default uuidv7(),
  payout_id uuid not null,
  from_state text not null,
  to_state text not null,
  person_id uuid,
  second_id uuid,
  reason text,
  why text,
  at timestamptz not null,
  constraint payout_step_pkey primary key (id),
  constraint payout_step_payout_id_fkey foreign key (payout_id) references payments.payout(id),
  constraint payout_step_person_id_fkey foreign key (person_id) references people.person(id),
  constraint payout_step_second_id_fkey foreign key (second_id) references people.person(id),
  constraint payout_step_leads_on check (from_state = 'draft'::text and to_state = 'requested'::text or from_state = 'draft'::text and to_state = 'cancelled'::text or from_state = 'requested'::text and to_state = 'approved_once'::text or from_state = 'requested'::text and to_state = 'cancelled'::text or from_state = 'requested'::text and to_state = 'refused'::text or from_state = 'approved_once'::text and to_state = 'approved'::text or from_state = 'approved_once'::text and to_state = 'refused'::text or from_state = 'approved'::text and to_state = 'ordered'::text or from_state = 'approved'::text and to_state = 'refused'::text or from_state = 'ordered'::text and to_state = 'approved'::text or from_state = 'ordered'::text and to_state = 'paid'::text or from_state = 'ordered'::text and to_state = 'failed'::text or from_state = 'paid'::text and to_state = 'returned'::text),
  constraint payout_step_refused_why check (to_state <> 'refused'::text or reason is not null),
  constraint payout_step_second_person check (second_id <> person_id),
  constraint payout_step_why check (length(why) >= 1 and length(why) <= 1000)
);
create index payout_step_of on payments.payout_step using btree (payout_id, at);
create index payout_step_person on payments.payout_step using btree (person_id);
create index payout_step_second on payments.payout_step using btree (second_id);
create trigger payout_follows_its_steps before insert on payments.payout_step for each row execute function payments.take_step();
create trigger payout_step_is_kept before delete or update on payments.payout_step for each row execute function payments.refuse_change();
create trigger payout_step_is_not_emptied before truncate on payments.payout_step for each statement execute function payments.refuse_change();
create trigger payout_step_shows_what_for before insert on payments.payout_step for each row execute function payments.guard_bound_step();
comment on table payments.payout_step is 'From where to where a payout came, when, by whom and why. Written once; the payout''s state follows it.';
comment on column payments.payout_step.person_id is 'Null when the bank''s statement said it.';
comment on column payments.payout_step.second_id is 'Who confirmed it, where one person''s word is not enough.';

create table payments.payout_terms (
  only_one boolean not null default true,
  hold_days integer not null default 7,
  card_hold_days integer not null default 14,
  unclaimed_days integer not null default 60,
  constraint payout_terms_pkey primary key (only_one),
  constraint payout_terms_card_hold check (card_hold_days >= 0 and card_hold_days <= 180),
  constraint payout_terms_hold check (hold_days >= 0 and hold_days <= 90),
  constraint payout_terms_only_one check (only_one),
  constraint payout_terms_unclaimed check (unclaimed_days >= 14 and unclaimed_days <= 730)
);
comment on table payments.payout_terms is 'How long money waits before it may leave. One row.';
comment on column payments.payout_terms.hold_days is 'So long after the second person confirmed it nothing is paid to an account: whoever stole a mailbox is found out in this time.';
comment on column payments.payout_terms.card_hold_days is 'So long after a gift by card its money stays: gifts by stolen cards are taken back.';
comment on column payments.payout_terms.unclaimed_days is 'So long after its day an entry that nobody could match goes back to the account it came from.';

create table payments.pledge (
  id uuid not null default uuidv7(),
  purpose_id uuid not null,
  method text not null,
  amount_minor bigint not null,
  currency text not null,
  reference text not null,
  state text not null default 'open'::text,
  received_minor bigint not null default 0,
  returned_minor bigint not null default 0,
  donor_name text,
  donor_email text,
  donor_country text,
  locale text not null,
  visibility text not null,
  in_name_of text,
  message text,
  person_id uuid,
  recurring_id uuid,
  collecting_entity_id uuid not null,
  bank_account_id uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  first_received_at timestamptz,
  paid_at timestamptz,
  is_sample boolean not null default false,
  thanks_id uuid,
  thanks_held boolean not null default false,
  thanked_at timestamptz,
  thanked_by uuid,
  thanks_note text,
  constraint pledge_pkey primary key (id),
  constraint pledge_reference_once unique (reference),
  constraint pledge_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint pledge_collecting_entity_id_fkey foreign key (collecting_entity_id) references payments.entity(id),
  constraint pledge_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint pledge_person_id_fkey foreign key (person_id) references people.person(id),
  constraint pledge_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint pledge_thanked_by_fkey foreign key (thanked_by) references people.person(id),
  constraint pledge_thanks_id_fkey foreign key (thanks_id) references payments.thanks(id),
  constraint pledge_amount check (amount_minor > 0),
  constraint pledge_bank_has_an_account check ((method = 'bank'::text) = (bank_account_id is not null)),
  constraint pledge_country check (donor_country ~ '^[A-Z]{2}$'::text),
  constraint pledge_email check (donor_email = lower(donor_email) and length(donor_email) >= 3 and length(donor_email) <= 254),
  constraint pledge_locale check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'::text),
  constraint pledge_method check (method = any (array['bank'::text, 'card'::text])),
  constraint pledge_reference check (reference ~ '^RF[0-9]{2}[0-9A-Z]{1,21}$'::text),
  constraint pledge_state check (state = any (array['open'::text, 'withdrawn'::text, 'expired'::text])),
  constraint pledge_sums check (returned_minor >= 0 and received_minor >= returned_minor),
  constraint pledge_thanks_note_check check (length(thanks_note) >= 1 and length(thanks_note) <= 500),
  constraint pledge_visibility check (visibility = any (array['named'::text, 'anonymous'::text])),
  constraint pledge_withdrawn_before_it_came check (state <> 'withdrawn'::text or received_minor = 0)
);
create index pledge_bank_account on payments.pledge using btree (bank_account_id);
create index pledge_currency on payments.pledge using btree (currency);
create index pledge_email_of on payments.pledge using btree (donor_email);
create index pledge_entity on payments.pledge using btree (collecting_entity_id);
create index pledge_person on payments.pledge using btree (person_id);
create index pledge_purpose on payments.pledge using btree (purpose_id, created_at);
create index pledge_recurring on payments.pledge using btree (recurring_id, created_at) where (recurring_id is not null);
create index pledge_thanked_by on payments.pledge using btree (thanked_by) where (thanked_by is not null);
create index pledge_thanks on payments.pledge using btree (thanks_id) where (thanks_id is not null);
create index pledge_waiting on payments.pledge using btree (expires_at) where ((state = 'open'::text) and (received_minor = 0));
create trigger pledge_by_bank_only before insert on payments.pledge for each row when (new.method = 'card'::text) execute function payments.guard_method();
create trigger pledge_thanks_are_counted before insert or update on payments.pledge for each row execute function payments.count_thanks();
comment on table payments.pledge is 'Somebody says what they will give, and how. It is a promise: what came of it is in payment.';
comment on column payments.pledge.reference is 'ISO 11649: by it a transfer is recognised.';
comment on column payments.pledge.received_minor is 'Kept by a trigger: the sum of its payments. In the currency of the pledge.';
comment on column payments.pledge.returned_minor is 'Kept by a trigger: the sum of what was given back.';
comment on column payments.pledge.donor_email is 'Forgotten with the name when the person asks, unless a receipt has to be kept.';
comment on column payments.pledge.visibility is 'Whether the name may stand on public pages.';
comment on column payments.pledge.expires_at is 'A bank transfer that never comes is not waited for without end; one that comes later is still found.';
comment on column payments.pledge.thanks_held is 'It counts against the stock; kept by a trigger.';
comment on column payments.pledge.thanked_at is 'The organisation says that it was handed over.';

create table payments.processor_account (
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  provider text not null,
  label text not null,
  currency text not null,
  is_sample boolean not null default false,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint processor_account_pkey primary key (id),
  constraint processor_account_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint processor_account_entity_id_fkey foreign key (entity_id) references payments.entity(id),
  constraint processor_account_label check (length(label) >= 1 and length(label) <= 80),
  constraint processor_account_provider check (provider ~ '^[a-z][a-z0-9-]{1,30}$'::text)
);
create index processor_account_entity on payments.processor_account using btree (entity_id);
create unique index processor_account_once on payments.processor_account using btree (provider, label) where (closed_at is null);
create trigger processor_account_is_named after insert on payments.processor_account for each row execute function payments.tell_ledger();
comment on table payments.processor_account is 'An account of ours with somebody who takes cards. Its keys are in the environment, not here.';
comment on column payments.processor_account.label is 'By it the keys are found in the environment.';

create table payments.proposal (
  id uuid not null default uuidv7(),
  entry_id uuid not null,
  kind text not null,
  pledges jsonb not null default '[]'::jsonb,
  purpose_id uuid,
  processor_account_id uuid,
  reason text not null,
  state text not null default 'open'::text,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  constraint proposal_pkey primary key (id),
  constraint proposal_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint proposal_entry_id_fkey foreign key (entry_id) references payments.entry(id),
  constraint proposal_processor_account_id_fkey foreign key (processor_account_id) references payments.processor_account(id),
  constraint proposal_proposed_by_fkey foreign key (proposed_by) references people.person(id),
  constraint proposal_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint proposal_decided check ((state = 'open'::text) = (decided_at is null)),
  constraint proposal_decided_by check ((decided_at is null) = (decided_by is null)),
  constraint proposal_kind check (kind = any (array['pledges'::text, 'purpose'::text, 'return'::text, 'charge'::text, 'processor'::text])),
  constraint proposal_names_its_pledges check ((kind = 'pledges'::text) = (jsonb_array_length(pledges) > 0)),
  constraint proposal_names_its_processor check ((kind = 'processor'::text) = (processor_account_id is not null)),
  constraint proposal_names_its_purpose check ((kind = 'purpose'::text) = (purpose_id is not null)),
  constraint proposal_reason check (length(reason) >= 3 and length(reason) <= 500),
  constraint proposal_second_person check (state <> 'confirmed'::text or proposed_by <> decided_by),
  constraint proposal_state check (state = any (array['open'::text, 'confirmed'::text, 'withdrawn'::text]))
);
create index proposal_decided_by on payments.proposal using btree (decided_by);
create index proposal_entry on payments.proposal using btree (entry_id);
create unique index proposal_one_at_a_time on payments.proposal using btree (entry_id) where (state = 'open'::text);
create index proposal_processor on payments.proposal using btree (processor_account_id);
create index proposal_proposed_by on payments.proposal using btree (proposed_by);
create index proposal_purpose on payments.proposal using btree (purpose_id);
comment on table payments.proposal is 'What one person thinks an entry is. Nothing moves before another person says the same.';
comment on column payments.proposal.pledges is 'For kind pledges: [{pledge_id, amount_minor}], the amount as text.';

create table payments.purpose (
  id uuid not null default uuidv7(),
  kind text not null,
  organisation_id uuid not null,
  ref_id uuid,
  title kit.localized not null,
  path text not null,
  account_kind text not null,
  account_owner_id uuid not null,
  opens_at timestamptz not null,
  closes_at timestamptz,
  late text not null default 'accept'::text,
  is_sample boolean not null default false,
  whereabouts text,
  by_bank_only boolean not null default false,
  constraint purpose_pkey primary key (id),
  constraint purpose_once unique nulls not distinct (kind, organisation_id, ref_id),
  constraint purpose_account_kind_fkey foreign key (account_kind) references ledger.account_kind(code),
  constraint purpose_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint purpose_kind check (kind ~ '^[a-z][a-z_]{2,30}$'::text),
  constraint purpose_lasts check (closes_at >= opens_at),
  constraint purpose_late check (late = any (array['accept'::text, 'return'::text])),
  constraint purpose_path check (path ~ '^/[^?#]*$'::text),
  constraint purpose_whereabouts check (whereabouts ~~ '/%'::text)
);
create index purpose_account_kind on payments.purpose using btree (account_kind);
create index purpose_organisation on payments.purpose using btree (organisation_id);
create trigger purpose_is_named after insert or update of title on payments.purpose for each row execute function payments.tell_ledger();
comment on table payments.purpose is 'What money can be given for. Modules above register what they ask for; support of an organisation is the first.';
comment on column payments.purpose.kind is 'support, or the word of the module that registered it.';
comment on column payments.purpose.ref_id is 'What it is in that module.';
comment on column payments.purpose.path is 'Its public page, without the locale.';
comment on column payments.purpose.account_owner_id is 'With account_kind the account in the ledger that gifts are credited to.';
comment on column payments.purpose.late is 'What becomes of money that comes after closes_at.';
comment on column payments.purpose.whereabouts is 'A page of the module that registered it, on which whoever gave sees where the gift is; the id and the key of the gift follow.';
comment on column payments.purpose.by_bank_only is 'Nothing is given for it by card: what it promises to others must not be taken out of it.';

create table payments.rate (
  currency text not null,
  on_day date not null,
  per_euro numeric(20,10) not null,
  source text not null,
  imported_by uuid,
  imported_at timestamptz not null,
  constraint rate_pkey primary key (currency, on_day),
  constraint rate_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint rate_imported_by_fkey foreign key (imported_by) references people.person(id),
  constraint rate_is_of_another check (currency <> 'EUR'::text),
  constraint rate_per_euro check (per_euro > 0::numeric),
  constraint rate_source check (length(source) >= 1 and length(source) <= 200)
);
create index rate_imported_by on payments.rate using btree (imported_by);
comment on table payments.rate is 'Dated rates for showing sums in euro. Never fetched: the operator imports them.';
comment on column payments.rate.per_euro is 'Units of the currency for one euro.';

create table payments.receipt (
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  year smallint not null,
  number integer not null,
  code text not null,
  payment_id uuid not null,
  corrects_id uuid,
  why text,
  amount_minor bigint not null,
  currency text not null,
  method text not null,
  received_on date not null,
  reference text,
  purpose_title kit.localized not null,
  donor_name text,
  donor_email text,
  in_name_of text,
  locale text not null,
  entity_name text not null,
  entity_legal_form text,
  entity_address text not null,
  entity_country text not null,
  entity_registration_number text,
  issued_at timestamptz not null,
  is_sample boolean not null default false,
  constraint receipt_pkey primary key (id),
  constraint receipt_code unique (code),
  constraint receipt_corrected_once unique (corrects_id),
  constraint receipt_number unique (entity_id, year, number),
  constraint receipt_of_payment unique (id, payment_id),
  constraint receipt_corrects foreign key (corrects_id, payment_id) references payments.receipt(id, payment_id),
  constraint receipt_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint receipt_entity_id_fkey foreign key (entity_id) references payments.entity(id),
  constraint receipt_payment_id_fkey foreign key (payment_id) references payments.payment(id),
  constraint receipt_amount check (amount_minor > 0 or amount_minor = 0 and corrects_id is not null),
  constraint receipt_code_form check (code ~ '^[0-9A-Z]{12}$'::text),
  constraint receipt_method check (method = any (array['bank'::text, 'card'::text])),
  constraint receipt_number_counts check (number > 0),
  constraint receipt_why check ((corrects_id is null) = (why is null)),
  constraint receipt_why_known check (why = any (array['returned'::text, 'passed_on'::text, 'disputed'::text, 'mistake'::text]))
);
create index receipt_email_of on payments.receipt using btree (donor_email, received_on);
create unique index receipt_first on payments.receipt using btree (payment_id) where (corrects_id is null);
create index receipt_payment on payments.receipt using btree (payment_id);
create trigger receipt_is_kept before delete or update on payments.receipt for each row execute function payments.refuse_change();
create trigger receipt_is_not_emptied before truncate on payments.receipt for each statement execute function payments.refuse_change();
create trigger receipt_is_numbered before insert on payments.receipt for each row execute function payments.number_receipt();
comment on table payments.receipt is 'What somebody was given for a gift, as it stood on that day. Never changed: a correction is a new one.';
comment on column payments.receipt.number is 'Without a gap for each entity and year; given by a trigger.';
comment on column payments.receipt.code is 'By it anybody can check that the receipt is true; given by a trigger.';
comment on column payments.receipt.amount_minor is 'What is left of the gift: nothing, when all of it went back.';
comment on column payments.receipt.entity_name is 'As the entity was called then; so is what follows.';

create table payments.receipt_count (
  entity_id uuid not null,
  year smallint not null,
  issued integer not null,
  constraint receipt_count_pkey primary key (entity_id, year),
  constraint receipt_count_entity_id_fkey foreign key (entity_id) references payments.entity(id),
  constraint receipt_count_issued check (issued > 0)
);
comment on table payments.receipt_count is 'How many receipts an entity issued in a year. Locked by whoever issues the next.';

create table payments.recurring (
  id uuid not null default uuidv7(),
  purpose_id uuid not null,
  rhythm text not null,
  amount_minor bigint not null,
  currency text not null,
  bank_account_id uuid,
  donor_name text,
  donor_email text not null,
  donor_country text,
  locale text not null,
  visibility text not null,
  in_name_of text,
  person_id uuid,
  state text not null default 'active'::text,
  next_on date not null,
  created_at timestamptz not null,
  stopped_at timestamptz,
  is_sample boolean not null default false,
  collecting_entity_id uuid,
  constraint recurring_pkey primary key (id),
  constraint recurring_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint recurring_collecting_entity_id_fkey foreign key (collecting_entity_id) references payments.entity(id),
  constraint recurring_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint recurring_person_id_fkey foreign key (person_id) references people.person(id),
  constraint recurring_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint recurring_amount check (amount_minor > 0),
  constraint recurring_country check (donor_country ~ '^[A-Z]{2}$'::text),
  constraint recurring_email check (donor_email = lower(donor_email) and length(donor_email) >= 3 and length(donor_email) <= 254),
  constraint recurring_locale check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'::text),
  constraint recurring_one_way check ((bank_account_id is null) = (collecting_entity_id is not null)),
  constraint recurring_rhythm check (rhythm = any (array['month'::text, 'quarter'::text, 'year'::text])),
  constraint recurring_state check (state = any (array['active'::text, 'stopped'::text])),
  constraint recurring_stopped_when check ((state = 'stopped'::text) = (stopped_at is not null)),
  constraint recurring_visibility check (visibility = any (array['named'::text, 'anonymous'::text]))
);
create index recurring_bank_account on payments.recurring using btree (bank_account_id);
create index recurring_collecting_entity on payments.recurring using btree (collecting_entity_id);
create index recurring_due on payments.recurring using btree (next_on) where (state = 'active'::text);
create index recurring_email_of on payments.recurring using btree (donor_email);
create index recurring_person on payments.recurring using btree (person_id);
create index recurring_purpose on payments.recurring using btree (purpose_id);
comment on table payments.recurring is 'Somebody gives again and again. By bank: a reminder each time, with a promise of its own. By card: a promise that is charged to the card that was kept.';
comment on column payments.recurring.next_on is 'The day on which the next promise is made and its letter sent.';
comment on column payments.recurring.collecting_entity_id is 'Who collects it by card; null when it comes by bank.';

create table payments.refund (
  id uuid not null,
  payment_id uuid not null,
  amount_minor bigint not null,
  fee_minor bigint not null default 0,
  fee_bearer text not null,
  reason text not null,
  why text,
  state text not null,
  event_id uuid not null,
  requested_by uuid,
  confirmed_by uuid,
  created_at timestamptz not null,
  done_at timestamptz,
  goes_at timestamptz,
  constraint refund_pkey primary key (id),
  constraint refund_confirmed_by_fkey foreign key (confirmed_by) references people.person(id),
  constraint refund_payment_id_fkey foreign key (payment_id) references payments.payment(id),
  constraint refund_requested_by_fkey foreign key (requested_by) references people.person(id),
  constraint refund_amount check (amount_minor > 0),
  constraint refund_done_when check ((state = 'done'::text) = (done_at is not null)),
  constraint refund_fee check (fee_minor >= 0),
  constraint refund_fee_bearer check (fee_bearer = any (array['organisation'::text, 'entity'::text, 'donor'::text])),
  constraint refund_passed_on check (reason <> 'passed_on'::text or state = 'done'::text),
  constraint refund_reason check (reason = any (array['donor_asked'::text, 'late'::text, 'duplicate'::text, 'wrong_amount'::text, 'purpose_failed'::text, 'passed_on'::text, 'dispute_lost'::text, 'processor_did'::text, 'bank_returned'::text, 'error'::text])),
  constraint refund_second_person check (confirmed_by <> requested_by),
  constraint refund_state check (state = any (array['requested'::text, 'confirmed'::text, 'sent'::text, 'done'::text, 'failed'::text])),
  constraint refund_waits_by_rule check (goes_at is null or requested_by is null)
);
create index refund_confirmed_by on payments.refund using btree (confirmed_by);
create index refund_open on payments.refund using btree (state) where (state = any (array['requested'::text, 'confirmed'::text, 'sent'::text]));
create index refund_payment on payments.refund using btree (payment_id);
create index refund_requested_by on payments.refund using btree (requested_by);
create index refund_waiting on payments.refund using btree (goes_at) where ((state = 'requested'::text) and (goes_at is not null));
create trigger refund_is_counted after insert or update on payments.refund for each row execute function payments.count_returned();
create trigger refund_is_not_deleted before delete on payments.refund for each row execute function payments.refuse_change();
create trigger refund_stays_what_it_is before update on payments.refund for each row when ((old.state = any (array['done'::text, 'failed'::text])) or new.id is distinct from old.id or new.payment_id is distinct from old.payment_id or new.amount_minor is distinct from old.amount_minor or new.event_id is distinct from old.event_id or new.requested_by is distinct from old.requested_by or new.created_at is distinct from old.created_at) execute function payments.refuse_change();
comment on table payments.refund is 'Money of a payment that goes back to where it came from.';
comment on column payments.refund.fee_minor is 'What giving it back costs, and fee_bearer who bears it.';
comment on column payments.refund.why is 'In somebody''s words, where the reason needs some.';
comment on column payments.refund.goes_at is 'Reserved, and not sent before: until then its giver may give it on to something else.';

create table payments.sheet_mapping (
  bank_account_id uuid not null,
  mapping jsonb not null,
  saved_by uuid,
  saved_at timestamptz not null,
  constraint sheet_mapping_pkey primary key (bank_account_id),
  constraint sheet_mapping_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint sheet_mapping_saved_by_fkey foreign key (saved_by) references people.person(id)
);
create index sheet_mapping_saved_by on payments.sheet_mapping using btree (saved_by);
comment on table payments.sheet_mapping is 'Which column of this bank''s CSV or XLSX means what: said once.';

create table payments.statement (
  id uuid not null,
  statement_file_id uuid not null,
  bank_account_id uuid not null,
  kind text not null,
  external_id text,
  sequence bigint,
  currency text not null,
  opening_minor bigint,
  closing_minor bigint,
  from_on date,
  to_on date,
  entries integer not null,
  created_at timestamptz not null,
  constraint statement_pkey primary key (id),
  constraint statement_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint statement_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint statement_statement_file_id_fkey foreign key (statement_file_id) references payments.statement_file(id),
  constraint statement_balances check ((opening_minor is null) = (closing_minor is null)),
  constraint statement_kind check (kind = any (array['statement'::text, 'notice'::text, 'table'::text]))
);
create index statement_last on payments.statement using btree (bank_account_id, to_on desc, id desc) where (closing_minor is not null);
create index statement_of_file on payments.statement using btree (statement_file_id);
create trigger statement_is_kept before delete or update on payments.statement for each row execute function payments.refuse_change();
comment on table payments.statement is 'A statement that was believed. The next one has to begin where it ended.';
comment on column payments.statement.kind is 'A notice (camt.054) tells of entries before the statement does, and has no balances.';
comment on column payments.statement.external_id is 'What the bank calls it.';

create table payments.statement_file (
  id uuid not null default uuidv7(),
  file_id uuid not null,
  sha256 text not null,
  name text not null,
  format text not null,
  state text not null,
  bank_account_id uuid,
  reasons jsonb not null default '[]'::jsonb,
  statements integer not null default 0,
  entries_new integer not null default 0,
  entries_known integer not null default 0,
  entries_not_booked integer not null default 0,
  imported_by uuid,
  imported_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  constraint statement_file_pkey primary key (id),
  constraint statement_file_once unique (sha256),
  constraint statement_file_bank_account_id_fkey foreign key (bank_account_id) references payments.bank_account(id),
  constraint statement_file_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint statement_file_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint statement_file_imported_by_fkey foreign key (imported_by) references people.person(id),
  constraint statement_file_decided check ((state = any (array['released'::text, 'refused'::text])) = (decided_at is not null)),
  constraint statement_file_decision_says_why check (decided_at is null or length(decision_reason) >= 3 and length(decision_reason) <= 500),
  constraint statement_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint statement_file_state check (state = any (array['imported'::text, 'held'::text, 'released'::text, 'refused'::text, 'rejected'::text]))
);
create index statement_file_account on payments.statement_file using btree (bank_account_id);
create index statement_file_at on payments.statement_file using btree (imported_at desc);
create index statement_file_decided_by on payments.statement_file using btree (decided_by);
create index statement_file_evidence on payments.statement_file using btree (file_id);
create index statement_file_held on payments.statement_file using btree (imported_at) where (state = 'held'::text);
create index statement_file_imported_by on payments.statement_file using btree (imported_by);
comment on table payments.statement_file is 'A bank''s file as it came. Its bytes are kept; the same bytes are the same file.';
comment on column payments.statement_file.state is 'imported: its entries are booked. held: a person decides. released: booked because a person said so. refused: by a person. rejected: it cannot be believed.';
comment on column payments.statement_file.reasons is 'What speaks against it: code, path, message.';
comment on column payments.statement_file.entries_known is 'Entries that an earlier file had told already.';
comment on column payments.statement_file.entries_not_booked is 'Entries that the bank had not booked yet; they are never posted.';

create table payments.thanks (
  id uuid not null default uuidv7(),
  kind text not null,
  ref_id uuid not null,
  title kit.localized not null,
  note kit.localized not null default '{}'::jsonb,
  least_minor bigint not null,
  currency text not null,
  stock integer,
  taken integer not null default 0,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint thanks_pkey primary key (id),
  constraint thanks_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint thanks_in_stock check (stock is null or taken <= stock),
  constraint thanks_least_minor_check check (least_minor >= 1 and least_minor <= '100000000000'::bigint),
  constraint thanks_stock_check check (stock >= 1 and stock <= 1000000),
  constraint thanks_taken_check check (taken >= 0),
  constraint thanks_title_check check (title::jsonb <> '{}'::jsonb)
);
create index thanks_of on payments.thanks using btree (kind, ref_id);
comment on table payments.thanks is 'What whoever gives for a purpose may be thanked with.';
comment on column payments.thanks.kind is 'With ref_id the purpose, as the module knows it: a thing may be thanked for before money can be given for it.';
comment on column payments.thanks.taken is 'Counted by a trigger on pledge; nobody writes it.';

create view payments.bound_payout as
 select id,
    number,
    organisation_id,
    purpose_id,
    part_id,
    amount_minor,
    currency,
    state,
    state_at,
    purpose,
    created_at,
    (( select count(*) as count
           from payments.payout_document d
          where d.payout_id = p.id))::integer as documents
   from payments.payout p
  where purpose_id is not null;
comment on view payments.bound_payout is 'The SQL face of the door: payouts of money that was given for one thing.';

create view payments.card as
 select p.id,
    p.kind,
    p.ref_id,
    p.organisation_id,
    unit.code as currency,
    coalesce(( select sum(greatest(g.amount_minor - g.received_minor, 0::bigint)) as sum
           from payments.pledge g
          where g.purpose_id = p.id and g.state = 'open'::text and g.currency = unit.code), 0::numeric)::bigint as promised_minor,
    (coalesce(( select sum(m.amount_minor) as sum
           from payments.payment m
          where m.purpose_id = p.id and m.currency = unit.code), 0::numeric) - coalesce(( select sum(r.amount_minor) as sum
           from payments.refund r
             join payments.payment m on m.id = r.payment_id
          where m.purpose_id = p.id and m.currency = unit.code and r.state <> 'failed'::text), 0::numeric))::bigint as received_minor,
    (( select count(*) as count
           from payments.pledge g
          where g.purpose_id = p.id and g.currency = unit.code and g.received_minor > g.returned_minor))::integer as gifts,
    ( select max(m.created_at) as max
           from payments.payment m
          where m.purpose_id = p.id) as last_received_at
   from payments.purpose p
     cross join ledger.currency unit;
comment on view payments.card is 'The SQL face of the door: how far a purpose has come, in each currency. A sum is made only where it is asked for.';
comment on column payments.card.promised_minor is 'Promised and not received.';
comment on column payments.card.received_minor is 'Received, less what went back or is on its way back.';

create view payments.gift_card as
 select id,
    purpose_id,
    currency,
    state,
    method,
    amount_minor,
    received_minor,
    returned_minor,
    created_at,
    expires_at,
    first_received_at,
    is_sample,
    coalesce(( select sum(r.amount_minor) as sum
           from payments.refund r
             join payments.payment m on m.id = r.payment_id
          where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.state <> 'failed'::text), 0::numeric)::bigint as back_minor,
    coalesce(( select sum(r.amount_minor) as sum
           from payments.refund r
             join payments.payment m on m.id = r.payment_id
          where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.state = 'done'::text), 0::numeric)::bigint as gone_back_minor,
    coalesce(( select sum(m.amount_minor) as sum
           from payments.payment m
          where m.pledge_id = g.id and m.purpose_id = g.purpose_id), 0::numeric)::bigint as here_minor,
    coalesce(( select sum(r.amount_minor) as sum
           from payments.refund r
             join payments.payment m on m.id = r.payment_id
          where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.reason = 'passed_on'::text), 0::numeric)::bigint as passed_on_minor,
    ( select min(r.goes_at) as min
           from payments.refund r
             join payments.payment m on m.id = r.payment_id
          where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.state = 'requested'::text) as goes_back_at
   from payments.pledge g;
comment on view payments.gift_card is 'The SQL face of the door: one gift in numbers, without who gave it.';
comment on column payments.gift_card.back_minor is 'Of that went back, or is on its way.';
comment on column payments.gift_card.here_minor is 'What arrived for this purpose; what its giver gave on to another is not in it.';
comment on column payments.gift_card.passed_on_minor is 'Of what went back: given on by its giver, to another purpose.';
comment on column payments.gift_card.goes_back_at is 'Until then its giver may give it on; null where nothing waits for that.';


create schema campaigns;
comment on schema campaigns is 'What is asked of many, under which terms, and what became of it.';

create or replace function campaigns.check_approval()
 returns trigger
 language plpgsql
as $function$
  declare asked campaigns.review;
  begin
    -- The second of two who meet here waits, and then sees the first one's row.
    select * into asked from campaigns.review where id = new.review_id and state = 'open' for update;
    if not found then
      raise exception 'this review is not open'
        using errcode = 'check_violation', constraint = 'review_is_open';
    end if;
    if not campaigns.may_judge(asked.campaign_id, new.operator_id)
      or asked.requested_by = new.operator_id then
      raise exception 'this person may not judge this campaign'
        using errcode = 'check_violation', constraint = 'review_by_outsiders';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_campaign()
 returns trigger
 language plpgsql
as $function$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'draft' then
        raise exception 'a campaign begins as a draft'
          using errcode = 'check_violation', constraint = 'campaign_begins_as_draft';
      end if;
      return new;
    end if;
    if new.state <> old.state and not exists (
      select from campaigns.state_change s
      where s.campaign_id = new.id and s.to_state = new.state and s.from_state = old.state
        and s.at = new.state_since
    ) then
      raise exception 'a state without its row in the history'
        using errcode = 'check_violation', constraint = 'campaign_state_is_written_down';
    end if;
    if old.opened_at is not null and (
      (new.organisation_id, new.host_id, new.kind, new.rounds, new.enough_percent, new.grace_days,
        new.currency, new.opened_at, new.purpose_id)
      is distinct from
      (old.organisation_id, old.host_id, old.kind, old.rounds, old.enough_percent, old.grace_days,
        old.currency, old.opened_at, old.purpose_id)
    ) then
      raise exception 'the terms of a campaign stand from its opening on'
        using errcode = 'restrict_violation', constraint = 'campaign_terms_stand';
    end if;
    if old.closes_at is not null and new.closes_at <> old.closes_at and new.round = old.round
      and not exists (
        select from campaigns.extension e
        where e.campaign_id = new.id and e.to_closes_at = new.closes_at
      ) then
      raise exception 'a campaign ends when it said'
        using errcode = 'restrict_violation', constraint = 'campaign_ends_when_it_said';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_caps(rounds uuid[])
 returns void
 language plpgsql
as $function$
  begin
    if exists (
      select from campaigns.matching_joined j join campaigns.matching_round r on r.id = j.round_id
      where r.id = any (rounds) and j.promised_minor > r.campaign_cap_minor
    ) or exists (
      select from campaigns.matching_donor d join campaigns.matching_round r on r.id = d.round_id
      where r.id = any (rounds) and r.kind = 'first_come' and d.promised_minor > r.donor_cap_minor
    ) then
      raise exception 'more is promised than a cap of this round allows'
        using errcode = 'check_violation', constraint = 'match_within_caps';
    end if;
  end
$function$;

create or replace function campaigns.check_counted()
 returns trigger
 language plpgsql
as $function$
  begin
    -- While a quadratic round runs, two givers may turn out to be one.
    if (new.id, new.round_id, new.campaign_id, new.payment_id, new.excluded, new.place, new.amount_minor,
        new.counted_at) is distinct from
        (old.id, old.round_id, old.campaign_id, old.payment_id, old.excluded, old.place, old.amount_minor,
        old.counted_at)
      or (old.gone_place is not null and new.gone_place is distinct from old.gone_place)
      or (new.donor is distinct from old.donor and not exists (
        select from campaigns.matching_round r
        where r.id = new.round_id and r.kind = 'quadratic' and r.state = 'open'
      )) then
      raise exception 'what counted is not rewritten'
        using errcode = 'restrict_violation', constraint = 'counted_gift_is_kept';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_end()
 returns trigger
 language plpgsql
as $function$
  begin
    if new.to_state = 'reported'
      and not exists (select from campaigns.report r where r.campaign_id = new.campaign_id) then
      raise exception 'reported without a report'
        using errcode = 'check_violation', constraint = 'campaign_reported_with_a_report';
    end if;
    if new.to_state = 'paid_out' and exists (
      select from campaigns.campaign c join payments.bound_payout p on p.purpose_id = c.purpose_id
      where c.id = new.campaign_id and p.state in ('requested', 'approved_once', 'approved', 'ordered')
    ) then
      raise exception 'money is still on its way'
        using errcode = 'check_violation', constraint = 'campaign_paid_out_whole';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_expense()
 returns trigger
 language plpgsql
as $function$
  declare
    its campaigns.campaign;
    paid bigint;
    spent bigint;
  begin
    if tg_op = 'UPDATE' then
      if old.removed_at is not null or (new.id, new.campaign_id, new.item_id, new.title::text, new.paid_to,
        new.amount_minor, new.spent_on, new.file_id, new.at) is distinct from (old.id, old.campaign_id,
        old.item_id, old.title::text, old.paid_to, old.amount_minor, old.spent_on, old.file_id, old.at) then
        raise exception 'what was reported is kept: take it out and say why'
          using errcode = 'restrict_violation', constraint = 'expense_is_kept';
      end if;
      return new;
    end if;
    -- Two who report at once follow each other.
    select * into its from campaigns.campaign where id = new.campaign_id for no key update;
    if not exists (
      select from campaigns.budget_item b where b.id = new.item_id and b.campaign_id = new.campaign_id
    ) then
      raise exception 'this line stands in another budget'
        using errcode = 'check_violation', constraint = 'expense_of_its_own_budget';
    end if;
    select coalesce(sum(p.amount_minor), 0) into paid from payments.bound_payout p
      where p.purpose_id = its.purpose_id and p.currency = its.currency and p.state = 'paid';
    select coalesce(sum(e.amount_minor), 0) into spent from campaigns.expense e
      where e.campaign_id = its.id and e.removed_at is null;
    if spent + new.amount_minor > paid then
      raise exception 'more than was paid out cannot have been spent'
        using errcode = 'check_violation', constraint = 'expense_was_paid_out';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_joined()
 returns trigger
 language plpgsql
as $function$
  declare
    asked campaigns.matching_round;
    joining campaigns.campaign;
  begin
    select * into asked from campaigns.matching_round where id = new.round_id for share;
    select * into joining from campaigns.campaign where id = new.campaign_id;
    if asked.state <> 'open'
      or joining.state not in ('open', 'second_round', 'paused')
      or joining.currency <> asked.currency
      or (asked.area is not null and joining.area is distinct from asked.area)
      or (asked.place_id is not null and joining.place_id is distinct from asked.place_id)
      or (asked.by_list and not exists (
        select from campaigns.matching_named n
        where (n.round_id, n.campaign_id) = (new.round_id, new.campaign_id)
      )) then
      raise exception 'this campaign is not what the round is for'
        using errcode = 'check_violation', constraint = 'matching_joined_fits';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_match()
 returns trigger
 language plpgsql
as $function$
  begin
    if (new.id, new.round_id, new.campaign_id, new.gift_id, new.amount_minor, new.created_at)
        is distinct from
        (old.id, old.round_id, old.campaign_id, old.gift_id, old.amount_minor, old.created_at)
      or (old.state, new.state) not in
        (('reserved', 'paid'), ('reserved', 'released'), ('paid', 'released')) then
      raise exception 'what was promised is paid or let go, and not rewritten'
        using errcode = 'restrict_violation', constraint = 'match_is_kept';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_matching_round()
 returns trigger
 language plpgsql
as $function$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'draft' then
        raise exception 'a round begins as a draft'
          using errcode = 'check_violation', constraint = 'matching_round_begins_as_draft';
      end if;
      return new;
    end if;
    if new.state <> old.state and (old.state, new.state) not in (
      ('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'open'), ('open', 'computed'),
      ('computed', 'closed'), ('draft', 'cancelled'), ('waiting', 'cancelled')
    ) then
      raise exception 'a round does not go from % to %', old.state, new.state
        using errcode = 'check_violation', constraint = 'matching_round_follows';
    end if;
    if new.state = 'open' and old.state <> 'open' then
      if not exists (select from people.role where person_id = new.opened_by and role = 'operator')
        or organisations.ever_belonged(new.organisation_id, new.opened_by) then
        raise exception 'an operator from outside opens a round'
          using errcode = 'check_violation', constraint = 'matching_round_by_outsider';
      end if;
      if coalesce((
        select credits_posted_minor - debits_posted_minor - debits_pending_minor
        from ledger.account a
        where a.kind = 'match_pool' and a.owner_id = new.id and a.currency = new.currency
      ), 0) < new.pot_minor then
        raise exception 'the money of a pot is there before it is promised'
          using errcode = 'check_violation', constraint = 'matching_round_money_first';
      end if;
    end if;
    if old.opened_at is not null and (
      (new.organisation_id, new.donor, new.kind, new.factor_permille, new.pot_minor,
        new.donor_cap_minor, new.campaign_cap_minor, new.damping_minor, new.currency, new.hold_days,
        new.area, new.place_id, new.by_list, new.opens_at, new.closes_at, new.asked_by, new.opened_by,
        new.opened_at, new.purpose_id)
      is distinct from
      (old.organisation_id, old.donor, old.kind, old.factor_permille, old.pot_minor,
        old.donor_cap_minor, old.campaign_cap_minor, old.damping_minor, old.currency, old.hold_days,
        old.area, old.place_id, old.by_list, old.opens_at, old.closes_at, old.asked_by, old.opened_by,
        old.opened_at, old.purpose_id)
    ) then
      raise exception 'the terms of a round stand from its opening on'
        using errcode = 'restrict_violation', constraint = 'matching_round_terms_stand';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_review()
 returns trigger
 language plpgsql
as $function$
  begin
    if old.state <> 'open' or
      (new.id, new.campaign_id, new.version, new.requested_by, new.requested_at, new.said)
      is distinct from
      (old.id, old.campaign_id, old.version, old.requested_by, old.requested_at, old.said) then
      raise exception 'what was asked and what was decided are not rewritten'
        using errcode = 'restrict_violation', constraint = 'review_is_kept';
    end if;
    if new.state = 'approved' and (
      select count(*) from campaigns.review_approval a
      where a.review_id = new.id and campaigns.may_judge(new.campaign_id, a.operator_id)
    ) < 2 then
      raise exception 'two operators from outside have to approve'
        using errcode = 'check_violation', constraint = 'review_by_two';
    end if;
    return new;
  end
$function$;

create or replace function campaigns.check_step()
 returns trigger
 language plpgsql
as $function$
  declare present campaigns.campaign;
  begin
    select * into present from campaigns.campaign where id = new.campaign_id for no key update;
    if new.from_state is distinct from present.state
      or not campaigns.may_follow(new.from_state, new.to_state) then
      raise exception 'a campaign does not go from % to %', present.state, new.to_state
        using errcode = 'check_violation', constraint = 'state_change_follows';
    end if;
    if new.from_state = 'in_review' and new.to_state = 'open' then
      if not exists (
        select from campaigns.review r
        where r.campaign_id = present.id and r.state = 'approved' and r.version = present.version
      ) then
        raise exception 'nobody opens a campaign that was not approved as it stands'
          using errcode = 'check_violation', constraint = 'campaign_reviewed_by_two';
      end if;
      if not exists (
        select from organisations.card o where o.id = present.recipient_id and o.state = 'verified'
      ) then
        raise exception 'money is asked for verified organisations alone'
          using errcode = 'check_violation', constraint = 'campaign_of_verified';
      end if;
      if present.host_id is not null and present.host_agreed_at is null then
        raise exception 'the fiscal host has not agreed'
          using errcode = 'check_violation', constraint = 'campaign_host_has_agreed';
      end if;
    end if;
    return new;
  end
$function$;

create or replace function campaigns.count_matches()
 returns trigger
 language plpgsql
as $function$
  begin
    update campaigns.matching_round r set promised_minor = r.promised_minor + n.together
      from (select round_id, sum(amount_minor) as together from added group by 1) n
      where r.id = n.round_id;
    update campaigns.matching_joined j set promised_minor = j.promised_minor + n.together
      from (select round_id, campaign_id, sum(amount_minor) as together from added group by 1, 2) n
      where (j.round_id, j.campaign_id) = (n.round_id, n.campaign_id);
    update campaigns.matching_donor d set promised_minor = d.promised_minor + n.together
      from (
        select g.round_id, g.donor, sum(a.amount_minor) as together
        from added a join campaigns.counted_gift g on g.id = a.gift_id group by 1, 2
      ) n
      where (d.round_id, d.donor) = (n.round_id, n.donor);
    perform campaigns.check_caps((select array_agg(distinct round_id) from added));
    return null;
  end
$function$;

create or replace function campaigns.count_resolved()
 returns trigger
 language plpgsql
as $function$
  begin
    update campaigns.matching_round r set
        promised_minor = r.promised_minor - n.resolved,
        paid_minor = r.paid_minor + n.paid
      from (
        select b.round_id, sum(case b.state when 'reserved' then b.amount_minor else 0 end) as resolved,
          sum(case a.state when 'paid' then a.amount_minor else 0 end)
            - sum(case b.state when 'paid' then b.amount_minor else 0 end) as paid
        from before b join after a on a.id = b.id where a.state <> b.state group by 1
      ) n
      where r.id = n.round_id;
    update campaigns.matching_joined j set promised_minor = j.promised_minor - n.released
      from (
        select a.round_id, a.campaign_id, sum(a.amount_minor) as released
        from after a join before b on b.id = a.id
        where a.state = 'released' and b.state <> 'released' group by 1, 2
      ) n
      where (j.round_id, j.campaign_id) = (n.round_id, n.campaign_id);
    update campaigns.matching_donor d set promised_minor = d.promised_minor - n.released
      from (
        select g.round_id, g.donor, sum(a.amount_minor) as released
        from after a join before b on b.id = a.id join campaigns.counted_gift g on g.id = a.gift_id
        where a.state = 'released' and b.state <> 'released' group by 1, 2
      ) n
      where (d.round_id, d.donor) = (n.round_id, n.donor);
    return null;
  end
$function$;

create or replace function campaigns.follow_history()
 returns trigger
 language plpgsql
as $function$
  begin
    update campaigns.campaign set state = new.to_state, state_since = new.at,
        updated_at = greatest(updated_at, new.at)
      where id = new.campaign_id;
    return null;
  end
$function$;

create or replace function campaigns.is_own(campaign uuid, payment uuid)
 returns boolean
 language sql
 stable
as $function$
    select exists (
      select from campaigns.campaign c
      join payments.payment m on m.id = payment
      join payments.payment o on o.id = coalesce(m.origin_id, m.id)
      left join payments.pledge p on p.id = m.pledge_id
      left join payments.entry_party e on e.entry_id = o.source_id and o.source = 'entry'
      where c.id = campaign and (
        organisations.ever_belonged(c.organisation_id, p.person_id)
        or organisations.ever_belonged(c.host_id, p.person_id)
        or exists (
          select from people.person who
          where who.email = p.donor_email and (
            organisations.ever_belonged(c.organisation_id, who.id)
            or organisations.ever_belonged(c.host_id, who.id)
          )
        )
        or exists (
          select from organisations.bank_account a
          where a.organisation_id in (c.organisation_id, c.host_id) and a.iban = e.iban and a.removed_at is null
        )
      )
    )
  $function$;
comment on function campaigns.is_own(uuid,uuid) is 'Given by the people of the campaign, or from its organisation''s account: no reason to add anything.';

create or replace function campaigns.marks_of(payment uuid)
 returns setof text
 language sql
 stable
as $function$
    select 'pledge ' || coalesce(m.pledge_id, m.id) from payments.payment m where m.id = payment
    union
    select 'mail ' || p.donor_email from payments.payment m join payments.pledge p on p.id = m.pledge_id
      where m.id = payment and p.donor_email is not null
    union
    select 'person ' || p.person_id from payments.payment m join payments.pledge p on p.id = m.pledge_id
      where m.id = payment and p.person_id is not null
    union
    select 'account ' || e.iban from payments.payment m
      join payments.payment o on o.id = coalesce(m.origin_id, m.id)
      join payments.entry_party e on e.entry_id = o.source_id and o.source = 'entry'
      where m.id = payment and e.iban is not null
    union
    select 'card ' || c.fingerprint from payments.payment m
      join payments.card_charge c on c.payment_id = coalesce(m.origin_id, m.id)
      where m.id = payment and c.fingerprint is not null
  $function$;
comment on function campaigns.marks_of(uuid) is 'What a giver is known again by: an address, a person here, an account, a card, the promise itself.';

create or replace function campaigns.may_follow(before text, after text)
 returns boolean
 language sql
 immutable parallel safe
return ((((((((((((((((((((before = 'draft'::text) and (after = 'in_review'::text)) or ((before = 'in_review'::text) and (after = 'draft'::text))) or ((before = 'in_review'::text) and (after = 'open'::text))) or ((before = 'open'::text) and (after = 'paused'::text))) or ((before = 'paused'::text) and (after = 'open'::text))) or ((before = 'second_round'::text) and (after = 'paused'::text))) or ((before = 'paused'::text) and (after = 'second_round'::text))) or ((before = 'open'::text) and (after = 'second_round'::text))) or ((before = 'open'::text) and (after = 'succeeded'::text))) or ((before = 'open'::text) and (after = 'failed'::text))) or ((before = 'open'::text) and (after = 'cancelled'::text))) or ((before = 'second_round'::text) and (after = 'succeeded'::text))) or ((before = 'second_round'::text) and (after = 'failed'::text))) or ((before = 'second_round'::text) and (after = 'cancelled'::text))) or ((before = 'paused'::text) and (after = 'succeeded'::text))) or ((before = 'paused'::text) and (after = 'failed'::text))) or ((before = 'paused'::text) and (after = 'cancelled'::text))) or ((before = 'succeeded'::text) and (after = 'paid_out'::text))) or ((before = 'paid_out'::text) and (after = 'reported'::text)));

create or replace function campaigns.may_judge(campaign uuid, operator uuid)
 returns boolean
 language sql
 stable
as $function$
    select exists (select from people.role where person_id = operator and role = 'operator')
      and exists (
        select from campaigns.campaign c
        where c.id = campaign
          and not organisations.ever_belonged(c.organisation_id, operator)
          and (c.host_id is null or not organisations.ever_belonged(c.host_id, operator))
      )
  $function$;
comment on function campaigns.may_judge(uuid,uuid) is 'An operator who has nothing to do with the organisation or its fiscal host.';

create or replace function campaigns.refuse_rewriting()
 returns trigger
 language plpgsql
as $function$
  begin
    raise exception 'what a campaign said in % is kept: % is refused', tg_table_name, lower(tg_op)
      using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
  end
$function$;

create or replace function campaigns.sum_budget()
 returns trigger
 language plpgsql
as $function$
  begin
    update campaigns.campaign c set
      minimum_minor = coalesce((select sum(amount_minor) from campaigns.budget_item b
        where b.campaign_id = c.id and b.essential and b.removed_at is null), 0),
      optimum_minor = coalesce((select sum(amount_minor) from campaigns.budget_item b
        where b.campaign_id = c.id and b.removed_at is null), 0)
    where c.id = new.campaign_id;
    return null;
  end
$function$;

create table campaigns.budget_item (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  place integer not null,
  title kit.localized not null,
  amount_minor bigint not null,
  essential boolean not null,
  removed_at timestamptz,
  constraint budget_item_pkey primary key (id),
  constraint budget_item_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint budget_item_amount_minor_check check (amount_minor >= 1 and amount_minor <= '100000000000000'::bigint),
  constraint budget_item_place_check check (place >= 1 and place <= 1000),
  constraint budget_item_title_check check (title::jsonb <> '{}'::jsonb)
);
create index budget_item_campaign on campaigns.budget_item using btree (campaign_id, place);
create trigger budget_is_summed after insert or update on campaigns.budget_item for each row execute function campaigns.sum_budget();
comment on column campaigns.budget_item.essential is 'Without it nothing can be done: it is part of the minimum.';
comment on column campaigns.budget_item.removed_at is 'No part of the budget any more; earlier versions name it.';

create table campaigns.bulletin (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  title kit.localized not null,
  body kit.localized not null,
  person_id uuid,
  at timestamptz not null,
  constraint bulletin_pkey primary key (id),
  constraint bulletin_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint bulletin_person_id_fkey foreign key (person_id) references people.person(id),
  constraint bulletin_body_check check (body::jsonb <> '{}'::jsonb),
  constraint bulletin_title_check check (title::jsonb <> '{}'::jsonb)
);
create index bulletin_campaign on campaigns.bulletin using btree (campaign_id, at desc);
create index bulletin_person on campaigns.bulletin using btree (person_id);
create trigger bulletin_is_kept before delete or update or truncate on campaigns.bulletin for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.bulletin is 'What the organisation tells those who gave and those who may.';

create table campaigns.campaign (
  id uuid not null default uuidv7(),
  slug text not null,
  organisation_id uuid not null,
  host_id uuid,
  host_agreed_by uuid,
  host_agreed_at timestamptz,
  recipient_id uuid not null generated always as (coalesce(host_id, organisation_id)) stored,
  title kit.localized not null,
  summary kit.localized not null default '{}'::jsonb,
  story kit.localized not null default '{}'::jsonb,
  timetable kit.localized not null default '{}'::jsonb,
  risks kit.localized not null default '{}'::jsonb,
  team kit.localized not null default '{}'::jsonb,
  picture_id uuid,
  picture_alt kit.localized not null default '{}'::jsonb,
  area text,
  place_id uuid,
  kind text not null default 'all_or_nothing'::text,
  rounds integer not null default 1,
  enough_percent integer,
  days integer not null default 40,
  grace_days integer not null default 3,
  currency text not null default 'EUR'::text,
  minimum_minor bigint not null default 0,
  optimum_minor bigint not null default 0,
  state text not null default 'draft'::text,
  state_since timestamptz not null,
  round integer not null default 1,
  opened_at timestamptz,
  closes_at timestamptz,
  purpose_id uuid,
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  hidden_at timestamptz,
  search text not null generated always as (kit.fold(((((((((((coalesce(((title)::jsonb ->> 'sq'::text), ''::text) || ' | '::text) || coalesce(((title)::jsonb ->> 'sr'::text), ''::text)) || ' | '::text) || coalesce(((title)::jsonb ->> 'en'::text), ''::text)) || ' | '::text) || coalesce(((summary)::jsonb ->> 'sq'::text), ''::text)) || ' | '::text) || coalesce(((summary)::jsonb ->> 'sr'::text), ''::text)) || ' | '::text) || coalesce(((summary)::jsonb ->> 'en'::text), ''::text)))) stored,
  constraint campaign_pkey primary key (id),
  constraint campaign_slug_key unique (slug),
  constraint campaign_area_fkey foreign key (area) references organisations.area(code),
  constraint campaign_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint campaign_host_agreed_by_fkey foreign key (host_agreed_by) references people.person(id),
  constraint campaign_host_id_fkey foreign key (host_id) references organisations.organisation(id),
  constraint campaign_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint campaign_picture_id_fkey foreign key (picture_id) references kit.file(id),
  constraint campaign_place_id_fkey foreign key (place_id) references places.place(id),
  constraint campaign_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint campaign_days_check check (days >= 7 and days <= 90),
  constraint campaign_enough_is_for_all_or_nothing check (kind = 'all_or_nothing'::text or enough_percent is null),
  constraint campaign_enough_percent_check check (enough_percent >= 50 and enough_percent <= 99),
  constraint campaign_goals check (optimum_minor >= minimum_minor),
  constraint campaign_grace_days_check check (grace_days >= 0 and grace_days <= 10),
  constraint campaign_host_agrees check ((host_agreed_by is null) = (host_agreed_at is null)),
  constraint campaign_host_agrees_as_host check (host_agreed_at is null or host_id is not null),
  constraint campaign_host_is_another check (host_id <> organisation_id),
  constraint campaign_is_public_once_opened check ((state = any (array['draft'::text, 'in_review'::text])) or opened_at is not null),
  constraint campaign_kind_check check (kind = any (array['all_or_nothing'::text, 'keep_what_comes'::text])),
  constraint campaign_minimum_minor_check check (minimum_minor >= 0 and minimum_minor <= '1000000000000000'::bigint),
  constraint campaign_one_round_keeps check (kind = 'all_or_nothing'::text or rounds = 1),
  constraint campaign_opened_whole check (opened_at is null and closes_at is null and purpose_id is null or opened_at is not null and closes_at is not null and purpose_id is not null),
  constraint campaign_optimum_minor_check check (optimum_minor >= 0 and optimum_minor <= '1000000000000000'::bigint),
  constraint campaign_round check (round >= 1 and round <= rounds),
  constraint campaign_rounds_check check (rounds = any (array[1, 2])),
  constraint campaign_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text and length(slug) >= 2 and length(slug) <= 60),
  constraint campaign_state_check check (state = any (array['draft'::text, 'in_review'::text, 'open'::text, 'paused'::text, 'second_round'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'paid_out'::text, 'reported'::text])),
  constraint campaign_times check (closes_at > opened_at),
  constraint campaign_title_check check (title::jsonb <> '{}'::jsonb)
);
create index campaign_area on campaigns.campaign using btree (area);
create index campaign_currency on campaigns.campaign using btree (currency);
create index campaign_ending on campaigns.campaign using btree (closes_at) where (state = any (array['open'::text, 'paused'::text, 'second_round'::text]));
create index campaign_host on campaigns.campaign using btree (host_id) where (host_id is not null);
create index campaign_host_agreed_by on campaigns.campaign using btree (host_agreed_by);
create index campaign_organisation on campaigns.campaign using btree (organisation_id, state);
create index campaign_picture on campaigns.campaign using btree (picture_id);
create index campaign_place on campaigns.campaign using btree (place_id);
create unique index campaign_purpose on campaigns.campaign using btree (purpose_id);
create index campaign_search on campaigns.campaign using gin (search gin_trgm_ops);
create index campaign_shown on campaigns.campaign using btree (state, id desc);
create trigger campaign_is_lawful before insert or update on campaigns.campaign for each row execute function campaigns.check_campaign();
create trigger campaign_is_not_deleted before delete or truncate on campaigns.campaign for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.campaign is 'One thing that an organisation asks many people for, as it is today.';
comment on column campaigns.campaign.slug is 'Its address, /campaigns/slug. Given once and never changed.';
comment on column campaigns.campaign.host_id is 'A verified organisation that receives and answers for the money of a group that is not registered.';
comment on column campaigns.campaign.recipient_id is 'Who is owed the money: the fiscal host where there is one.';
comment on column campaigns.campaign.enough_percent is 'All or nothing that says beforehand that so many percent of the minimum are enough. Null: the minimum.';
comment on column campaigns.campaign.days is 'How long a round lasts.';
comment on column campaigns.campaign.grace_days is 'After the last day so long is waited for statements of banks: money that was booked in time counts.';
comment on column campaigns.campaign.minimum_minor is 'The sum of the essential parts of the budget; written by a trigger, as optimum_minor, the sum of all.';
comment on column campaigns.campaign.closes_at is 'The end of the round that runs or ran last.';
comment on column campaigns.campaign.version is 'Grows by one with each change: a form that was opened on an older version is refused.';
comment on column campaigns.campaign.hidden_at is 'Taken from public view by a moderator.';

create table campaigns.counted_gift (
  id uuid not null default uuidv7(),
  round_id uuid not null,
  campaign_id uuid not null,
  payment_id uuid not null,
  excluded text,
  donor integer,
  place integer,
  gone_place integer,
  amount_minor bigint not null,
  counted_at timestamptz not null,
  constraint counted_gift_pkey primary key (id),
  constraint counted_gift_once unique (round_id, payment_id),
  constraint counted_gift_place unique (round_id, place),
  constraint counted_gift_payment_id_fkey foreign key (payment_id) references payments.payment(id),
  constraint counted_gift_round_id_campaign_id_fkey foreign key (round_id, campaign_id) references campaigns.matching_joined(round_id, campaign_id),
  constraint counted_gift_round_id_donor_fkey foreign key (round_id, donor) references campaigns.matching_donor(round_id, donor),
  constraint counted_gift_amount_minor_check check (amount_minor > 0),
  constraint counted_gift_check check (gone_place > place),
  constraint counted_gift_counts check ((excluded is null) = (donor is not null) and (donor is null) = (place is null)),
  constraint counted_gift_excluded_check check (excluded = any (array['own_people'::text, 'went_back'::text])),
  constraint counted_gift_place_check check (place > 0)
);
create index counted_gift_campaign on campaigns.counted_gift using btree (round_id, campaign_id);
create index counted_gift_donor on campaigns.counted_gift using btree (round_id, donor);
create index counted_gift_joined on campaigns.counted_gift using btree (campaign_id);
create index counted_gift_payment on campaigns.counted_gift using btree (payment_id);
create trigger counted_gift_is_kept before update on campaigns.counted_gift for each row execute function campaigns.check_counted();
create trigger counted_gift_is_not_deleted before delete or truncate on campaigns.counted_gift for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.counted_gift is 'A gift that a round looked at: what is published of a round is made of these.';
comment on column campaigns.counted_gift.excluded is 'It does not count: the people of the campaign gave it themselves, or it went back before it counted.';
comment on column campaigns.counted_gift.place is 'Its place in the queue; gone_place that of its going back.';

create table campaigns.expense (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  item_id uuid not null,
  title kit.localized not null,
  paid_to text not null,
  amount_minor bigint not null,
  spent_on date not null,
  file_id uuid not null,
  person_id uuid,
  at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid,
  removal_reason kit.localized not null default '{}'::jsonb,
  constraint expense_pkey primary key (id),
  constraint expense_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint expense_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint expense_item_id_fkey foreign key (item_id) references campaigns.budget_item(id),
  constraint expense_person_id_fkey foreign key (person_id) references people.person(id),
  constraint expense_removed_by_fkey foreign key (removed_by) references people.person(id),
  constraint expense_amount_minor_check check (amount_minor >= 1 and amount_minor <= '100000000000000'::bigint),
  constraint expense_paid_to_check check (length(paid_to) >= 1 and length(paid_to) <= 160),
  constraint expense_removed_why check ((removed_at is null) = (removal_reason::jsonb = '{}'::jsonb)),
  constraint expense_title_check check (title::jsonb <> '{}'::jsonb)
);
create index expense_campaign on campaigns.expense using btree (campaign_id, item_id);
create index expense_file on campaigns.expense using btree (file_id);
create index expense_item on campaigns.expense using btree (item_id);
create index expense_person on campaigns.expense using btree (person_id);
create index expense_removed_by on campaigns.expense using btree (removed_by);
create trigger expense_is_lawful before insert or update on campaigns.expense for each row execute function campaigns.check_expense();
create trigger expense_is_not_deleted before delete or truncate on campaigns.expense for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.expense is 'What was bought with the money of a campaign, with its receipt, in the currency of the campaign.';
comment on column campaigns.expense.paid_to is 'A company or "a person": people are not named without need.';
comment on column campaigns.expense.removed_at is 'It was wrong. The row stays, and why it was taken out stands in public.';

create table campaigns.extension (
  campaign_id uuid not null,
  from_closes_at timestamptz not null,
  to_closes_at timestamptz not null,
  reason kit.localized not null,
  person_id uuid,
  at timestamptz not null,
  constraint extension_pkey primary key (campaign_id),
  constraint extension_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint extension_person_id_fkey foreign key (person_id) references people.person(id),
  constraint extension_before_the_end check (at < from_closes_at),
  constraint extension_is_later check (to_closes_at > from_closes_at),
  constraint extension_is_short check (to_closes_at <= (from_closes_at + '31 days'::interval)),
  constraint extension_reason_check check (reason::jsonb <> '{}'::jsonb)
);
create index extension_person on campaigns.extension using btree (person_id);
create trigger extension_is_kept before delete or update or truncate on campaigns.extension for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.extension is 'A campaign is extended once, before its end, for a month at most, and says why.';

create table campaigns.film (
  campaign_id uuid not null,
  file_id uuid not null,
  without_speech boolean not null default false,
  person_id uuid,
  at timestamptz not null,
  constraint film_pkey primary key (campaign_id),
  constraint film_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint film_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint film_person_id_fkey foreign key (person_id) references people.person(id)
);
create index film_file on campaigns.film using btree (file_id);
create index film_person on campaigns.film using btree (person_id);
comment on table campaigns.film is 'The film of a campaign; another one takes its place.';
comment on column campaigns.film.without_speech is 'Nobody speaks in it, so there is nothing to caption.';

create table campaigns.film_captions (
  campaign_id uuid not null,
  language text not null,
  file_id uuid not null,
  constraint film_captions_pkey primary key (campaign_id, language),
  constraint film_captions_campaign_id_fkey foreign key (campaign_id) references campaigns.film(campaign_id) on delete cascade,
  constraint film_captions_file_id_fkey foreign key (file_id) references kit.file(id),
  constraint film_captions_language_check check (language = any (array['sq'::text, 'sr'::text, 'en'::text]))
);
create index film_captions_file on campaigns.film_captions using btree (file_id);
comment on table campaigns.film_captions is 'WebVTT, one file for each language.';

create table campaigns.match (
  id uuid not null,
  round_id uuid not null,
  campaign_id uuid not null,
  gift_id uuid,
  amount_minor bigint not null,
  state text not null default 'reserved'::text,
  created_at timestamptz not null,
  resolved_at timestamptz,
  constraint match_pkey primary key (id),
  constraint match_gift_id_key unique (gift_id),
  constraint match_gift_id_fkey foreign key (gift_id) references campaigns.counted_gift(id),
  constraint match_round_id_campaign_id_fkey foreign key (round_id, campaign_id) references campaigns.matching_joined(round_id, campaign_id),
  constraint match_amount_minor_check check (amount_minor > 0),
  constraint match_resolved check ((state = 'reserved'::text) = (resolved_at is null)),
  constraint match_state_check check (state = any (array['reserved'::text, 'paid'::text, 'released'::text]))
);
create index match_campaign on campaigns.match using btree (campaign_id, state);
create index match_round on campaigns.match using btree (round_id, state);
create unique index match_share on campaigns.match using btree (round_id, campaign_id) where (gift_id is null);
create trigger match_is_counted after insert on campaigns.match referencing new table as added for each statement execute function campaigns.count_matches();
create trigger match_is_kept before update on campaigns.match for each row execute function campaigns.check_match();
create trigger match_is_not_deleted before delete or truncate on campaigns.match for each statement execute function campaigns.refuse_rewriting();
create trigger match_is_resolved after update on campaigns.match referencing old table as before new table as after for each statement execute function campaigns.count_resolved();
comment on table campaigns.match is 'What a round adds: to a gift (first come), or to a campaign (quadratic). Its reservation in the books has the same id.';

create table campaigns.matching_donor (
  round_id uuid not null,
  donor integer not null,
  promised_minor bigint not null default 0,
  constraint matching_donor_pkey primary key (round_id, donor),
  constraint matching_donor_round_id_fkey foreign key (round_id) references campaigns.matching_round(id),
  constraint matching_donor_promised_minor_check check (promised_minor >= 0)
);
comment on table campaigns.matching_donor is 'One giver of a round, by a number that says nothing else about them.';

create table campaigns.matching_identity (
  round_id uuid not null,
  mark bytea not null,
  donor integer not null,
  constraint matching_identity_pkey primary key (round_id, mark),
  constraint matching_identity_round_id_donor_fkey foreign key (round_id, donor) references campaigns.matching_donor(round_id, donor)
);
create index matching_identity_donor on campaigns.matching_identity using btree (round_id, donor);
comment on table campaigns.matching_identity is 'Hashes by which a giver is known again within one round: a card, an account, an address, a person here.';

create table campaigns.matching_joined (
  round_id uuid not null,
  campaign_id uuid not null,
  person_id uuid,
  joined_at timestamptz not null,
  promised_minor bigint not null default 0,
  constraint matching_joined_pkey primary key (round_id, campaign_id),
  constraint matching_joined_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint matching_joined_person_id_fkey foreign key (person_id) references people.person(id),
  constraint matching_joined_round_id_fkey foreign key (round_id) references campaigns.matching_round(id),
  constraint matching_joined_promised_minor_check check (promised_minor >= 0)
);
create index matching_joined_campaign on campaigns.matching_joined using btree (campaign_id);
create index matching_joined_person on campaigns.matching_joined using btree (person_id);
create trigger matching_joined_fits before insert on campaigns.matching_joined for each row execute function campaigns.check_joined();
comment on column campaigns.matching_joined.promised_minor is 'Kept by a trigger: what is reserved for it and what was paid.';

create table campaigns.matching_named (
  round_id uuid not null,
  campaign_id uuid not null,
  constraint matching_named_pkey primary key (round_id, campaign_id),
  constraint matching_named_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint matching_named_round_id_fkey foreign key (round_id) references campaigns.matching_round(id)
);
create index matching_named_campaign on campaigns.matching_named using btree (campaign_id);
comment on table campaigns.matching_named is 'Which campaigns may join, where the matcher names them.';

create table campaigns.matching_round (
  id uuid not null default uuidv7(),
  slug text not null,
  organisation_id uuid not null,
  donor text,
  title kit.localized not null,
  about kit.localized not null default '{}'::jsonb,
  kind text not null,
  factor_permille integer not null default 1000,
  pot_minor bigint not null,
  donor_cap_minor bigint,
  campaign_cap_minor bigint,
  damping_minor bigint,
  currency text not null default 'EUR'::text,
  hold_days integer not null default 2,
  area text,
  place_id uuid,
  by_list boolean not null default false,
  days integer not null default 30,
  opens_at timestamptz,
  closes_at timestamptz,
  state text not null default 'draft'::text,
  asked_by uuid,
  asked_at timestamptz,
  opened_by uuid,
  opened_at timestamptz,
  computed_at timestamptz,
  closed_at timestamptz,
  purpose_id uuid,
  promised_minor bigint not null default 0,
  paid_minor bigint not null default 0,
  places integer not null default 0,
  remarks text,
  is_sample boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint matching_round_pkey primary key (id),
  constraint matching_round_slug_key unique (slug),
  constraint matching_round_area_fkey foreign key (area) references organisations.area(code),
  constraint matching_round_asked_by_fkey foreign key (asked_by) references people.person(id),
  constraint matching_round_currency_fkey foreign key (currency) references ledger.currency(code),
  constraint matching_round_opened_by_fkey foreign key (opened_by) references people.person(id),
  constraint matching_round_organisation_id_fkey foreign key (organisation_id) references organisations.organisation(id),
  constraint matching_round_place_id_fkey foreign key (place_id) references places.place(id),
  constraint matching_round_purpose_id_fkey foreign key (purpose_id) references payments.purpose(id),
  constraint matching_round_asked check ((asked_by is null) = (asked_at is null) and ((state = any (array['draft'::text, 'cancelled'::text])) or asked_by is not null and purpose_id is not null)),
  constraint matching_round_campaign_cap_minor_check check (campaign_cap_minor >= 1 and campaign_cap_minor <= '1000000000000'::bigint),
  constraint matching_round_closed check ((closed_at is null) = (state <> 'closed'::text)),
  constraint matching_round_computed check ((computed_at is null) = (state <> all (array['computed'::text, 'closed'::text]))),
  constraint matching_round_damping_minor_check check (damping_minor >= 1 and damping_minor <= '1000000000000'::bigint),
  constraint matching_round_damps_quadratic check (damping_minor is null or kind = 'quadratic'::text),
  constraint matching_round_days_check check (days >= 1 and days <= 366),
  constraint matching_round_donor_cap_minor_check check (donor_cap_minor >= 1 and donor_cap_minor <= '1000000000000'::bigint),
  constraint matching_round_donor_check check (length(donor) >= 2 and length(donor) <= 120),
  constraint matching_round_factor_permille_check check (factor_permille >= 1 and factor_permille <= 10000),
  constraint matching_round_hold_days_check check (hold_days >= 0 and hold_days <= 10),
  constraint matching_round_kind_check check (kind = any (array['first_come'::text, 'quadratic'::text])),
  constraint matching_round_opened check ((opened_by is null) = (opened_at is null) and (state = any (array['draft'::text, 'waiting'::text, 'cancelled'::text])) = (opened_at is null)),
  constraint matching_round_pot check (promised_minor >= 0 and paid_minor >= 0 and (promised_minor + paid_minor) <= pot_minor),
  constraint matching_round_pot_minor_check check (pot_minor >= 1 and pot_minor <= '1000000000000'::bigint),
  constraint matching_round_remarks_check check (length(remarks) >= 1 and length(remarks) <= 2000),
  constraint matching_round_second_person check (opened_by <> asked_by),
  constraint matching_round_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text and length(slug) >= 2 and length(slug) <= 60),
  constraint matching_round_state_check check (state = any (array['draft'::text, 'waiting'::text, 'open'::text, 'computed'::text, 'closed'::text, 'cancelled'::text])),
  constraint matching_round_times check (closes_at > opens_at and (opens_at is null) = (opened_at is null) and (closes_at is null) = (opened_at is null)),
  constraint matching_round_title_check check (title::jsonb <> '{}'::jsonb)
);
create index matching_round_area on campaigns.matching_round using btree (area);
create index matching_round_asked_by on campaigns.matching_round using btree (asked_by);
create index matching_round_currency on campaigns.matching_round using btree (currency);
create index matching_round_opened_by on campaigns.matching_round using btree (opened_by);
create index matching_round_organisation on campaigns.matching_round using btree (organisation_id);
create index matching_round_place on campaigns.matching_round using btree (place_id);
create unique index matching_round_purpose on campaigns.matching_round using btree (purpose_id);
create index matching_round_running on campaigns.matching_round using btree (closes_at) where (state = any (array['open'::text, 'computed'::text]));
create trigger matching_round_is_lawful before insert or update on campaigns.matching_round for each row execute function campaigns.check_matching_round();
create trigger matching_round_is_not_deleted before delete or truncate on campaigns.matching_round for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.matching_round is 'Somebody adds from a pot to what others give, by a rule that anybody can recompute.';
comment on column campaigns.matching_round.donor is 'In whose name it is, where an operator keeps it for somebody.';
comment on column campaigns.matching_round.factor_permille is 'First come: what is added to a gift, in thousandths of it.';
comment on column campaigns.matching_round.pot_minor is 'What can be promised. It is in the books when the round opens, and stays as it is.';
comment on column campaigns.matching_round.hold_days is 'A gift by card counts after so many days: small charges that try out stolen cards are noticed by then.';
comment on column campaigns.matching_round.by_list is 'Only campaigns that the matcher named may join.';
comment on column campaigns.matching_round.days is 'How long it lasts, from its opening on.';
comment on column campaigns.matching_round.computed_at is 'When the last gift was counted; a quadratic round is shared out then.';
comment on column campaigns.matching_round.purpose_id is 'Where money for the pot is given.';
comment on column campaigns.matching_round.promised_minor is 'Kept by a trigger: the sum of what is reserved; paid_minor of what was paid.';
comment on column campaigns.matching_round.places is 'How many places of its queue are taken: each gift that counts takes one, and one when it goes back.';
comment on column campaigns.matching_round.remarks is 'What there is to put right, for who keeps it alone.';

create table campaigns.question (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  person_id uuid,
  language text not null,
  text text not null,
  asked_at timestamptz not null,
  answer kit.localized not null default '{}'::jsonb,
  answered_by uuid,
  answered_at timestamptz,
  constraint question_pkey primary key (id),
  constraint question_answered_by_fkey foreign key (answered_by) references people.person(id),
  constraint question_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint question_person_id_fkey foreign key (person_id) references people.person(id),
  constraint question_answered check ((answered_at is null) = (answer::jsonb = '{}'::jsonb)),
  constraint question_language_check check (language = any (array['sq'::text, 'sr'::text, 'en'::text])),
  constraint question_text_check check (length(text) >= 1 and length(text) <= 1000)
);
create index question_answered_by on campaigns.question using btree (answered_by);
create index question_campaign on campaigns.question using btree (campaign_id, asked_at desc);
create index question_person on campaigns.question using btree (person_id);
comment on table campaigns.question is 'Shown with its answer; until then the organisation alone sees it.';

create table campaigns.report (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  results kit.localized not null,
  remainder kit.localized not null default '{}'::jsonb,
  person_id uuid,
  at timestamptz not null,
  constraint report_pkey primary key (id),
  constraint report_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint report_person_id_fkey foreign key (person_id) references people.person(id),
  constraint report_results_check check (results::jsonb <> '{}'::jsonb)
);
create index report_campaign on campaigns.report using btree (campaign_id, at desc);
create index report_person on campaigns.report using btree (person_id);
create trigger report_is_kept before delete or update or truncate on campaigns.report for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.report is 'What a campaign brought about, in the words of those who did it. A better one is another row; earlier ones stay.';
comment on column campaigns.report.remainder is 'What happens with what was paid out and not spent.';

create table campaigns.review (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  version integer not null,
  state text not null default 'open'::text,
  requested_by uuid not null,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  said jsonb,
  constraint review_pkey primary key (id),
  constraint review_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint review_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint review_requested_by_fkey foreign key (requested_by) references people.person(id),
  constraint review_decided check ((state = 'open'::text) = (decided_at is null)),
  constraint review_decided_by_another check (state = 'withdrawn'::text or decided_by <> requested_by),
  constraint review_reason_check check (length(reason) >= 1 and length(reason) <= 2000),
  constraint review_refusal_has_a_reason check (state <> 'refused'::text or reason is not null and decided_by is not null),
  constraint review_state_check check (state = any (array['open'::text, 'withdrawn'::text, 'refused'::text, 'approved'::text]))
);
create index review_campaign on campaigns.review using btree (campaign_id);
create index review_decided_by on campaigns.review using btree (decided_by);
create unique index review_open on campaigns.review using btree (campaign_id) where (state = 'open'::text);
create index review_requested_by on campaigns.review using btree (requested_by);
create trigger review_by_two before update on campaigns.review for each row execute function campaigns.check_review();
create trigger review_is_not_deleted before delete or truncate on campaigns.review for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.review is 'A campaign as it stood was shown to operators, before anybody could give.';
comment on column campaigns.review.reason is 'What there is to put right, for the organisation alone.';
comment on column campaigns.review.said is 'What the campaign said when it was handed in, whole; null where it was handed in before this was kept.';

create table campaigns.review_approval (
  review_id uuid not null,
  operator_id uuid not null,
  checks text[] not null,
  approved_at timestamptz not null,
  constraint review_approval_pkey primary key (review_id, operator_id),
  constraint review_approval_operator_id_fkey foreign key (operator_id) references people.person(id),
  constraint review_approval_review_id_fkey foreign key (review_id) references campaigns.review(id),
  constraint review_approval_checked_all check (checks @> array['recipient'::text, 'budget'::text, 'terms'::text, 'story'::text, 'pictures'::text, 'doable'::text])
);
create index review_approval_operator on campaigns.review_approval using btree (operator_id);
create trigger review_approval_is_kept before delete or update or truncate on campaigns.review_approval for each statement execute function campaigns.refuse_rewriting();
create trigger review_by_outsiders before insert on campaigns.review_approval for each row execute function campaigns.check_approval();
comment on table campaigns.review_approval is 'One operator looked at all that is on the list. Two are needed, and they must be two.';

create table campaigns.settlement (
  campaign_id uuid not null,
  round integer not null,
  outcome text not null,
  received_minor bigint not null,
  to_organisation_minor bigint not null,
  back_minor bigint not null,
  at timestamptz not null,
  matched_minor bigint not null default 0,
  constraint settlement_pkey primary key (campaign_id, round),
  constraint settlement_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint settlement_back_minor_check check (back_minor >= 0),
  constraint settlement_matched_minor_check check (matched_minor >= 0),
  constraint settlement_outcome_check check (outcome = any (array['succeeded'::text, 'second_round'::text, 'failed'::text, 'cancelled'::text])),
  constraint settlement_received_minor_check check (received_minor >= 0),
  constraint settlement_round_check check (round = any (array[1, 2])),
  constraint settlement_to_organisation_minor_check check (to_organisation_minor >= 0)
);
create trigger settlement_is_kept before delete or update or truncate on campaigns.settlement for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.settlement is 'The end of a round: what had come in time, and where it went. In the currency of the campaign.';
comment on column campaigns.settlement.back_minor is 'Ordered back to where it came from; how far it has come, the refunds say.';
comment on column campaigns.settlement.matched_minor is 'What rounds of matching added by then; not part of received_minor, and part of what decided.';

create table campaigns.state_change (
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  from_state text,
  to_state text not null,
  reason kit.localized not null default '{}'::jsonb,
  decided_by uuid,
  at timestamptz not null,
  constraint state_change_pkey primary key (id),
  constraint state_change_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint state_change_decided_by_fkey foreign key (decided_by) references people.person(id),
  constraint state_change_from_state_check check (from_state = any (array['draft'::text, 'in_review'::text, 'open'::text, 'paused'::text, 'second_round'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'paid_out'::text, 'reported'::text])),
  constraint state_change_moves check (from_state is distinct from to_state),
  constraint state_change_says_why check ((to_state <> all (array['paused'::text, 'cancelled'::text])) or reason::jsonb <> '{}'::jsonb),
  constraint state_change_to_state_check check (to_state = any (array['draft'::text, 'in_review'::text, 'open'::text, 'paused'::text, 'second_round'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'paid_out'::text, 'reported'::text]))
);
create index state_change_campaign on campaigns.state_change using btree (campaign_id, at desc);
create index state_change_decided_by on campaigns.state_change using btree (decided_by);
create trigger state_change_ends before insert on campaigns.state_change for each row execute function campaigns.check_end();
create trigger state_change_follows before insert on campaigns.state_change for each row execute function campaigns.check_step();
create trigger state_change_is_kept before delete or update or truncate on campaigns.state_change for each statement execute function campaigns.refuse_rewriting();
create trigger state_follows after insert on campaigns.state_change for each row execute function campaigns.follow_history();
comment on column campaigns.state_change.decided_by is 'Null: the clock.';

create table campaigns.version (
  campaign_id uuid not null,
  version integer not null,
  material boolean not null,
  reason kit.localized not null default '{}'::jsonb,
  snapshot jsonb not null,
  person_id uuid,
  at timestamptz not null,
  withdraw_until timestamptz,
  constraint version_pkey primary key (campaign_id, version),
  constraint version_campaign_id_fkey foreign key (campaign_id) references campaigns.campaign(id),
  constraint version_person_id_fkey foreign key (person_id) references people.person(id),
  constraint version_lets_withdraw check ((withdraw_until is not null) = material),
  constraint version_material_says_why check (not material or reason::jsonb <> '{}'::jsonb)
);
create index version_person on campaigns.version using btree (person_id);
create trigger version_is_kept before delete or update or truncate on campaigns.version for each statement execute function campaigns.refuse_rewriting();
comment on table campaigns.version is 'What a campaign said, whole, each time it changed after it was opened.';
comment on column campaigns.version.material is 'It changes what money was given for: whoever had given may take it back.';
comment on column campaigns.version.withdraw_until is 'Until then.';

create view campaigns.card as
 select id,
    slug,
    organisation_id,
    title,
    state,
    closes_at,
    is_sample
   from campaigns.campaign
  where opened_at is not null and hidden_at is null;
comment on view campaigns.card is 'The SQL face of the door: campaigns that anybody may see.';


create schema site;

create or replace function site.find_case()
 returns trigger
 language plpgsql
as $function$
    begin
      insert into site.moderation_case (kind, path, opened_at) values ('page', new.path, new.at)
        on conflict (path) where closed_at is null and thing_id is null do nothing;
      select id into strict new.case_id from site.moderation_case
        where path = new.path and closed_at is null and thing_id is null;
      return new;
    end
  $function$;

create or replace function site.refuse_change()
 returns trigger
 language plpgsql
as $function$
    begin
      raise exception 'versions of a text are kept: % is refused', lower(tg_op)
        using errcode = 'restrict_violation';
    end
  $function$;

create or replace function site.refuse_other_decision()
 returns trigger
 language plpgsql
as $function$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'moderation_decision'
        and to_jsonb(new) - 'confirmed_by' - 'confirmed_at' - 'undone_at'
          = to_jsonb(old) - 'confirmed_by' - 'confirmed_at' - 'undone_at'
        and to_jsonb(old) ->> 'undone_at' is null
        and (to_jsonb(old) ->> 'confirmed_by' is null
          or to_jsonb(new) ->> 'confirmed_by' = to_jsonb(old) ->> 'confirmed_by')
      then return new;
      end if;
      if tg_op = 'UPDATE' and tg_table_name = 'moderation_appeal'
        and to_jsonb(new) - 'outcome' - 'statement' - 'decided_by' - 'decided_at'
          = to_jsonb(old) - 'outcome' - 'statement' - 'decided_by' - 'decided_at'
        and to_jsonb(old) ->> 'outcome' is null
      then return new;
      end if;
      raise exception 'a decision is kept as it was made: % is refused', lower(tg_op)
        using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
    end
  $function$;

create or replace function site.refuse_same_judge()
 returns trigger
 language plpgsql
as $function$
    begin
      if exists (select from site.moderation_decision d
        where d.id = new.decision_id and d.confirmed_by = new.decided_by)
      then
        raise exception 'an appeal goes to somebody else'
          using errcode = 'check_violation', constraint = 'moderation_appeal_another_judge';
      end if;
      return new;
    end
  $function$;

create table site.abuse_report (
  id uuid not null default uuidv7(),
  path text not null,
  reason text not null,
  body text not null,
  contact text,
  person_id uuid,
  at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid,
  decision text,
  note text,
  case_id uuid,
  locale text not null default 'sq'::text,
  marked text[] not null default '{}'::text[],
  proven boolean not null default true,
  constraint abuse_report_pkey primary key (id),
  constraint abuse_report_case_id_fkey foreign key (case_id) references site.moderation_case(id),
  constraint abuse_report_body_check check (length(body) >= 1 and length(body) <= 4000),
  constraint abuse_report_check check ((decided_at is null) = (decision is null)),
  constraint abuse_report_check1 check ((decided_at is null) = (decided_by is null)),
  constraint abuse_report_contact_check check (length(contact) <= 200),
  constraint abuse_report_decision_check check (decision = any (array['acted'::text, 'no_breach'::text, 'duplicate'::text])),
  constraint abuse_report_locale_check check (locale = any (array['sq'::text, 'sr'::text, 'sr-Cyrl'::text, 'en'::text])),
  constraint abuse_report_note_check check (length(note) <= 2000),
  constraint abuse_report_path_check check (length(path) >= 1 and length(path) <= 500),
  constraint abuse_report_reason_check check (reason = any (array['false'::text, 'insult'::text, 'privacy'::text, 'fraud'::text, 'copyright'::text, 'other'::text, 'hate'::text, 'violence'::text, 'personal_data'::text, 'spam'::text, 'impersonation'::text, 'false_claim'::text, 'illegal'::text, 'rules'::text, 'word_list'::text]))
);
create index abuse_report_case on site.abuse_report using btree (case_id, id);
create index abuse_report_waiting on site.abuse_report using btree (at) where (decided_at is null);
create trigger abuse_report_finds_its_case before insert on site.abuse_report for each row when (new.case_id is null) execute function site.find_case();
comment on column site.abuse_report.reason is 'One of the published reasons; word_list: nobody reported it, a text has words of the operator''s lists.';
comment on column site.abuse_report.contact is 'How the one who reports wishes to be answered, if at all.';
comment on column site.abuse_report.person_id is 'Who reported, when they were signed in.';
comment on column site.abuse_report.locale is 'In which language to answer.';
comment on column site.abuse_report.marked is 'Words of the operator''s lists that were found in it.';
comment on column site.abuse_report.proven is 'False for a stranger whose device did no work for it: read with more care.';

create table site.moderation_appeal (
  decision_id uuid not null,
  first_judge uuid not null,
  person_id uuid not null,
  body text not null,
  at timestamptz not null,
  outcome text,
  statement kit.localized,
  decided_by uuid,
  decided_at timestamptz,
  constraint moderation_appeal_pkey primary key (decision_id),
  constraint moderation_appeal_of foreign key (decision_id, first_judge) references site.moderation_decision(id, decided_by),
  constraint moderation_appeal_another_judge check (decided_by <> first_judge),
  constraint moderation_appeal_body_check check (length(body) >= 1 and length(body) <= 4000),
  constraint moderation_appeal_decided check (num_nulls(outcome, statement, decided_by, decided_at) = any (array[0, 4])),
  constraint moderation_appeal_outcome_check check (outcome = any (array['upheld'::text, 'undone'::text]))
);
create index moderation_appeal_judged on site.moderation_appeal using btree (decision_id, first_judge);
create index moderation_appeal_waiting on site.moderation_appeal using btree (at) where (decided_at is null);
create trigger moderation_appeal_goes_to_another before insert or update of decided_by on site.moderation_appeal for each row when (new.decided_by is not null) execute function site.refuse_same_judge();
create trigger moderation_appeal_is_kept before delete or update on site.moderation_appeal for each row execute function site.refuse_other_decision();
create trigger moderation_appeal_is_not_emptied before truncate on site.moderation_appeal for each statement execute function site.refuse_other_decision();
comment on table site.moderation_appeal is 'One for each decision at most: its key is the decision''s.';
comment on column site.moderation_appeal.first_judge is 'Who decided first, so that the database can refuse the same judge again.';
comment on column site.moderation_appeal.person_id is 'Who appealed, for whoever answers for the thing.';

create table site.moderation_case (
  id uuid not null default uuidv7(),
  kind text not null,
  thing_id uuid,
  path text not null,
  title kit.localized not null default '{}'::jsonb,
  opened_at timestamptz not null default now(),
  claimed_by uuid,
  claimed_at timestamptz,
  closed_at timestamptz,
  constraint moderation_case_pkey primary key (id),
  constraint moderation_case_claimed check ((claimed_by is null) = (claimed_at is null)),
  constraint moderation_case_kind_check check (kind ~ '^[a-z_]+$'::text),
  constraint moderation_case_names_its_thing check ((kind = 'page'::text) = (thing_id is null)),
  constraint moderation_case_path_check check (length(path) >= 1 and length(path) <= 500)
);
create unique index moderation_case_open_page on site.moderation_case using btree (path) where ((closed_at is null) and (thing_id is null));
create unique index moderation_case_open_thing on site.moderation_case using btree (kind, thing_id) where ((closed_at is null) and (thing_id is not null));
create index moderation_case_thing on site.moderation_case using btree (thing_id, id) where (thing_id is not null);
create index moderation_case_waiting on site.moderation_case using btree (opened_at) where (closed_at is null);
comment on table site.moderation_case is 'Everything that was reported of one thing until somebody decided.';
comment on column site.moderation_case.kind is 'What a module calls it (`project`); `page` for addresses behind which no such thing stands.';
comment on column site.moderation_case.path is 'Where it stood when it was reported, without the language.';
comment on column site.moderation_case.title is 'What it was called then; empty for a page.';
comment on column site.moderation_case.claimed_by is 'The moderator who said: I take this one.';

create table site.moderation_decision (
  id uuid not null default uuidv7(),
  case_id uuid not null,
  outcome text not null,
  reason text,
  rules_version smallint not null,
  statement kit.localized not null,
  change_by date,
  decided_by uuid not null,
  decided_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  undone_at timestamptz,
  constraint moderation_decision_pkey primary key (id),
  constraint moderation_decision_judge unique (id, decided_by),
  constraint moderation_decision_case_id_fkey foreign key (case_id) references site.moderation_case(id),
  constraint moderation_decision_by_two check (confirmed_by <> decided_by),
  constraint moderation_decision_confirmed check ((confirmed_by is null) = (confirmed_at is null)),
  constraint moderation_decision_confirms check (confirmed_by is null or outcome = 'suspend'::text),
  constraint moderation_decision_has_a_day check ((outcome = 'change'::text) = (change_by is not null)),
  constraint moderation_decision_outcome_check check (outcome = any (array['no_breach'::text, 'change'::text, 'hide'::text, 'suspend'::text])),
  constraint moderation_decision_reason_check check (reason = any (array['hate'::text, 'violence'::text, 'personal_data'::text, 'spam'::text, 'impersonation'::text, 'false_claim'::text, 'copyright'::text, 'illegal'::text, 'rules'::text])),
  constraint moderation_decision_rules_version_check check (rules_version > 0),
  constraint moderation_decision_says_why check ((outcome = 'no_breach'::text) = (reason is null)),
  constraint moderation_decision_statement_check check (statement::jsonb <> '{}'::jsonb)
);
create index moderation_decision_case on site.moderation_decision using btree (case_id, id);
create index moderation_decision_time on site.moderation_decision using btree (decided_at);
create trigger moderation_decision_is_kept before delete or update on site.moderation_decision for each row execute function site.refuse_other_decision();
create trigger moderation_decision_is_not_emptied before truncate on site.moderation_decision for each statement execute function site.refuse_other_decision();
comment on column site.moderation_decision.rules_version is 'Which edition of the published reasons it was decided by.';
comment on column site.moderation_decision.statement is 'Why, in the moderator''s words; whoever answers for the thing reads it.';
comment on column site.moderation_decision.change_by is 'Until when the change is asked for.';
comment on column site.moderation_decision.confirmed_by is 'A suspension takes two people; until the second it has no effect.';
comment on column site.moderation_decision.undone_at is 'Undone on appeal, lifted later, or a suspension that nobody confirmed.';

create table site.preview (
  hash text not null,
  png bytea not null,
  made_at timestamptz not null default now(),
  constraint preview_pkey primary key (hash),
  constraint preview_hash_check check (hash ~ '^[0-9a-f]{24}$'::text),
  constraint preview_png_check check (octet_length(png) >= 100 and octet_length(png) <= 2000000)
);
create index preview_made_at on site.preview using btree (made_at);
comment on table site.preview is 'Drawn pictures of 1200 by 630 pixels. Derived: a row may be deleted at any time.';
comment on column site.preview.hash is 'Of everything that is on the picture; it stands in the address.';

create table site.retention (
  name text not null,
  keep_days integer,
  changed_at timestamptz,
  changed_by uuid,
  swept_at timestamptz,
  removed bigint not null default 0,
  constraint retention_pkey primary key (name),
  constraint retention_check check ((changed_at is null) = (keep_days is null)),
  constraint retention_keep_days_check check (keep_days >= 1 and keep_days <= 3650),
  constraint retention_name_check check (name ~ '^[a-z]+\.[a-z_]+$'::text),
  constraint retention_removed_check check (removed >= 0)
);
comment on table site.retention is 'A row for each thing that is kept for a time; what the things are, the modules say.';
comment on column site.retention.keep_days is 'Null: as the program proposes.';
comment on column site.retention.removed is 'How many the last sweeping removed.';

create table site.text (
  name text not null,
  version integer not null,
  body kit.localized not null,
  person_id uuid not null,
  at timestamptz not null default now(),
  constraint text_pkey primary key (name, version),
  constraint text_name_check check (name = any (array['help'::text, 'accessibility'::text, 'privacy'::text, 'imprint'::text])),
  constraint text_version_check check (version > 0)
);
create trigger text_is_kept before delete or update or truncate on site.text for each statement execute function site.refuse_change();
comment on table site.text is 'Every version of the operator''s texts; the highest is shown. Without one, the text that the program brings is shown.';
