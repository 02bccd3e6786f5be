-- Organisations: who they are, in their own words, with the history of every field. What the register
-- says of them is text, because registers differ and are sometimes wrong; whether anybody has checked
-- it is a state with a date and a reason.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;

create schema organisations;

create table organisations.organisation (
  id uuid primary key default uuidv7(),
  slug text not null unique
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 60),
  kind text not null check (kind in (
    'association', 'foundation', 'institute', 'coalition', 'international', 'donor',
    'municipality', 'ministry', 'agency', 'assembly', 'village_council', 'informal_group'
  )),
  name kit.localized not null check (name::jsonb <> '{}'),
  short_name text check (length(short_name) between 1 and 40),
  summary kit.localized not null default '{}',
  description kit.localized not null default '{}',
  registration_number text check (length(registration_number) between 1 and 40),
  fiscal_number text check (length(fiscal_number) between 1 and 40),
  unique_number text check (length(unique_number) between 1 and 40),
  founded_year integer check (founded_year between 1200 and 2200),
  municipality_id uuid references places.place (id),
  address text check (length(address) between 1 and 300),
  email text check (length(email) between 3 and 254),
  phone text check (length(phone) between 3 and 40),
  website text check (website ~ '^https?://' and length(website) <= 500),
  social_links jsonb not null default '[]' check (jsonb_typeof(social_links) = 'array'),
  languages text[] not null default '{}',
  logo_id uuid references kit.file (id),
  cover_id uuid references kit.file (id),
  cover_alt kit.localized not null default '{}',
  accent text check (accent ~ '^#[0-9a-f]{6}$'),
  sections_order text[] not null
    default '{about,people,networks,documents,numbers,accounts,places,contact}',
  state text not null default 'unverified'
    check (state in ('unverified', 'in_review', 'verified', 'suspended', 'closed')),
  state_since timestamptz not null default now(),
  state_reason text check (length(state_reason) between 1 and 500),
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  hidden_at timestamptz
);
comment on column organisations.organisation.slug is
  'Its short address, /o/slug. Every slug it ever had is kept in organisations.slug.';
comment on column organisations.organisation.founded_year is
  'A year only: most registers and most people remember no day.';
comment on column organisations.organisation.registration_number is
  'As it stands on the certificate. Never refused for its form: registers change theirs.';
comment on column organisations.organisation.address is 'Street and number, as public as the rest of the page.';
comment on column organisations.organisation.social_links is '[{"kind": "facebook", "url": "https://…"}], in their order.';
comment on column organisations.organisation.languages is 'Working languages, ISO 639 codes.';
comment on column organisations.organisation.accent is 'The colour it chose; pages mend its contrast, so it is kept as chosen.';
comment on column organisations.organisation.sections_order is
  'The sections of its page from top to bottom. What is not named here is hidden.';
comment on column organisations.organisation.is_sample is 'Made up, and marked as such wherever it is shown.';
comment on column organisations.organisation.version is
  'Grows by one with each change: a form that was opened on an older version is compared, not believed.';
comment on column organisations.organisation.hidden_at is
  'Taken from public view by a moderator. Not in organisations.card, so nowhere else either.';

create index organisation_name_sq on organisations.organisation
  ((coalesce(name ->> 'sq', name ->> 'en', name ->> 'sr')) collate "sq-x-icu", id)
  where hidden_at is null;
create index organisation_name_sr on organisations.organisation
  ((coalesce(name ->> 'sr', name ->> 'en', name ->> 'sq')) collate "sr-Latn-x-icu", id)
  where hidden_at is null;
create index organisation_name_en on organisations.organisation
  ((coalesce(name ->> 'en', name ->> 'sq', name ->> 'sr')) collate "en-x-icu", id)
  where hidden_at is null;
create index organisation_logo on organisations.organisation (logo_id) where logo_id is not null;
create index organisation_cover on organisations.organisation (cover_id) where cover_id is not null;
create index organisation_facets on organisations.organisation (municipality_id, kind, state)
  include (id) where hidden_at is null;

-- An address given once leads to the same organisation for ever, also after it took a new one.
create table organisations.slug (
  slug text primary key,
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  since timestamptz not null default now()
);
create index slug_organisation on organisations.slug (organisation_id);
comment on table organisations.slug is 'Every slug that was ever given. The present one is organisation.slug; the others redirect.';

