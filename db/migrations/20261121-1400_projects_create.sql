-- Projects: what is done, by whom, where, for how much money, until when, and what came of it. What
-- nobody knows stays null and is shown as unknown. What was public once is never deleted.
create extension if not exists pg_trgm;

create schema projects;

create function projects.is_rough_date(rough text) returns boolean
  language sql immutable parallel safe
  return rough ~ '^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$';

create function projects.first_day(rough text) returns date
  language sql immutable parallel safe
  return case when projects.is_rough_date(rough) then make_date(
    left(rough, 4)::integer,
    coalesce(nullif(substr(rough, 6, 2), '')::integer, 1),
    coalesce(nullif(substr(rough, 9, 2), '')::integer, 1)
  ) end;
comment on function projects.first_day is
  'The first day that a date known by its year (2026), its month (2026-03) or its day may mean.';

create function projects.last_day(rough text) returns date
  language sql immutable parallel safe
  return case length(rough)
    when 4 then make_date(left(rough, 4)::integer, 12, 31)
    when 7 then (projects.first_day(rough) + interval '1 month' - interval '1 day')::date
    else projects.first_day(rough)
  end;

create function projects.all_words(name jsonb, summary jsonb, contract_number text) returns text
  language sql immutable parallel safe
  return (
    select kit.fold(coalesce(string_agg(part.value, ' | '), ''))
    from (
      select value from jsonb_each_text(name)
      union all select value from jsonb_each_text(summary)
      union all select contract_number where contract_number is not null
    ) as part
  );

create table projects.project (
  id uuid primary key default uuidv7(),
  slug text not null unique
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 60),
  organisation_id uuid references organisations.organisation (id),
  imported_from kit.localized check (imported_from::jsonb <> '{}'),
  name kit.localized not null check (name::jsonb <> '{}'),
  summary kit.localized not null default '{}',
  goal kit.localized not null default '{}',
  specific_goals kit.localized not null default '{}',
  contract_number text check (length(contract_number) between 1 and 60),
  starts text check (projects.is_rough_date(starts)),
  ends text check (projects.is_rough_date(ends)),
  months integer check (months between 1 and 240),
  budget_minor bigint check (budget_minor between 0 and 1000000000000000),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  whole_country boolean not null default false,
  state text not null default 'draft' check (state in ('draft', 'published', 'closed', 'withdrawn')),
  state_since timestamptz not null default now(),
  published_at timestamptz,
  reached kit.localized not null default '{}',
  not_reached kit.localized not null default '{}',
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text not null generated always as (projects.all_words(name, summary, contract_number)) stored,
  constraint project_has_an_owner
    check (organisation_id is not null or imported_from is not null or is_sample),
  constraint project_lasts check (projects.first_day(starts) <= projects.last_day(ends)),
  constraint project_published_once check ((state = 'draft') = (published_at is null)),
  constraint project_closed_with_an_account
    check (state <> 'closed' or reached::jsonb <> '{}' or not_reached::jsonb <> '{}')
);
create index project_organisation on projects.project (organisation_id, state);
create index project_shown on projects.project (state, id desc);
create index project_search on projects.project using gin (search gin_trgm_ops);
comment on column projects.project.slug is 'Its address, /projects/slug. Given once and never changed.';
comment on column projects.project.organisation_id is
  'Who carries it out and answers for the page. Null only where it was imported and nobody knows who.';
comment on column projects.project.imported_from is
  'The public source of a page that no organisation has written itself; null for all others.';
comment on column projects.project.starts is
  'As exactly as it is known: 2021, 2021-08 or 2021-08-15. So are all dates of projects that are text.';
comment on column projects.project.months is 'How long it lasts, where the length is known and the dates are not.';
comment on column projects.project.currency is 'Of the budget and all of its parts.';
comment on column projects.project.published_at is
  'The first time. From then on it is never a draft again; at most it is withdrawn, and says so.';
comment on column projects.project.reached is 'What was reached, said when it was closed.';
comment on column projects.project.is_sample is 'Made up, and marked as such wherever it is shown.';
comment on column projects.project.version is
  'Grows by one with each change: a form that was opened on an older version is compared, not believed.';
comment on column projects.project.search is 'Name, summary and contract number, folded.';

