-- Money goes out to organisations: somebody of theirs asks, two people of ours approve, a file goes
-- to the bank, and the bank's word closes it. Each step is a row that is never changed, and the
-- state of a payout is what the last step says; nothing else can write it.

create table payments.payout_terms (
  only_one boolean primary key default true,
  hold_days integer not null default 7,
  card_hold_days integer not null default 14,
  constraint payout_terms_only_one check (only_one),
  constraint payout_terms_hold check (hold_days between 0 and 90),
  constraint payout_terms_card_hold check (card_hold_days between 0 and 180)
);
comment on table payments.payout_terms is 'How long money waits before it may leave. One row.';
comment on column payments.payout_terms.hold_days is 'So long after the second person confirmed it nothing is paid to an account: whoever stole a mailbox is found out in this time.';
comment on column payments.payout_terms.card_hold_days is 'So long after a gift by card its money stays: gifts by stolen cards are taken back.';
insert into payments.payout_terms default values;

create table payments.payout (
  id uuid primary key default uuidv7(),
  number bigint generated always as identity,
  organisation_id uuid not null references organisations.organisation (id),
  account_id uuid not null references organisations.bank_account (id),
  iban text not null,
  bic text,
  holder text not null,
  bank_name text not null,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  purpose text not null,
  state text not null default 'draft',
  state_at timestamptz not null,
  created_by uuid references people.person (id),
  requested_by uuid references people.person (id),
  created_at timestamptz not null,
  is_sample boolean not null default false,
  constraint payout_number unique (number),
  constraint payout_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  constraint payout_bic check (bic ~ '^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  constraint payout_amount check (amount_minor > 0),
  constraint payout_holder check (length(holder) between 2 and 140),
  constraint payout_purpose check (length(purpose) between 1 and 500),
  constraint payout_state check (
    state in ('draft', 'requested', 'approved_once', 'approved', 'ordered', 'paid', 'failed', 'returned', 'refused', 'cancelled')
  )
);
create index payout_organisation on payments.payout (organisation_id, created_at);
create index payout_account on payments.payout (account_id);
create index payout_created_by on payments.payout (created_by);
create index payout_requested_by on payments.payout (requested_by);
create index payout_open on payments.payout (state_at)
  where state in ('requested', 'approved_once', 'approved', 'ordered');
comment on table payments.payout is 'Money that an organisation asks for, to one of its own accounts.';
comment on column payments.payout.number is 'With it the bank names the payment: MZ-P-000123.';
comment on column payments.payout.iban is 'As the account was when it was asked for; it must still be that when the file is made.';
comment on column payments.payout.state is 'Written by the trigger on payout_step alone.';
comment on column payments.payout.holder is 'Whom the bank is told to pay.';

create table payments.payout_document (
  payout_id uuid not null references payments.payout (id),
  file_id uuid not null references kit.file (id),
  added_by uuid references people.person (id),
  added_at timestamptz not null,
  primary key (payout_id, file_id)
);
create index payout_document_file on payments.payout_document (file_id);
create index payout_document_added_by on payments.payout_document (added_by);
comment on table payments.payout_document is 'What shows what the money is for. Evidence: only the organisation''s people and operators see it.';

create table payments.payout_step (
  id uuid primary key default uuidv7(),
  payout_id uuid not null references payments.payout (id),
  from_state text not null,
  to_state text not null,
  person_id uuid references people.person (id),
  second_id uuid references people.person (id),
  reason text,
  why text,
  at timestamptz not null,
  constraint payout_step_leads_on check (
    (from_state, to_state) in (
      ('draft', 'requested'), ('draft', 'cancelled'), ('requested', 'approved_once'),
      ('requested', 'cancelled'), ('requested', 'refused'), ('approved_once', 'approved'),
      ('approved_once', 'refused'), ('approved', 'ordered'), ('approved', 'refused'),
      ('ordered', 'approved'), ('ordered', 'paid'), ('ordered', 'failed'), ('paid', 'returned')
    )
  ),
  constraint payout_step_second_person check (second_id <> person_id),
  constraint payout_step_refused_why check (to_state <> 'refused' or reason is not null),
  constraint payout_step_why check (length(why) between 1 and 1000)
);
create index payout_step_person on payments.payout_step (person_id);
create index payout_step_second on payments.payout_step (second_id);
create index payout_step_of on payments.payout_step (payout_id, at);
comment on table payments.payout_step is 'From where to where a payout came, when, by whom and why. Written once; the payout''s state follows it.';
comment on column payments.payout_step.person_id is 'Null when the bank''s statement said it.';
comment on column payments.payout_step.second_id is 'Who confirmed it, where one person''s word is not enough.';

-- Who may stand between an organisation and its money: an operator who never had to do with it.
create function payments.may_approve(its_payout uuid, operator uuid) returns boolean
  language sql stable set search_path = payments, pg_temp as $$
  select exists (select from people.role where person_id = operator and role = 'operator')
    and exists (
      select from payments.payout p
      where p.id = its_payout
        and p.created_by is distinct from operator and p.requested_by is distinct from operator
        and not exists (
          select from organisations.membership m
          where m.organisation_id = p.organisation_id and m.person_id = operator
        )
        and not exists (
          select from organisations.claim c
          where c.organisation_id = p.organisation_id and c.person_id = operator
        )
    )
$$;
comment on function payments.may_approve is 'Whether this operator is an outsider to this payout.';

create function payments.whom_it_may_be_paid(its_payout uuid, at timestamptz) returns text
  language sql stable set search_path = payments, pg_temp as $$
  select case
    when o.hidden_at is not null or o.merged_into_id is not null or o.state <> 'verified'
      then 'payout_to_a_verified_organisation'
    when a.id is null or a.removed_at is not null or a.iban <> p.iban
      or a.organisation_id <> p.organisation_id or a.confirmed_at is null
      or a.confirmed_by is null or a.confirmed_by = a.added_by
      or a.confirmed_at + make_interval(days => t.hold_days) > at
      then 'payout_to_a_settled_account'
  end
  from payments.payout p
  join organisations.organisation o on o.id = p.organisation_id
  cross join payments.payout_terms t
  left join organisations.bank_account a on a.id = p.account_id
  where p.id = its_payout
$$;
comment on function payments.whom_it_may_be_paid is 'The constraint that is broken if money were paid now, or null.';

create function payments.take_step() returns trigger language plpgsql
  security definer set search_path = payments, pg_temp as $$
  declare
    its payments.payout;
    broken text;
  begin
    select * into its from payments.payout where id = new.payout_id for update;
    if its.state <> new.from_state then
      raise exception 'the payout went on meanwhile: it is %', its.state
        using errcode = 'check_violation', constraint = 'payout_step_from_where_it_stands', table = 'payout_step';
    end if;
    if new.to_state in ('requested', 'approved_once', 'ordered') or new.from_state = 'approved_once' and new.to_state = 'approved' then
      broken := payments.whom_it_may_be_paid(new.payout_id, new.at);
      if broken is not null then
        raise exception 'it may not be paid now' using errcode = 'check_violation',
          constraint = broken, table = 'payout_step';
      end if;
    end if;
    if new.to_state = 'approved_once' or new.from_state = 'approved_once' and new.to_state = 'approved' then
      if new.person_id is null or not payments.may_approve(new.payout_id, new.person_id) then
        raise exception 'this person may not approve it' using errcode = 'check_violation',
          constraint = 'payout_by_outsiders', table = 'payout_step';
      end if;
      if exists (
        select from payments.payout_step s
        where s.payout_id = new.payout_id and s.to_state = 'approved_once' and s.person_id = new.person_id
      ) then
        raise exception 'two different people approve' using errcode = 'check_violation',
          constraint = 'payout_by_two', table = 'payout_step';
      end if;
    end if;
    update payments.payout set state = new.to_state, state_at = new.at,
        requested_by = case new.to_state when 'requested' then new.person_id else requested_by end
      where id = new.payout_id;
    return new;
  end
$$;
create trigger payout_follows_its_steps before insert on payments.payout_step
  for each row execute function payments.take_step();
create trigger payout_step_is_kept before update or delete on payments.payout_step
  for each row execute function payments.refuse_change();
create trigger payout_step_is_not_emptied before truncate on payments.payout_step
  for each statement execute function payments.refuse_change();

create function payments.guard_payout() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'draft' then
        raise exception 'a payout begins as a draft' using errcode = 'check_violation',
          constraint = 'payout_begins_as_a_draft', table = 'payout';
      end if;
    elsif old.state <> 'draft' and (
      (new.organisation_id, new.account_id, new.iban, new.bic, new.holder, new.bank_name,
        new.amount_minor, new.currency, new.purpose, new.created_by, new.requested_by)
      is distinct from
      (old.organisation_id, old.account_id, old.iban, old.bic, old.holder, old.bank_name,
        old.amount_minor, old.currency, old.purpose, old.created_by, old.requested_by)
    ) or (new.id, new.organisation_id, new.number) is distinct from (old.id, old.organisation_id, old.number) then
      raise exception 'what was asked for is not rewritten: ask anew' using errcode = 'restrict_violation',
        constraint = 'payout_is_kept', table = 'payout';
    end if;
    return new;
  end
$$;
create trigger payout_is_guarded before insert or update on payments.payout
  for each row execute function payments.guard_payout();
create trigger payout_is_not_deleted before delete on payments.payout
  for each row execute function payments.refuse_change();

create function payments.guard_document() returns trigger language plpgsql as $$
  declare
    its_state text;
  begin
    select state into its_state from payments.payout
      where id = case tg_op when 'DELETE' then old.payout_id else new.payout_id end for share;
    if its_state <> 'draft' then
      raise exception 'what was shown with it is kept' using errcode = 'restrict_violation',
        constraint = 'payout_document_is_kept', table = 'payout_document';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end
$$;
create trigger payout_document_is_guarded before insert or delete on payments.payout_document
  for each row execute function payments.guard_document();
create trigger payout_document_is_kept before update on payments.payout_document
  for each row execute function payments.refuse_change();

revoke update, delete, truncate on payments.payout, payments.payout_step from mozaik_app;
grant update (account_id, iban, bic, holder, bank_name, amount_minor, currency, purpose)
  on payments.payout to mozaik_app;
revoke update, truncate on payments.payout_document from mozaik_app;
revoke insert, delete, truncate on payments.payout_terms from mozaik_app;

create table payments.merge_move (
  merge_id uuid not null references organisations.merge (id),
  currency text not null references ledger.currency (code),
  event_id uuid not null,
  amount_minor bigint not null,
  back_minor bigint,
  at timestamptz not null,
  primary key (event_id),
  constraint merge_move_amount check (amount_minor > 0),
  constraint merge_move_back check (back_minor between 0 and amount_minor)
);
create index merge_move_merge on payments.merge_move (merge_id);
comment on table payments.merge_move is 'Money of an organisation that became one with another, moved to the one that stays.';
comment on column payments.merge_move.back_minor is 'How much of it went back when the merge was undone; what was spent since cannot.';
