-- What every posting pays for, made cheaper; the law is the same (decision 0240).

-- A condition over ten columns was read and prepared anew for each change of a balance. A trigger
-- on columns costs nothing while they are not named, and refuses also to set them to what they are.
create or replace trigger account_stays_what_it_is
  before update of id, kind, owner_id, counterparty_id, currency, ledger, normal, may_overdraw,
    keeps_balance, opened_at
  on ledger.account for each row execute function ledger.refuse_change();

create or replace function ledger.post_alone(its jsonb)
returns boolean
language plpgsql
as $$
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
$$;

create or replace function ledger.keep_balances()
returns trigger
language plpgsql
as $$
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
$$;

create or replace function ledger.post(rows jsonb, at timestamptz default clock_timestamp())
returns text
language plpgsql
security definer
set search_path = ledger, pg_temp
as $$
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
$$;
