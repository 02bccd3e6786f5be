-- Money that was given for one thing is paid out for that thing. A payout may name the purpose whose
-- account it is taken from, and the part of it that it is for; then it shows a document. The books
-- refuse more than that account holds, as they do for everybody.

alter table payments.payout
  add column purpose_id uuid references payments.purpose (id),
  add column part_id uuid,
  add column part_title kit.localized,
  add constraint payout_part_of_a_purpose check (
    (purpose_id is null) = (part_id is null) and (part_id is null) = (part_title is null)
  );
create index payout_purpose on payments.payout (purpose_id) where purpose_id is not null;
comment on column payments.payout.purpose_id is 'Where it is not the organisation''s free money: the purpose that it was given for, whose account pays.';
comment on column payments.payout.part_id is 'The part of that purpose, as the module knows it that registered the purpose.';
comment on column payments.payout.part_title is 'How that part was called when it was asked for.';

alter table payments.purpose add column whereabouts text;
alter table payments.purpose add constraint purpose_whereabouts check (whereabouts like '/%');
comment on column payments.purpose.whereabouts is 'A page of the module that registered it, on which whoever gave sees where the gift is; the id and the key of the gift follow.';

create function payments.guard_bound_payout() returns trigger language plpgsql as $$
  begin
    if new.purpose_id is not null and not exists (
      select from payments.purpose u
      where u.id = new.purpose_id and u.organisation_id = new.organisation_id
    ) then
      raise exception 'this purpose is another organisation''s' using errcode = 'check_violation',
        constraint = 'payout_of_its_own_purpose', table = 'payout';
    end if;
    if tg_op = 'UPDATE' and old.state <> 'draft' and (new.purpose_id, new.part_id, new.part_title::text)
      is distinct from (old.purpose_id, old.part_id, old.part_title::text) then
      raise exception 'what was asked for is not rewritten: ask anew' using errcode = 'restrict_violation',
        constraint = 'payout_is_kept', table = 'payout';
    end if;
    return new;
  end
$$;
create trigger payout_is_bound before insert or update on payments.payout
  for each row execute function payments.guard_bound_payout();

create function payments.guard_bound_step() returns trigger language plpgsql
  security definer set search_path = payments, pg_temp as $$
  begin
    if new.to_state = 'requested'
      and exists (select from payments.payout p where p.id = new.payout_id and p.purpose_id is not null)
      and not exists (select from payments.payout_document d where d.payout_id = new.payout_id) then
      raise exception 'it shows what it is for' using errcode = 'check_violation',
        constraint = 'payout_shows_a_document', table = 'payout_step';
    end if;
    return new;
  end
$$;
create trigger payout_step_shows_what_for before insert on payments.payout_step
  for each row execute function payments.guard_bound_step();

-- Modules above show what became of money that they asked for. They ask it here and read no account.
create view payments.bound_payout as
  select p.id, p.number, p.organisation_id, p.purpose_id, p.part_id, p.amount_minor, p.currency,
    p.state, p.state_at, p.purpose, p.created_at,
    (select count(*) from payments.payout_document d where d.payout_id = p.id)::int as documents
  from payments.payout p
  where p.purpose_id is not null;
comment on view payments.bound_payout is
  'The SQL face of the door: payouts of money that was given for one thing.';

-- What somebody gave for a purpose, for modules above that show where it is.
create view payments.gift_card as
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
    ), 0)::bigint as here_minor
  from payments.pledge g;
comment on view payments.gift_card is
  'The SQL face of the door: one gift in numbers, without who gave it.';
comment on column payments.gift_card.here_minor is 'What arrived for this purpose; what its giver gave on to another is not in it.';
comment on column payments.gift_card.back_minor is 'Of that went back, or is on its way.';
