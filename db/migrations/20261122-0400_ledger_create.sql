-- The books. One row of ledger.transfer is one transfer: what one account gives, another takes, in
-- one currency. Debits equal credits because a row has one of each; nothing needs to be summed to
-- know it. The application may read, and call the functions below; it can write no row by itself.

create schema ledger;
comment on schema ledger is 'Accounts and the transfers between them. Nothing here is ever changed.';

create table ledger.currency (
  code text primary key,
  exponent smallint not null,
  constraint currency_code check (code ~ '^[A-Z]{3}$'),
  constraint currency_exponent check (exponent between 0 and 4)
);
comment on table ledger.currency is 'The currencies that accounts may be kept in, by ISO 4217.';
comment on column ledger.currency.exponent is 'Digits after the decimal point: amounts are whole numbers of the smallest unit.';
insert into ledger.currency (code, exponent) values
  ('EUR', 2), ('CHF', 2), ('USD', 2), ('GBP', 2), ('SEK', 2), ('NOK', 2), ('DKK', 2), ('CAD', 2),
  ('AUD', 2), ('ALL', 2), ('MKD', 2), ('RSD', 2), ('BAM', 2), ('TRY', 2), ('BGN', 2), ('CZK', 2),
  ('PLN', 2), ('HUF', 2), ('RON', 2), ('JPY', 0), ('ISK', 0), ('KWD', 3), ('BHD', 3);

create table ledger.account_kind (
  code text primary key,
  ledger smallint not null,
  normal text not null,
  may_overdraw boolean not null,
  keeps_balance boolean not null,
  ends_at_zero boolean not null default false,
  constraint account_kind_code check (code ~ '^[a-z][a-z_]{2,30}$'),
  constraint account_kind_ledger check (ledger in (1, 2, 3)),
  constraint account_kind_normal check (normal in ('debit', 'credit')),
  constraint account_kind_law unique (code, ledger, normal, may_overdraw, keeps_balance),
  constraint account_kind_guards_what_it_counts check (keeps_balance or may_overdraw)
);
comment on table ledger.account_kind is 'The chart of accounts: what kinds of account there are, and the law of each.';
comment on column ledger.account_kind.ledger is '1 money, 2 commitments, 3 memorandum. No transfer leads from one into another.';
comment on column ledger.account_kind.normal is 'The side on which it grows.';
comment on column ledger.account_kind.keeps_balance is
  'Its balance stands in its row and guards it. Where everybody pays through one account that one row would be a queue, and the balance is the sum of its transfers.';
comment on column ledger.account_kind.ends_at_zero is 'A way through: at rest nothing is left on it.';

insert into ledger.account_kind (code, ledger, normal, may_overdraw, keeps_balance, ends_at_zero) values
  -- what the collecting entities have
  ('bank', 1, 'debit', true, false, false),
  ('processor', 1, 'debit', true, false, false),
  ('owed_by_entity', 1, 'debit', true, false, false),
  -- what they owe
  ('payable', 1, 'credit', false, true, false),
  ('escrow', 1, 'credit', false, true, false),
  ('match_pool', 1, 'credit', false, true, false),
  ('donor_credit', 1, 'credit', false, true, false),
  ('suspense', 1, 'credit', false, true, false),
  ('dispute_reserve', 1, 'credit', false, true, false),
  ('owed_to_entity', 1, 'credit', true, false, false),
  ('opening', 1, 'credit', true, false, false),
  -- what it cost them
  ('processor_fee', 1, 'debit', true, false, false),
  ('bank_charge', 1, 'debit', true, false, false),
  ('loss', 1, 'debit', true, false, false),
  ('rounding', 1, 'debit', true, false, false),
  ('exchange', 1, 'credit', true, false, false),
  -- commitments
  ('appropriation', 2, 'debit', true, false, false),
  ('budget', 2, 'credit', false, true, false),
  ('commitment', 2, 'credit', false, true, false),
  ('disbursement', 2, 'credit', true, false, false),
  -- memorandum
  ('declared_by', 3, 'debit', true, false, false),
  ('declared_gift', 3, 'credit', true, false, false),
  ('in_kind', 3, 'credit', true, false, false);

