-- Values that a library keeps under a key until a time: what it fetched from elsewhere and what it has
-- seen already. Nothing here is the only copy of anything.
create table kit.kept_value (
  key text[] primary key check (cardinality(key) > 0),
  value jsonb not null,
  expires_at timestamptz
);
create index kept_value_expires on kit.kept_value (expires_at) where expires_at is not null;
comment on column kit.kept_value.expires_at is 'From then on it is as if it were not there; null for ever.';
