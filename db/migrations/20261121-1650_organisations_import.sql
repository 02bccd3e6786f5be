-- The register comes as a table that somebody else wrote. Every import is kept: who brought which file
-- when, what each row was taken for and what it did, so that it can be repeated and undone.

create function organisations.bare_number(number text) returns text
  language sql immutable parallel safe
  return nullif(lower(regexp_replace(number, '[^[:alnum:]]+', '', 'g')), '');
comment on function organisations.bare_number is
  'A number of a register without spaces and signs: 5110-234 and 5110234 are one.';

create index organisation_register on organisations.organisation
  (organisations.bare_number(registration_number)) where registration_number is not null;
create index organisation_fiscal on organisations.organisation
  (organisations.bare_number(fiscal_number)) where fiscal_number is not null;

create table organisations.import (
  id uuid primary key default uuidv7(),
  file_name text not null check (length(file_name) between 1 and 120),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  format text not null check (format in ('csv', 'xlsx')),
  encoding text,
  sheet text,
  signature text not null check (signature ~ '^[0-9a-f]{64}$'),
  header text[] not null,
  columns jsonb not null default '{}' check (jsonb_typeof(columns) = 'object'),
  state text not null default 'mapping' check (state in (
    'mapping', 'checking', 'checked', 'running', 'done', 'dropped', 'undoing', 'undone'
  )),
  total_rows integer not null check (total_rows >= 0),
  done_rows integer not null default 0 check (done_rows >= 0),
  compared_rows integer not null default 0 check (compared_rows >= 0),
  person_id uuid references people.person (id),
  created_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references people.person (id)
);
create index import_person on organisations.import (person_id) where person_id is not null;
create index import_undone_by on organisations.import (undone_by) where undone_by is not null;
comment on column organisations.import.sha256 is 'Of the file as it came: the same file is known again.';
comment on column organisations.import.signature is
  'Of the names of its columns: what they were taken for is remembered for the next file like it.';
comment on column organisations.import.columns is 'Which field is in which column, counted from 0: {"name_sq": 1}.';
comment on column organisations.import.done_rows is 'How far the present step is.';
comment on column organisations.import.compared_rows is 'Up to which row of the file likely duplicates were looked for.';
comment on column organisations.import.person_id is 'Null when it was brought at the operator''s terminal.';

create table organisations.import_mapping (
  signature text primary key,
  columns jsonb not null check (jsonb_typeof(columns) = 'object'),
  used_at timestamptz not null
);
comment on table organisations.import_mapping is 'What the columns of a file were taken for the last time.';

create table organisations.import_cells (
  import_id uuid not null references organisations.import (id) on delete cascade,
  number integer not null check (number > 0),
  cells jsonb not null check (jsonb_typeof(cells) = 'array'),
  wrong jsonb not null default '[]',
  primary key (import_id, number)
);
comment on table organisations.import_cells is
  'The file as it was read. Gone when the import is done or dropped.';
comment on column organisations.import_cells.number is 'The row as the spreadsheet counts it.';

create table organisations.import_row (
  import_id uuid not null references organisations.import (id) on delete cascade,
  number integer not null check (number > 0),
  value jsonb not null,
  number_key text,
  name_keys text[] not null,
  problems jsonb not null default '[]' check (jsonb_typeof(problems) = 'array'),
  verdict text not null check (verdict in ('new', 'changed', 'same', 'wrong', 'twice', 'unclear')),
  organisation_id uuid references organisations.organisation (id) on delete set null,
  before jsonb,
  after jsonb,
  left_alone text[] not null default '{}',
  version integer,
  done_at timestamptz,
  undone text check (undone in ('removed', 'restored', 'touched')),
  primary key (import_id, number)
);
create index import_row_open on organisations.import_row (import_id, number)
  where done_at is null and verdict in ('new', 'changed');
create index import_row_organisation on organisations.import_row (organisation_id)
  where organisation_id is not null;
comment on column organisations.import_row.value is 'What the row says, field by field, after it was checked.';
comment on column organisations.import_row.verdict is
  'unclear: more than one organisation fits; twice: an earlier row of the file says the same.';
comment on column organisations.import_row.before is 'Of the fields that it changes: what stood there.';
comment on column organisations.import_row.left_alone is
  'Fields in which the page says something else: its own people keep it, so it was not changed.';
comment on column organisations.import_row.version is 'The version of the organisation that it made.';
comment on column organisations.import_row.undone is
  'touched: somebody else changed the organisation since, so it was left as it is.';

-- Takes away what an import added, as far as nothing else holds on to it. Gives the ids that went.
create function organisations.remove_untouched(ids uuid[], versions integer[]) returns setof uuid
  language plpgsql
  as $$
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
  $$;

-- Kept row by row from now on: a rule for the statement refused also to take away an organisation
-- that has no states at all.
drop trigger state_change_is_kept on organisations.state_change;
create trigger state_change_is_kept
  before update or delete on organisations.state_change
  for each row execute function organisations.refuse_change();
create trigger state_change_is_not_emptied
  before truncate on organisations.state_change
  for each statement execute function organisations.refuse_change();