create table ledger.account (
  id bigint generated always as identity primary key,
  kind text not null,
  owner_id uuid,
  counterparty_id uuid,
  currency text not null references ledger.currency (code),
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
  constraint account_kind_known
    foreign key (kind, ledger, normal, may_overdraw, keeps_balance)
    references ledger.account_kind (code, ledger, normal, may_overdraw, keeps_balance),
  constraint account_once unique nulls not distinct (kind, owner_id, counterparty_id, currency),
  constraint account_currency unique (id, currency, ledger),
  constraint account_sums check (
    debits_posted_minor >= 0 and credits_posted_minor >= 0
    and debits_pending_minor >= 0 and credits_pending_minor >= 0
  ),
  constraint account_not_overdrawn check (
    may_overdraw
    or (normal = 'credit' and credits_posted_minor >= debits_posted_minor + debits_pending_minor)
    or (normal = 'debit' and debits_posted_minor >= credits_posted_minor + credits_pending_minor)
  ),
  constraint account_closed_is_empty check (
    closed_at is null or (
      keeps_balance and debits_posted_minor = credits_posted_minor
      and debits_pending_minor = 0 and credits_pending_minor = 0
    )
  )
) with (fillfactor = 70);
comment on table ledger.account is 'One account: of one kind, one owner, one currency.';
comment on column ledger.account.owner_id is 'Whose it is: by its kind an organisation, a bank account, a campaign. The books do not know these tables.';
comment on column ledger.account.counterparty_id is 'The other one, where an account says what one owes another.';
comment on column ledger.account.keeps_balance is 'Repeated from the kind, like the three before it, so that the checks of this row can see it.';
comment on column ledger.account.debits_posted_minor is 'The four sums are kept by a trigger on ledger.transfer; where keeps_balance is false they stay 0.';
comment on column ledger.account.debits_pending_minor is 'Reserved: it counts against what is available at once, and as received only when it is posted.';

create table ledger.transfer (
  seq bigint generated always as identity primary key,
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
  constraint transfer_once unique (id),
  constraint transfer_debit foreign key (debit_account, currency, ledger)
    references ledger.account (id, currency, ledger),
  constraint transfer_credit foreign key (credit_account, currency, ledger)
    references ledger.account (id, currency, ledger),
  constraint transfer_pending foreign key (pending_id) references ledger.transfer (id),
  constraint transfer_reverses foreign key (reverses) references ledger.transfer (id),
  constraint transfer_amount check (amount_minor > 0),
  constraint transfer_between_two check (debit_account <> credit_account),
  constraint transfer_phase check (phase in ('single', 'pending', 'post', 'void', 'expire')),
  constraint transfer_resolves_a_pending check (
    (phase in ('post', 'void', 'expire')) = (pending_id is not null)
  ),
  constraint transfer_only_pending_expires check (expires_at is null or phase = 'pending'),
  constraint transfer_reversal_is_single check (reverses is null or phase = 'single'),
  constraint transfer_kind check (kind ~ '^[a-z][a-z_]{2,40}$'),
  constraint transfer_actor check (actor ~ '^(system|person:[0-9a-f-]{36}|key:[0-9a-f-]{36})$'),
  constraint transfer_reason check (length(reason) between 1 and 500),
  constraint transfer_ext_ref check (length(ext_ref) between 1 and 200)
);
create unique index transfer_resolved_once on ledger.transfer (pending_id) where pending_id is not null;
create index transfer_reversal on ledger.transfer (reverses) where reverses is not null;
create index transfer_event on ledger.transfer (event_id);
create index transfer_debit_of on ledger.transfer (debit_account, seq);
create index transfer_credit_of on ledger.transfer (credit_account, seq);
create index transfer_expires on ledger.transfer (expires_at) where phase = 'pending' and expires_at is not null;
comment on table ledger.transfer is 'One transfer between two accounts. Written once; corrected only by another one that names it.';
comment on column ledger.transfer.seq is 'The order in which it was written. Numbers of transactions that failed are missing.';
comment on column ledger.transfer.id is 'Made by who asks, and kept before asking: the same id again is the same transfer.';
comment on column ledger.transfer.event_id is 'What happened: rows with one event_id were written together or not at all.';
comment on column ledger.transfer.phase is
  'single: at once. pending: reserved, until post (up to its amount; the rest is released), void or expire.';
