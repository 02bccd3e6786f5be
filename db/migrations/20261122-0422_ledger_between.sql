-- Whether many transfers together overdraw an account is summed once for each account, not once for
-- each transfer: a thousand entries of a bank's statement are posted in one call.

create or replace function ledger.why_not_between(wished ledger.transfer[]) returns text
  language sql stable set search_path = ledger, pg_temp as $$
  with moved as (
    select side.account, side.debit, w.currency, w.ledger,
      case when w.phase in ('single', 'post') then w.amount_minor else 0 end as posted,
      case when w.phase = 'pending' then w.amount_minor
        when w.pending_id is not null then -p.amount_minor else 0 end as pending
    from unnest(wished) w
    left join transfer p on p.id = w.pending_id
    cross join lateral (values (w.debit_account, true), (w.credit_account, false)) as side (account, debit)
  ),
  together as (
    select account, min(currency) as currency, max(currency) as other_currency,
      min(ledger) as ledger, max(ledger) as other_ledger,
      coalesce(sum(posted) filter (where debit), 0) as debits,
      coalesce(sum(pending) filter (where debit), 0) as debits_pending,
      coalesce(sum(posted) filter (where not debit), 0) as credits,
      coalesce(sum(pending) filter (where not debit), 0) as credits_pending
    from moved group by account
  )
  select min(case
    when a.id is null or a.currency <> m.currency or a.currency <> m.other_currency
      or a.ledger <> m.ledger or a.ledger <> m.other_ledger then 'currency_differs'
    when a.closed_at is not null then 'account_closed'
    when not a.may_overdraw and 0 > case a.normal
      when 'credit' then a.credits_posted_minor - a.debits_posted_minor - a.debits_pending_minor
        + m.credits - m.debits - m.debits_pending
      else a.debits_posted_minor - a.credits_posted_minor - a.credits_pending_minor
        + m.debits - m.credits - m.credits_pending
      end then 'overdrawn'
  end)
  from together m left join account a on a.id = m.account
$$;
