-- Tables of projects that somebody brings: who brought which file when, what each row was taken for
-- and what it did, so that a whole import can be taken back.

create table projects.import (
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
  source text check (length(source) between 1 and 200),
  state text not null default 'mapping' check (state in (
    'mapping', 'checking', 'checked', 'running', 'done', 'dropped', 'undoing', 'undone'
  )),
  total_rows integer not null check (total_rows >= 0),
  done_rows integer not null default 0 check (done_rows >= 0),
  person_id uuid references people.person (id),
  created_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references people.person (id),
  constraint import_names_its_source check (state in ('mapping', 'dropped') or source is not null)
);
create index import_person on projects.import (person_id) where person_id is not null;
create index import_undone_by on projects.import (undone_by) where undone_by is not null;
comment on column projects.import.sha256 is 'Of the file as it came: the same file is known again.';
comment on column projects.import.signature is
  'Of the names of its columns: what they were taken for is remembered for the next file like it.';
comment on column projects.import.columns is 'Which field is in which column, counted from 0: {"name_sq": 1}.';
comment on column projects.import.source is 'Whose table it is, as the pages of its projects say it.';
comment on column projects.import.done_rows is 'How far the present step is.';
comment on column projects.import.person_id is 'Null when it was brought at the operator''s terminal.';

create table projects.import_mapping (
  signature text primary key,
  columns jsonb not null check (jsonb_typeof(columns) = 'object'),
  source text not null check (length(source) between 1 and 200),
  used_at timestamptz not null
);
comment on table projects.import_mapping is 'What the columns of a file were taken for the last time.';

create table projects.import_cells (
  import_id uuid not null references projects.import (id) on delete cascade,
  number integer not null check (number > 0),
  cells jsonb not null check (jsonb_typeof(cells) = 'array'),
  wrong jsonb not null default '[]',
  primary key (import_id, number)
);
comment on table projects.import_cells is
  'The file as it was read. Gone when the import is done or dropped.';
comment on column projects.import_cells.number is 'The row as the spreadsheet counts it.';

create table projects.import_row (
  import_id uuid not null references projects.import (id) on delete cascade,
  number integer not null check (number > 0),
  key text not null,
  value jsonb not null,
  problems jsonb not null default '[]' check (jsonb_typeof(problems) = 'array'),
  verdict text not null check (verdict in ('new', 'changed', 'same', 'wrong', 'twice', 'theirs')),
  project_id uuid references projects.project (id),
  before jsonb,
  after jsonb,
  version integer,
  done_at timestamptz,
  undone text check (undone in ('removed', 'restored', 'touched')),
  primary key (import_id, number)
);
create index import_row_open on projects.import_row (import_id, number)
  where done_at is null and verdict in ('new', 'changed');
create index import_row_project on projects.import_row (project_id) where project_id is not null;
comment on column projects.import_row.key is 'By what the project is known again: its contract number, else its name.';
comment on column projects.import_row.value is 'What the row says, field by field, after it was checked.';
comment on column projects.import_row.verdict is
  'theirs: its organisation keeps the page; twice: an earlier row of the file says the same.';
comment on column projects.import_row.before is 'Of the fields that it changes: what stood there.';
comment on column projects.import_row.version is 'The version of the project that it made.';
comment on column projects.import_row.undone is
  'removed: withdrawn, because what was public once is never deleted; touched: changed by somebody since.';