comment on column ledger.transfer.effective_on is 'The day it counts for, in the books; recorded_at is when it was written.';
comment on column ledger.transfer.actor is 'Who did it: a person, a machine''s key, or the system.';
comment on column ledger.transfer.ext_ref is 'What somebody else calls it: a bank''s or a processor''s own reference.';

create table ledger.period_close (
  closed_through date primary key,
  closed_at timestamptz not null default now(),
  closed_by text not null,
  constraint period_close_is_a_month_end
    check (extract(day from closed_through + 1) = 1),
  constraint period_close_actor check (closed_by ~ '^(system|person:[0-9a-f-]{36})$')
);
comment on table ledger.period_close is 'Up to and with this day the books are closed; what is found later is booked later.';

-- What is written stays.

create function ledger.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the ledger is never rewritten: book a transfer that corrects it'
      using errcode = 'restrict_violation', constraint = 'ledger_is_kept', table = tg_table_name;
  end
$$;

create trigger transfer_is_kept before update or delete on ledger.transfer
  for each row execute function ledger.refuse_change();
create trigger transfer_is_not_emptied before truncate on ledger.transfer
  for each statement execute function ledger.refuse_change();
create trigger period_close_is_kept before update or delete on ledger.period_close
  for each row execute function ledger.refuse_change();
create trigger period_close_is_not_emptied before truncate on ledger.period_close
  for each statement execute function ledger.refuse_change();
create trigger account_is_kept before delete on ledger.account
  for each row execute function ledger.refuse_change();
create trigger account_is_not_emptied before truncate on ledger.account
  for each statement execute function ledger.refuse_change();
create trigger account_stays_what_it_is before update on ledger.account
  for each row when (
    (new.id, new.kind, new.owner_id, new.counterparty_id, new.currency, new.ledger, new.normal,
      new.may_overdraw, new.keeps_balance, new.opened_at)
    is distinct from
    (old.id, old.kind, old.owner_id, old.counterparty_id, old.currency, old.ledger, old.normal,
      old.may_overdraw, old.keeps_balance, old.opened_at)
  ) execute function ledger.refuse_change();

-- What a row must agree with that other rows say. The function that posts has looked already and
-- answers in words; here stands that no other way in can forget it.

create function ledger.refuse_unlawful_transfer() returns trigger language plpgsql
  set search_path = ledger, pg_temp as $$
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
$$;

create trigger transfer_is_lawful before insert on ledger.transfer
  for each row when (new.pending_id is not null or new.reverses is not null)
  execute function ledger.refuse_unlawful_transfer();

-- The balances follow the transfers, whoever wrote them, and nobody writes into closed books.

