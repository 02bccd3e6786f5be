-- What a purpose that failed gives back waits some days before it goes: until then its giver may say
-- that it shall be for something else. It is then given on: a refund of what it was, done here and
-- now, and a payment for what it is, under one event of the books. Where it came from stays known, so
-- that it can still go back to there.

alter table payments.refund
  add column goes_at timestamptz,
  drop constraint refund_reason,
  add constraint refund_reason check (
    reason in ('donor_asked', 'late', 'duplicate', 'wrong_amount', 'purpose_failed', 'passed_on', 'dispute_lost', 'processor_did', 'bank_returned', 'error')
  ),
  add constraint refund_waits_by_rule check (goes_at is null or requested_by is null),
  add constraint refund_passed_on check (reason <> 'passed_on' or state = 'done');
create index refund_waiting on payments.refund (goes_at) where state = 'requested' and goes_at is not null;
comment on column payments.refund.goes_at is 'Reserved, and not sent before: until then its giver may give it on to something else.';

alter table payments.payment
  add column origin_id uuid,
  drop constraint payment_source,
  add constraint payment_source check (source in ('entry', 'charge', 'credit', 'passed_on')),
  add constraint payment_passed_on check ((source = 'passed_on') = (origin_id is not null));
create index payment_origin on payments.payment (origin_id) where origin_id is not null;
comment on column payments.payment.source is 'entry: a line of a bank''s statement. charge: a card. credit: what a donor had left here before. passed_on: another payment, which its giver gave on.';
comment on column payments.payment.origin_id is 'Of what was given on: the payment with which it came to us, however often it was given on since.';

-- Nothing is given on that did not leave the one before: the same cents, under the same event.
create function payments.guard_passed_on() returns trigger language plpgsql
  security definer set search_path = payments, pg_temp as $$
  begin
    if not exists (
      select from payments.refund r join payments.payment before on before.id = r.payment_id
      where before.id = new.source_id and r.reason = 'passed_on' and r.event_id = new.event_id
        and r.amount_minor = new.amount_minor and before.currency = new.currency
        and before.method = new.method and coalesce(before.origin_id, before.id) = new.origin_id
    ) then
      raise exception 'only what left another payment is given on' using errcode = 'check_violation',
        constraint = 'payment_left_another', table = 'payment';
    end if;
    return new;
  end
$$;
create trigger payment_left_another before insert on payments.payment
  for each row when (new.source = 'passed_on') execute function payments.guard_passed_on();

alter table payments.receipt
  drop constraint receipt_why_known,
  add constraint receipt_why_known check (why in ('returned', 'passed_on', 'disputed', 'mistake'));

create or replace view payments.gift_card as
  select g.id, g.purpose_id, g.currency, g.state, g.method, g.amount_minor, g.received_minor,
    g.returned_minor, g.created_at, g.expires_at, g.first_received_at, g.is_sample,
    coalesce((
      select sum(r.amount_minor) from payments.refund r
      join payments.payment m on m.id = r.payment_id
      where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.state <> 'failed'
    ), 0)::bigint as back_minor,
    coalesce((
      select sum(r.amount_minor) from payments.refund r
      join payments.payment m on m.id = r.payment_id
      where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.state = 'done'
    ), 0)::bigint as gone_back_minor,
    coalesce((
      select sum(m.amount_minor) from payments.payment m
      where m.pledge_id = g.id and m.purpose_id = g.purpose_id
    ), 0)::bigint as here_minor,
    coalesce((
      select sum(r.amount_minor) from payments.refund r
      join payments.payment m on m.id = r.payment_id
      where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.reason = 'passed_on'
    ), 0)::bigint as passed_on_minor,
    (
      select min(r.goes_at) from payments.refund r
      join payments.payment m on m.id = r.payment_id
      where m.pledge_id = g.id and m.purpose_id = g.purpose_id and r.state = 'requested'
    ) as goes_back_at
  from payments.pledge g;
comment on column payments.gift_card.passed_on_minor is 'Of what went back: given on by its giver, to another purpose.';
comment on column payments.gift_card.goes_back_at is 'Until then its giver may give it on; null where nothing waits for that.';

-- What comes by card can be disputed for months. Some purposes promise their money to others at once:
-- nothing is promised for them by card.
alter table payments.purpose add column by_bank_only boolean not null default false;
comment on column payments.purpose.by_bank_only is 'Nothing is given for it by card: what it promises to others must not be taken out of it.';

create function payments.guard_method() returns trigger language plpgsql
  security definer set search_path = payments, pg_temp as $$
  begin
    if exists (select from payments.purpose u where u.id = new.purpose_id and u.by_bank_only) then
      raise exception 'this is given for by bank alone' using errcode = 'check_violation',
        constraint = 'pledge_by_bank_only', table = 'pledge';
    end if;
    return new;
  end
$$;
create trigger pledge_by_bank_only before insert on payments.pledge
  for each row when (new.method = 'card') execute function payments.guard_method();
