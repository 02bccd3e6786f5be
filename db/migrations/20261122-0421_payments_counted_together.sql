-- A bank's statement brings a hundred thousand payments: what promises received is counted for all
-- rows of one statement at once.

create or replace function payments.count_received() returns trigger language plpgsql
  security definer set search_path = payments, pg_temp as $$
  begin
    if exists (
      select from arrived a join pledge p on p.id = a.pledge_id where p.currency <> a.currency
    ) then
      raise exception 'a pledge is kept in one currency' using errcode = 'check_violation',
        constraint = 'payment_in_currency_of_pledge', table = 'payment';
    end if;
    update pledge p set
      received_minor = p.received_minor + a.together,
      first_received_at = coalesce(p.first_received_at, a.first_at),
      paid_at = case when p.paid_at is null and p.received_minor + a.together >= p.amount_minor
        then a.last_at else p.paid_at end,
      state = case p.state when 'expired' then 'open' else p.state end
    from (
      select pledge_id, sum(amount_minor) as together, min(created_at) as first_at,
        max(created_at) as last_at
      from arrived where pledge_id is not null group by pledge_id
    ) a
    where p.id = a.pledge_id;
    return null;
  end
$$;
drop trigger payment_is_counted on payments.payment;
create trigger payment_is_counted after insert on payments.payment
  referencing new table as arrived
  for each statement execute function payments.count_received();