create function ledger.keep_balances() returns trigger language plpgsql
  set search_path = ledger, pg_temp as $$
  declare
    sole record;
    at_once bigint;
  begin
    select count(*) as rows, min(effective_on) as earliest, min(debit_account) as debit,
        min(credit_account) as credit, min(amount_minor) as amount, min(phase) as phase
      into sole from written;
    if exists (select from period_close where closed_through >= sole.earliest) then
      raise exception 'the period is closed' using errcode = 'check_violation',
        constraint = 'transfer_in_open_period', table = 'transfer';
    end if;
    -- By far the most frequent case, and three times as quick by itself.
    if sole.rows = 1 and sole.phase in ('single', 'pending') then
      at_once := case when sole.phase = 'single' then sole.amount else 0 end;
      update account a set
        debits_posted_minor = a.debits_posted_minor + case when a.id = sole.debit then at_once else 0 end,
        credits_posted_minor = a.credits_posted_minor + case when a.id = sole.credit then at_once else 0 end,
        debits_pending_minor = a.debits_pending_minor
          + case when a.id = sole.debit then sole.amount - at_once else 0 end,
        credits_pending_minor = a.credits_pending_minor
          + case when a.id = sole.credit then sole.amount - at_once else 0 end
      where a.id in (sole.debit, sole.credit) and a.keeps_balance;
      return null;
    end if;
    update account a set
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
        from written t left join transfer p on p.id = t.pending_id
      ) moved
      cross join lateral (values (moved.debit_account, true), (moved.credit_account, false))
        as side (account, debit)
      group by side.account
    ) d
    where a.id = d.account and a.keeps_balance;
    return null;
  end
$$;

create trigger transfer_moves_balances after insert on ledger.transfer
  referencing new table as written
  for each statement execute function ledger.keep_balances();

-- The only ways in.

create function ledger.open_account(
  its_kind text, its_owner uuid, its_counterparty uuid, its_currency text
) returns bigint language plpgsql security definer set search_path = ledger, pg_temp as $$
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
$$;
comment on function ledger.open_account is 'The account of this kind, owner and currency; opened when it is asked for the first time.';

create function ledger.post_alone(its jsonb) returns boolean language plpgsql
  set search_path = ledger, pg_temp as $$
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
    perform from account
      where id in (its_debit, its_credit) and keeps_balance order by id for no key update;
    select count(*) = 2 and min(currency) = max(currency) and min(ledger) = max(ledger)
        and not exists (select from period_close where closed_through >= its_day)
        and bool_and(closed_at is null and (may_overdraw or 0 <=
          case when normal = 'credit'
            then credits_posted_minor - debits_posted_minor - debits_pending_minor
            else debits_posted_minor - credits_posted_minor - credits_pending_minor end
          + case when (normal = 'credit') = (id = its_debit) then -its_amount
            when its_phase = 'single' then its_amount else 0 end)),
        min(currency), min(ledger)
      into lawful, its_currency, its_ledger
      from account where id in (its_debit, its_credit);
    if lawful is distinct from true or its ->> 'currency' <> its_currency then
      return false;
    end if;
    insert into transfer (id, event_id, kind, phase, debit_account, credit_account, currency, ledger,
        amount_minor, expires_at, effective_on, actor, reason, ext_ref)
      values ((its ->> 'id')::uuid, (its ->> 'event_id')::uuid, its ->> 'kind', its_phase, its_debit,
        its_credit, its_currency, its_ledger, its_amount, (its ->> 'expires_at')::timestamptz,
        its_day, its ->> 'actor', its ->> 'reason', its ->> 'ext_ref')
      on conflict (id) do nothing;
    get diagnostics written = row_count;
    return written = 1;
  end
$$;
comment on function ledger.post_alone is
  'Writes the one plain row that most events are. False where there is anything to say about it: post looks again and says it.';

create function ledger.post(rows jsonb, at timestamptz default clock_timestamp()) returns text language plpgsql security definer
  set search_path = ledger, pg_temp as $$
  declare
    wished transfer[];
    known int;
    refusal text;
    written int;
  begin
    -- Every poster holds the lock, so that a period is not closed between a look at it and the
    -- writing. A number in the chain of blocks is waited for by the number of its transaction,
    -- which is therefore taken before it.
    perform pg_advisory_xact_lock_shared(hashtext('ledger.period')), pg_current_xact_id();

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
    perform from account a
      where a.keeps_balance and a.id in (
        select debit_account from unnest(wished) union select credit_account from unnest(wished)
      )
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
$$;
comment on function ledger.post is
  'Writes all rows or none. Says created, exists (the same was written before), or why not.';

