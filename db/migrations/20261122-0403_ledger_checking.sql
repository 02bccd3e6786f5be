-- What checking needs: how often it was done and what it found, what owners of accounts are called
-- in public, and up to which transfer a period was open when it was closed.

create table ledger.checking (
  id uuid primary key default uuidv7(),
  began_at timestamptz not null,
  ended_at timestamptz not null,
  transfers bigint not null,
  blocks bigint not null,
  last_hash bytea,
  fault_count int not null,
  faults jsonb not null default '[]',
  constraint checking_lasts check (ended_at >= began_at),
  constraint checking_counts check (transfers >= 0 and blocks >= 0 and fault_count >= 0),
  constraint checking_hash check (octet_length(last_hash) = 32),
  constraint checking_names_faults check (
    jsonb_typeof(faults) = 'array' and (fault_count = 0) = (jsonb_array_length(faults) = 0)
  )
);
comment on table ledger.checking is 'The books were recomputed from zero: when, how much, and what was found.';
comment on column ledger.checking.faults is 'The first hundred, each with its code, the block and the row.';
create index checking_newest on ledger.checking (began_at desc);

create table ledger.owner (
  id uuid primary key,
  name kit.localized not null,
  told_at timestamptz not null default now()
);
comment on table ledger.owner is
  'What an owner of accounts is called in public. Told by the modules that know; a donor is never told.';

-- Clocks are set back now and then; numbers are not.
alter table ledger.period_close add column closed_seq bigint not null default 0;
comment on column ledger.period_close.closed_seq is
  'The last number given out before: a transfer with a higher one and a day within the period was let in unlawfully.';

create or replace function ledger.close_period(through date, by_whom text) returns text
  language plpgsql security definer set search_path = ledger, pg_temp as $$
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
$$;

-- Days come nearly in order, so a few bytes for each stretch of rows are enough to find a month.
create index transfer_by_day on ledger.transfer using brin (effective_on) with (pages_per_range = 16);

revoke insert, update, delete, truncate on all tables in schema ledger from mozaik_app;
grant insert on ledger.checking to mozaik_app;
grant insert, update on ledger.owner to mozaik_app;
