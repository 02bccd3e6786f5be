-- What a card's processor refuses to give back can reach its giver through a bank account, which
-- the giver alone names. It is a refund of the same payment, so that both ways together never give
-- back more than came (refund_within_payment); and a bank that disputes the charge stops it.

alter table payments.bank_return
  add column asks_giver boolean not null default false,
  add column giver_told_at timestamptz,
  add constraint bank_return_giver_alone check (not asks_giver or told_by is null),
  add constraint bank_return_giver_told check (
    case when asks_giver then (giver_told_at is null) = (iban is null) else giver_told_at is null end
  ),
  add constraint bank_return_giver_seconded check (
    not asks_giver or state in ('requested', 'withdrawn') or confirmed_by is not null
  );
create index bank_return_asks_giver on payments.bank_return (created_at)
  where asks_giver and state in ('requested', 'confirmed', 'ordered');
comment on column payments.bank_return.asks_giver is 'It came by card, and the processor refused to give it back: its giver, and nobody else, says to which account it goes.';
comment on column payments.bank_return.giver_told_at is 'When its giver named the account, the last time.';
grant update (giver_told_at) on payments.bank_return to mozaik_app;

create or replace function payments.guard_bank_return() returns trigger language plpgsql as $$
  declare
    told boolean := old.state = 'requested' and new.state = 'requested' and new.told_by is not null;
    giver boolean := old.asks_giver and old.state = 'requested' and new.state = 'requested'
      and new.giver_told_at is distinct from old.giver_told_at;
  begin
    if (new.id, new.number, new.refund_id, new.entry_id, new.credit_choice_id, new.decided_by, new.bank_account_id,
        new.amount_minor, new.currency, new.why, new.event_id, new.leg_id, new.requested_by, new.created_at,
        new.asks_giver)
      is distinct from
      (old.id, old.number, old.refund_id, old.entry_id, old.credit_choice_id, old.decided_by, old.bank_account_id,
        old.amount_minor, old.currency, old.why, old.event_id, old.leg_id, old.requested_by, old.created_at,
        old.asks_giver)
      or ((new.iban, new.bic, new.holder, new.bank_name, new.told_by)
        is distinct from (old.iban, old.bic, old.holder, old.bank_name, old.told_by)
        and not giver
        and not (not old.asks_giver and told and (old.iban is null or old.told_by is not null)))
      or (new.giver_told_at is distinct from old.giver_told_at and not giver)
      or (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
      or (new.state <> old.state and (old.state, new.state) not in (
        ('requested', 'confirmed'), ('requested', 'withdrawn'), ('confirmed', 'withdrawn'),
        ('confirmed', 'ordered'), ('ordered', 'confirmed'), ('ordered', 'done'), ('ordered', 'failed')
      ))
    then
      raise exception 'a return is not rewritten' using errcode = 'restrict_violation',
        constraint = 'bank_return_is_kept', table = 'bank_return';
    end if;
    return new;
  end
$$;

-- A gift by card leaves by bank only where its processor refused it, and to where its giver says:
-- otherwise whoever gives with another's card would be handed clean money.
create function payments.guard_return_elsewhere() returns trigger
  language plpgsql security definer set search_path = payments, pg_temp as $$
  declare
    paid payments.payment;
  begin
    if new.refund_id is null and not new.asks_giver then return new; end if;
    select m.* into paid from payments.refund r join payments.payment m on m.id = r.payment_id
      where r.id = new.refund_id;
    if tg_op = 'INSERT' then
      if new.asks_giver is distinct from (coalesce(paid.method, '') = 'card')
        or new.asks_giver and not exists (
          select from payments.card_refund c join payments.refund r on r.id = c.id
          where r.payment_id = paid.id and c.state = 'failed'
        )
      then
        raise exception 'by bank goes back what came by bank, or what a card refused'
          using errcode = 'check_violation', constraint = 'bank_return_refused_by_card', table = 'bank_return';
      end if;
      return new;
    end if;
    if not new.asks_giver or new.state = old.state then return new; end if;
    if (old.state, new.state) in (('requested', 'confirmed'), ('confirmed', 'ordered')) and exists (
      select from payments.payment came join payments.card_dispute d on d.charge_id = came.source_id
      where came.id = coalesce(paid.origin_id, paid.id) and came.source = 'charge' and d.state = 'open'
    ) then
      raise exception 'its bank is taking it back already' using errcode = 'check_violation',
        constraint = 'bank_return_not_disputed', table = 'bank_return';
    end if;
    if new.state = 'confirmed' and new.confirmed_by = (
      select g.person_id from payments.pledge g where g.id = paid.pledge_id
    ) then
      raise exception 'whoever gave it does not confirm it' using errcode = 'check_violation',
        constraint = 'bank_return_giver_is_another', table = 'bank_return';
    end if;
    return new;
  end
$$;
create trigger bank_return_elsewhere before insert or update on payments.bank_return
  for each row execute function payments.guard_return_elsewhere();