create table projects.project_area (
  project_id uuid not null references projects.project (id),
  area text not null references organisations.area (code),
  primary key (project_id, area)
);
create index project_area_area on projects.project_area (area, project_id);

create table projects.project_place (
  project_id uuid not null references projects.project (id),
  place_id uuid not null references places.place (id),
  primary key (project_id, place_id)
);
create index project_place_place on projects.project_place (place_id, project_id);

create table projects.target_group (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  planned integer check (planned >= 0),
  reached integer check (reached >= 0)
);
create index target_group_project on projects.target_group (project_id);
comment on table projects.target_group is 'For whom it is, as groups and never as persons. A number that nobody gave is null.';

create table projects.activity (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  starts text check (projects.is_rough_date(starts)),
  ends text check (projects.is_rough_date(ends)),
  state text not null check (state in ('planned', 'under_way', 'done', 'dropped')),
  constraint activity_lasts check (projects.first_day(starts) <= projects.last_day(ends))
);
create index activity_project on projects.activity (project_id);

create table projects.party (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  role text not null check (role in ('implementer', 'partner', 'funder', 'sub_recipient')),
  organisation_id uuid references organisations.organisation (id),
  name text check (length(name) between 1 and 140),
  since text check (projects.is_rough_date(since)),
  until text check (projects.is_rough_date(until)),
  constraint party_is_one check (num_nonnulls(organisation_id, name) = 1),
  constraint party_lasts check (projects.first_day(since) <= projects.last_day(until))
);
create unique index party_once on projects.party (project_id, role, organisation_id)
  where organisation_id is not null and until is null;
create index party_project on projects.party (project_id);
create index party_organisation on projects.party (organisation_id, role)
  where organisation_id is not null;
comment on table projects.party is
  'Who else has a part in it, as its implementer says: the other side has not confirmed it.';
comment on column projects.party.name is 'Of somebody who has no page here.';

create table projects.budget_line (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  amount_minor bigint not null check (amount_minor between 0 and 1000000000000000)
);
create index budget_line_project on projects.budget_line (project_id);
comment on table projects.budget_line is
  'The parts of the budget, in its currency. They may differ from the whole while it is being written: the page shows by how much.';

create table projects.team_member (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  name text not null check (length(name) between 1 and 100),
  title kit.localized not null default '{}',
  consent_noted_at timestamptz not null
);
create index team_member_project on projects.team_member (project_id);
comment on column projects.team_member.consent_noted_at is
  'When a steward stated that this person agreed to be shown. Without it nobody is.';

create table projects.risk (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  likelihood text not null check (likelihood in ('low', 'medium', 'high')),
  impact text not null check (impact in ('low', 'medium', 'high')),
  response kit.localized not null default '{}'
);
create index risk_project on projects.risk (project_id);

create table projects.objective (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  unique (id, project_id)
);
create index objective_project on projects.objective (project_id);

create table projects.indicator (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  objective_id uuid not null,
  title kit.localized not null check (title::jsonb <> '{}'),
  unit kit.localized not null default '{}',
  direction text not null check (direction in ('up', 'down')),
  baseline double precision check (abs(baseline) < 1e15),
  baseline_on text check (projects.is_rough_date(baseline_on)),
  target double precision check (abs(target) < 1e15),
  target_on text check (projects.is_rough_date(target_on)),
  foreign key (objective_id, project_id) references projects.objective (id, project_id),
  unique (id, project_id),
  constraint indicator_goes_its_way
    check (case direction when 'up' then target > baseline else target < baseline end)
);
create index indicator_project on projects.indicator (project_id);
create index indicator_objective on projects.indicator (objective_id, project_id);
comment on column projects.indicator.direction is 'up: more is better; down: less is better.';
comment on column projects.indicator.baseline is 'What was measured before it began; null where nobody measured.';

create table projects.measurement (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  indicator_id uuid not null,
  on_date date not null,
  value double precision not null check (abs(value) < 1e15),
  note kit.localized not null default '{}',
  evidence_url text check (evidence_url ~ '^https?://' and length(evidence_url) <= 500),
  evidence_file_id uuid references kit.file (id),
  person_id uuid references people.person (id),
  at timestamptz not null,
  withdrawn_at timestamptz,
  foreign key (indicator_id, project_id) references projects.indicator (id, project_id)
);
create unique index measurement_once on projects.measurement (indicator_id, on_date)
  where withdrawn_at is null;