create function ledger.post_many(rows jsonb, at timestamptz default clock_timestamp())
  returns table (event_id uuid, result text) language plpgsql security definer
  set search_path = ledger, pg_temp as $$
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
$$;
comment on function ledger.post_many is
  'Many events by one writer: all at once where all are lawful, else one after another in their order, each with its own answer.';

create function ledger.written_before(wished ledger.transfer[], known int) returns text
  language sql stable set search_path = ledger, pg_temp as $$
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
$$;

create function ledger.why_not(wished ledger.transfer[], at timestamptz) returns text language plpgsql stable
  set search_path = ledger, pg_temp as $$
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
$$;

create function ledger.why_not_resolve(wished ledger.transfer[], at timestamptz) returns text
  language sql stable set search_path = ledger, pg_temp as $$
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
$$;

create function ledger.why_not_reverse(wished ledger.transfer[]) returns text language sql stable
  set search_path = ledger, pg_temp as $$
  select min(case
    when o.id is null or o.phase not in ('single', 'post') or o.debit_account <> w.credit_account
      or o.credit_account <> w.debit_account then 'reverses_unknown'
    when w.together + coalesce((select sum(amount_minor) from transfer t where t.reverses = w.reverses), 0)
      > o.amount_minor then 'reverses_exceeded'
  end)
  from (select *, sum(amount_minor) over (partition by reverses) as together from unnest(wished)) w
  left join transfer o on o.id = w.reverses
  where w.reverses is not null
$$;

create function ledger.why_not_between(wished ledger.transfer[]) returns text language sql stable
  set search_path = ledger, pg_temp as $$
  with moved as (
    select side.account, side.debit, w.currency, w.ledger,
      case when w.phase in ('single', 'post') then w.amount_minor else 0 end as posted,
      case when w.phase = 'pending' then w.amount_minor
        when w.pending_id is not null then -p.amount_minor else 0 end as pending
    from unnest(wished) w
    left join transfer p on p.id = w.pending_id
    cross join lateral (values (w.debit_account, true), (w.credit_account, false)) as side (account, debit)
  )
  select min(case
    when a.id is null or a.currency <> m.currency or a.ledger <> m.ledger then 'currency_differs'
    when a.closed_at is not null then 'account_closed'
    when not a.may_overdraw and 0 > (
      select case a.normal when 'credit'
        then a.credits_posted_minor - a.debits_posted_minor - a.debits_pending_minor
        else a.debits_posted_minor - a.credits_posted_minor - a.credits_pending_minor end
        + sum(case when (a.normal = 'credit') = n.debit then -n.posted - n.pending else n.posted end)
      from moved n where n.account = m.account
    ) then 'overdrawn'
  end)
  from moved m left join account a on a.id = m.account
$$;

create function ledger.close_account(its_id bigint) returns boolean language sql security definer
  set search_path = ledger, pg_temp as $$
  update account set closed_at = now()
    where id = its_id and closed_at is null and keeps_balance
      and debits_posted_minor = credits_posted_minor
      and debits_pending_minor = 0 and credits_pending_minor = 0
    returning true
$$;
comment on function ledger.close_account is 'Closes an account on which nothing is left; null when it cannot be.';

create function ledger.close_period(through date, by_whom text) returns text language plpgsql
  security definer set search_path = ledger, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(hashtext('ledger.period'));
    if through >= current_date then
      return 'not_over';
    end if;
    if through <= (select max(closed_through) from period_close) then
      return 'closed_already';
    end if;
    insert into period_close (closed_through, closed_by) values (through, by_whom);
    return null;
  end
$$;
comment on function ledger.close_period is 'Closes the books up to and with the last day of a month; null when done, else why not.';

revoke insert, update, delete, truncate on all tables in schema ledger from mozaik_app;
