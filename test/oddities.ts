/** A migration with what a table of some later module may hold. */
export const oddities = `-- Values of every kind, to see that each comes back as it was.
create schema odd;
create table odd.value (
  id bigint generated always as identity primary key,
  parent_id bigint references odd.value (id),
  bytes bytea, body text, number numeric, float float8, money bigint[], range tstzrange,
  days daterange, raw json, shape jsonb, words tsvector, moment timestamptz, span interval,
  "Ein Name" text, double numeric generated always as (number * 2) stored
);
insert into odd.value (parent_id, bytes, body, number, float, money, range, days, raw, shape, words,
  moment, span, "Ein Name")
select nullif(n % 7, 0), decode(lpad(to_hex(n), 8, '0'), 'hex'),
  case n % 4 when 0 then E'tab\\t back\\\\slash\\nline \\\\. ' || n when 1 then '\\N' when 2 then '' end,
  case when n % 9 = 0 then 'NaN' else n / 3.0 end, case n % 5 when 0 then 'Infinity' else 1e-300 * n end,
  array[n, null, -n], tstzrange('2026-01-01', null), '[2026-01-01,2026-02-01)',
  '{"b": 1,  "a": [1, 2], "b": 2}', jsonb_build_object('n', n, 'ë', 'Đakovica'),
  to_tsvector('simple', 'një dy tri ' || n), timestamptz 'epoch' + n * interval '1.234567 seconds',
  n * interval '1 mon 2 days 03:04:05', 'ш'
from generate_series(1, 3000) n;
create function odd.refuse() returns trigger language plpgsql as $$ begin
  raise exception 'it is kept'; end $$;
create trigger value_is_kept before insert or update or delete on odd.value
  for each statement execute function odd.refuse();
alter table odd.value enable always trigger value_is_kept;
create trigger sleeping before delete on odd.value for each row execute function odd.refuse();
alter table odd.value disable trigger sleeping;
`
