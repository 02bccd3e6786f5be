-- How long things are kept is the operator's choice, not the program's: one row for each choice, and
-- what the daily sweeping did.

create table site.retention (
  name text primary key check (name ~ '^[a-z]+\.[a-z_]+$'),
  keep_days integer check (keep_days between 1 and 3650),
  changed_at timestamptz,
  changed_by uuid,
  swept_at timestamptz,
  removed bigint not null default 0 check (removed >= 0),
  check ((changed_at is null) = (keep_days is null))
);
comment on table site.retention is 'A row for each thing that is kept for a time; what the things are, the modules say.';
comment on column site.retention.keep_days is 'Null: as the program proposes.';
comment on column site.retention.removed is 'How many the last sweeping removed.';