create index measurement_indicator on projects.measurement (indicator_id, project_id);
create index measurement_project on projects.measurement (project_id);
create index measurement_file on projects.measurement (evidence_file_id)
  where evidence_file_id is not null;
create index measurement_person on projects.measurement (person_id) where person_id is not null;
comment on table projects.measurement is
  'One value of one indicator on one day. It is never rewritten: a wrong one is taken back and a new one is added.';

create table projects.document (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  kind text not null check (kind in (
    'contract', 'proposal', 'narrative_report', 'financial_report', 'evaluation', 'publication', 'other'
  )),
  year integer check (year between 1900 and 2200),
  file_id uuid not null references kit.file (id),
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create index document_project on projects.document (project_id);
create index document_file on projects.document (file_id);
comment on column projects.document.removed_at is
  'Taken off the page. The file stays: what was public is not unsaid in silence.';

create table projects.state_change (
  id uuid primary key default uuidv7(),
  project_id uuid not null references projects.project (id),
  from_state text check (from_state in ('draft', 'published', 'closed', 'withdrawn')),
  to_state text not null check (to_state in ('published', 'closed', 'withdrawn')),
  reason kit.localized not null default '{}',
  decided_by uuid references people.person (id),
  at timestamptz not null,
  constraint state_change_moves check (from_state is distinct from to_state),
  constraint state_change_says_why check (to_state <> 'withdrawn' or reason::jsonb <> '{}')
);
create index state_change_project on projects.state_change (project_id, at desc);
create index state_change_decided_by on projects.state_change (decided_by)
  where decided_by is not null;

-- The history of every field: who changed what, when, from what to what. What belongs to a part of
-- the project (an activity, an indicator) names that part.
create table projects.change (
  id bigint generated always as identity primary key,
  project_id uuid not null references projects.project (id),
  version integer not null,
  part text not null check (part ~ '^[a-z_]+$'),
  item_id uuid,
  field text not null check (field ~ '^[a-z_]+$'),
  language text check (language ~ '^[a-z]{2,3}$'),
  before jsonb,
  after jsonb,
  person_id uuid references people.person (id),
  at timestamptz not null,
  redacted_at timestamptz
);
create index change_project on projects.change (project_id, version desc, id desc);
create index change_person on projects.change (person_id) where person_id is not null;
comment on column projects.change.version is 'The version of the project that this change made.';
comment on column projects.change.part is 'project for its own fields; otherwise the table in which the part stands or stood.';
comment on column projects.change.item_id is 'The part of the project, which may be gone; null for its own fields.';
comment on column projects.change.redacted_at is
  'The values were taken out, because the law or somebody''s privacy asked for it. That it changed stays.';

create function projects.refuse_rewriting() returns trigger
  language plpgsql
  as $$
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
  $$;

create trigger change_is_kept before update or delete on projects.change
  for each row execute function projects.refuse_rewriting();
create trigger change_is_not_emptied before truncate on projects.change
  for each statement execute function projects.refuse_rewriting();
create trigger measurement_is_kept before update or delete on projects.measurement
  for each row execute function projects.refuse_rewriting();
create trigger measurement_is_not_emptied before truncate on projects.measurement
  for each statement execute function projects.refuse_rewriting();
create trigger state_change_is_kept before update or delete on projects.state_change
  for each row execute function projects.refuse_rewriting();
create trigger state_change_is_not_emptied before truncate on projects.state_change
  for each statement execute function projects.refuse_rewriting();
create trigger project_is_kept before delete on projects.project
  for each row when (old.published_at is not null)
  execute function projects.refuse_rewriting();
create trigger project_is_not_emptied before truncate on projects.project
  for each statement execute function projects.refuse_rewriting();

-- Every command that changes a project writes it down through this: one new version, and one row for
-- each field that is not what it was.
create function projects.remember(
  project uuid, person uuid, moment timestamptz, changes jsonb
) returns integer
  language plpgsql
  as $$
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
  $$;

create view projects.card as
  select id, slug, organisation_id, name, state, is_sample
  from projects.project
  where state in ('published', 'closed');
comment on view projects.card is 'The SQL face of the door: projects that anybody may see.';