create function organisations.keep_slug() returns trigger
  language plpgsql
  as $$
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
  $$;

create trigger slug_is_kept
  after insert or update of slug on organisations.organisation
  for each row execute function organisations.keep_slug();

create table organisations.former_name (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  name kit.localized not null check (name::jsonb <> '{}'),
  until_year integer check (until_year between 1200 and 2200)
);
create index former_name_organisation on organisations.former_name (organisation_id);

create table organisations.area (
  code text primary key check (code ~ '^[a-z_]+$'),
  position integer not null unique
);
comment on table organisations.area is 'Areas of work that can be chosen. Their names are messages, area.<code>.';
insert into organisations.area (position, code) values
  (1, 'human_rights'), (2, 'rule_of_law'), (3, 'democracy'), (4, 'youth'), (5, 'gender'),
  (6, 'children'), (7, 'disability'), (8, 'communities'), (9, 'culture'), (10, 'education'),
  (11, 'environment'), (12, 'health'), (13, 'social_services'), (14, 'economy'), (15, 'media'),
  (16, 'digital'), (17, 'rural'), (18, 'sport'), (19, 'peace'), (20, 'european_integration'),
  (21, 'humanitarian'), (22, 'civil_society');

create table organisations.organisation_area (
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  area text not null references organisations.area (code),
  primary key (organisation_id, area)
);
create index organisation_area_area on organisations.organisation_area (area, organisation_id);

create table organisations.served_group (
  code text primary key check (code ~ '^[a-z_]+$'),
  position integer not null unique
);
comment on table organisations.served_group is
  'Groups that can be named as served, in the plural and in general; never a person. Names: group.<code>.';
insert into organisations.served_group (position, code) values
  (1, 'everyone'), (2, 'children'), (3, 'young_people'), (4, 'women'), (5, 'older_people'),
  (6, 'people_with_disabilities'), (7, 'communities'), (8, 'returnees'), (9, 'survivors'),
  (10, 'lgbti'), (11, 'families_in_need'), (12, 'farmers'), (13, 'entrepreneurs'), (14, 'students'),
  (15, 'teachers'), (16, 'artists'), (17, 'journalists'), (18, 'diaspora'), (19, 'organisations'),
  (20, 'institutions');

create table organisations.organisation_group (
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  served_group text not null references organisations.served_group (code),
  primary key (organisation_id, served_group)
);
create index organisation_group_group on organisations.organisation_group (served_group, organisation_id);

create table organisations.organisation_place (
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  place_id uuid not null references places.place (id),
  primary key (organisation_id, place_id)
);
create index organisation_place_place on organisations.organisation_place (place_id, organisation_id);
comment on table organisations.organisation_place is 'Where it works, besides the municipality of its seat.';

create table organisations.public_benefit (
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  year integer not null check (year between 1990 and 2200),
  status text not null check (status in ('held', 'suspended', 'revoked')),
  primary key (organisation_id, year)
);
comment on table organisations.public_benefit is 'The public benefit status in each year. A year without a row is a year without it.';

create table organisations.bank_account (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  iban text not null check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$'),
  bank_name text not null check (length(bank_name) between 1 and 120),
  purpose kit.localized not null default '{}',
  shown boolean not null default false,
  added_by uuid references people.person (id),
  confirmed_by uuid references people.person (id),
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint bank_account_two_people check (confirmed_by is distinct from added_by or confirmed_by is null),
  constraint bank_account_confirmed check ((confirmed_by is null) = (confirmed_at is null))
);
create index bank_account_added on organisations.bank_account (added_by) where added_by is not null;
create index bank_account_confirmed on organisations.bank_account (confirmed_by) where confirmed_by is not null;
create unique index bank_account_once on organisations.bank_account (organisation_id, iban)
  where removed_at is null;
comment on column organisations.bank_account.purpose is 'What the account is for, such as donations in euro.';
comment on column organisations.bank_account.shown is
  'It wishes to show the account on its page. The page shows it once a second person has confirmed it.';
comment on column organisations.bank_account.confirmed_by is
  'Somebody else than who added it. Nobody alone says where money goes.';

create table organisations.person_shown (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  role kit.localized not null default '{}',
  picture_id uuid references kit.file (id),
  position integer not null default 0,
  consent_noted_at timestamptz not null,
  version integer not null default 1
);
create index person_shown_organisation on organisations.person_shown (organisation_id, position, id);
create index person_shown_picture on organisations.person_shown (picture_id) where picture_id is not null;
comment on column organisations.person_shown.consent_noted_at is
  'When a steward stated that this person agreed to be shown. Without it nobody is.';

create table organisations.document (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  title kit.localized not null check (title::jsonb <> '{}'),
  kind text not null check (kind in (
    'statute', 'certificate', 'annual_report', 'financial_report', 'policy', 'strategy', 'publication', 'other'
  )),
  year integer check (year between 1200 and 2200),
  file_id uuid not null references kit.file (id),
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  version integer not null default 1
);
create index document_organisation on organisations.document (organisation_id, year desc);
create index document_file on organisations.document (file_id);
comment on column organisations.document.removed_at is 'Taken off the page. The file stays: what was public is not unsaid in silence.';

create table organisations.network_member (
  id uuid primary key default uuidv7(),
  coalition_id uuid not null references organisations.organisation (id) on delete cascade,
  member_id uuid not null references organisations.organisation (id) on delete cascade,
  during daterange not null check (not isempty(during)),
  proposed_by text not null check (proposed_by in ('coalition', 'member')),
  proposed_at timestamptz not null default now(),
  confirmed_at timestamptz,
  declined_at timestamptz,
  constraint network_of_others check (coalition_id <> member_id),
  constraint network_one_answer check (confirmed_at is null or declined_at is null),
  constraint network_member_once
    exclude using gist (coalition_id with =, member_id with =, during with &&)
    where (declined_at is null)
);
create index network_member_coalition on organisations.network_member (coalition_id);
create index network_member_member on organisations.network_member (member_id);
comment on table organisations.network_member is
  'Who belonged to which coalition, and when. One side proposes, the other confirms; pages show what both said.';

create table organisations.state_change (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  from_state text,
  to_state text not null
    check (to_state in ('unverified', 'in_review', 'verified', 'suspended', 'closed')),
  reason text check (length(reason) between 1 and 500),
  at timestamptz not null,
  decided_by uuid references people.person (id),
  confirmed_by uuid references people.person (id),
  constraint state_change_moves check (from_state is distinct from to_state),
  constraint state_change_two_people check (confirmed_by is null or confirmed_by <> decided_by)
);
create index state_change_organisation on organisations.state_change (organisation_id, at desc);
comment on table organisations.state_change is 'The states it was in, each with its day and reason, as its page shows them.';
comment on column organisations.state_change.confirmed_by is 'The second of two: verification needs both.';

-- The history of every field: who changed what, when, from what to what.
create table organisations.change (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  version integer not null,
  field text not null check (field ~ '^[a-z_]+$'),
  language text check (language ~ '^[a-z]{2,3}$'),
  before jsonb,
  after jsonb,
  person_id uuid references people.person (id),
  at timestamptz not null,
  redacted_at timestamptz
);
create index change_organisation on organisations.change (organisation_id, version desc, id desc);
create index change_person on organisations.change (person_id) where person_id is not null;
comment on column organisations.change.version is 'The version of the organisation that this change made.';
comment on column organisations.change.person_id is 'Null when the system or the operator''s terminal did it.';
comment on column organisations.change.redacted_at is
  'The values were taken out, because the law or somebody''s privacy asked for it. That it changed stays.';

create function organisations.refuse_rewriting() returns trigger
  language plpgsql
  as $$
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
  $$;

create trigger history_is_kept
  before update or delete on organisations.change
  for each row execute function organisations.refuse_rewriting();
create trigger history_is_not_emptied
  before truncate on organisations.change
  for each statement execute function organisations.refuse_rewriting();

-- Every command that changes what an organisation says of itself writes it down through this: one new
-- version, and one row for each field that is not what it was.
create function organisations.remember(
  organisation uuid, person uuid, moment timestamptz, changes jsonb
) returns integer
  language plpgsql
  as $$
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
  $$;

-- What search looks into. Beside the rows, so that a search rewrites nothing and an edit little.
create table organisations.search (
  organisation_id uuid primary key references organisations.organisation (id) on delete cascade,
  names tsvector not null,
  vector tsvector not null
);
create index search_names on organisations.search using gin (names) with (fastupdate = off);
create index search_vector on organisations.search using gin (vector) with (fastupdate = off);
comment on column organisations.search.names is
  'The folded words of its names: looked into first, so that a name is never lost among the many who only mention it.';
comment on column organisations.search.vector is
  'All folded words: A names, B former names, C where it is, D its summary.';

create table organisations.search_name (
  organisation_id uuid not null references organisations.organisation (id) on delete cascade,
  name text not null,
  former boolean not null,
  primary key (organisation_id, name)
);
create index search_name_beginning on organisations.search_name (name text_pattern_ops);
create index search_name_alike on organisations.search_name using gin (name gin_trgm_ops);
comment on table organisations.search_name is
  'Every name, folded: what a query begins like, and what a new name is alike to.';

create table organisations.word (word text primary key);
create index word_beginning on organisations.word (word text_pattern_ops);
create index word_alike on organisations.word using gist (word gist_trgm_ops (siglen = 32));
comment on table organisations.word is
  'Every word that search knows. A mistyped word is looked for here, among thousands, not among all texts.';

create function organisations.plain_words(value text) returns text
  language sql immutable parallel safe
  return btrim(regexp_replace(kit.fold(coalesce(value, '')), '[^[:alnum:]]+', ' ', 'g'));

create function organisations.all_languages(value jsonb) returns text
  language sql immutable parallel safe
  return (select string_agg(part.value, ' ' order by part.key) from jsonb_each_text(value) as part);

create function organisations.index_search(ids uuid[]) returns void
  language plpgsql
  as $$
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
  $$;
comment on function organisations.index_search is
  'Makes anew what search knows of these organisations. Triggers call it; so does the operator''s tool after places were renamed.';

-- What somebody typed, as a question to the vectors: each word as the beginning of a word that search
-- knows, or else as the known words that it was most likely meant to be.
create function organisations.asked(words text[]) returns tsquery
  language sql stable parallel safe
  return (
    select string_agg(coalesce(meant.words, quote_literal(asked.word) || ':*'), ' & ')::tsquery
    from unnest(words) as asked (word)
    left join lateral (
      select '(' || string_agg(quote_literal(alike.word), '|') || ')' as words
      from (
        select near.word
        from (
          select known.word from organisations.word known order by known.word <-> asked.word limit 40
        ) as near
        where levenshtein(near.word, asked.word) <= case when length(asked.word) < 5 then 1 else 2 end
          or similarity(near.word, asked.word) >= 0.45
        order by levenshtein(near.word, asked.word), similarity(near.word, asked.word) desc, near.word
        limit 4
      ) as alike
    ) as meant on not exists (
      select from organisations.word known where known.word like asked.word || '%'
    )
  );
comment on function organisations.asked is 'Words must be plain: folded, letters and digits only, 40 characters at most.';

create function organisations.index_organisations() returns trigger
  language plpgsql
  as $$
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
  $$;

create trigger search_hears_of_new after insert on organisations.organisation
  referencing new table as fresh
  for each statement execute function organisations.index_organisations();
create trigger search_hears_of_change after update on organisations.organisation
  referencing old table as stale new table as fresh
  for each statement execute function organisations.index_organisations();

create function organisations.index_former_names() returns trigger
  language plpgsql
  as $$
    begin
      perform organisations.index_search(array_agg(distinct touched.organisation_id))
        from touched having count(*) > 0;
      return null;
    end
  $$;

create trigger search_hears_of_former after insert on organisations.former_name
  referencing new table as touched
  for each statement execute function organisations.index_former_names();
create trigger search_hears_of_corrected after update on organisations.former_name
  referencing new table as touched
  for each statement execute function organisations.index_former_names();
create trigger search_hears_of_removed after delete on organisations.former_name
  referencing old table as touched
  for each statement execute function organisations.index_former_names();

create view organisations.card as
  select id, slug, kind, name, short_name, state, municipality_id, logo_id, accent, is_sample
  from organisations.organisation
  where hidden_at is null;
comment on view organisations.card is 'The SQL face of the door: what other modules may join. Hidden organisations are not in it.';
