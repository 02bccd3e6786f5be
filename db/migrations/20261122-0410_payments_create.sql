-- Money that comes from people and goes where it belongs: who collects it and where, what it is
-- for, what was promised, what arrived, what went back. How much is where, the ledger says; here
-- stands whose it was and why.

create schema payments;
comment on schema payments is 'Who collects, what was promised, what arrived and what went back.';

create table payments.entity (
  id uuid primary key default uuidv7(),
  name text not null,
  legal_form text,
  address text not null,
  country text not null,
  registration_number text,
  is_home boolean not null default false,
  is_sample boolean not null default false,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint entity_name check (length(name) between 2 and 70),
  constraint entity_country check (country ~ '^[A-Z]{2}$'),
  constraint entity_home_is_open check (not is_home or closed_at is null)
);
create unique index entity_home on payments.entity (is_home) where is_home;
comment on table payments.entity is 'A legal person in whose name money is collected: it stands on the receipt.';
comment on column payments.entity.name is 'At most 70 characters: so many fit into a payment order.';
comment on column payments.entity.is_home is 'The one that owes the organisations and pays them out. What others collect, they owe it.';
comment on column payments.entity.country is 'ISO 3166-1 alpha-2, and XK.';

create table payments.bank_account (
  id uuid primary key default uuidv7(),
  entity_id uuid not null references payments.entity (id),
  iban text not null,
  bic text not null,
  bank_name text not null,
  holder text not null,
  currency text not null references ledger.currency (code),
  is_sample boolean not null default false,
  added_by uuid references people.person (id),
  added_at timestamptz not null default now(),
  confirmed_by uuid references people.person (id),
  confirmed_at timestamptz,
  closed_at timestamptz,
  constraint bank_account_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  constraint bank_account_bic check (bic ~ '^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  constraint bank_account_holder check (length(holder) between 2 and 70),
  constraint bank_account_second_person check (confirmed_by <> added_by),
  constraint bank_account_confirmed_when check ((confirmed_by is null) = (confirmed_at is null))
);
create unique index bank_account_once on payments.bank_account (iban, currency) where closed_at is null;
create index bank_account_entity on payments.bank_account (entity_id);
create index bank_account_added_by on payments.bank_account (added_by);
create index bank_account_confirmed_by on payments.bank_account (confirmed_by);
comment on table payments.bank_account is 'An account into which people pay. It is shown to nobody before a second person confirmed it.';
comment on column payments.bank_account.holder is 'The payee as a bank wants it written.';

create table payments.processor_account (
  id uuid primary key default uuidv7(),
  entity_id uuid not null references payments.entity (id),
  provider text not null,
  label text not null,
  currency text not null references ledger.currency (code),
  is_sample boolean not null default false,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint processor_account_provider check (provider ~ '^[a-z][a-z0-9-]{1,30}$'),
  constraint processor_account_label check (length(label) between 1 and 80)
);
create unique index processor_account_once on payments.processor_account (provider, label)
  where closed_at is null;
create index processor_account_entity on payments.processor_account (entity_id);
comment on table payments.processor_account is 'An account of ours with somebody who takes cards. Its keys are in the environment, not here.';
comment on column payments.processor_account.label is 'By it the keys are found in the environment.';

create table payments.purpose (
  id uuid primary key default uuidv7(),
  kind text not null,
  organisation_id uuid not null references organisations.organisation (id),
  ref_id uuid,
  title kit.localized not null,
  path text not null,
  account_kind text not null references ledger.account_kind (code),
  account_owner_id uuid not null,
  opens_at timestamptz not null,
  closes_at timestamptz,
  late text not null default 'accept',
  is_sample boolean not null default false,
  constraint purpose_kind check (kind ~ '^[a-z][a-z_]{2,30}$'),
  constraint purpose_once unique nulls not distinct (kind, organisation_id, ref_id),
  constraint purpose_path check (path ~ '^/[^?#]*$'),
  constraint purpose_lasts check (closes_at >= opens_at),
  constraint purpose_late check (late in ('accept', 'return'))
);
create index purpose_organisation on payments.purpose (organisation_id);
create index purpose_account_kind on payments.purpose (account_kind);
comment on table payments.purpose is 'What money can be given for. Modules above register what they ask for; support of an organisation is the first.';
comment on column payments.purpose.kind is 'support, or the word of the module that registered it.';
comment on column payments.purpose.ref_id is 'What it is in that module.';
comment on column payments.purpose.path is 'Its public page, without the locale.';
comment on column payments.purpose.account_owner_id is 'With account_kind the account in the ledger that gifts are credited to.';
comment on column payments.purpose.late is 'What becomes of money that comes after closes_at.';

create table payments.pledge (
  id uuid primary key default uuidv7(),
  purpose_id uuid not null references payments.purpose (id),
  method text not null,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  reference text not null,
  state text not null default 'open',
  received_minor bigint not null default 0,
  returned_minor bigint not null default 0,
  donor_name text,
  donor_email text,
  donor_country text,
  locale text not null,
  visibility text not null,
  in_name_of text,
  message text,
  person_id uuid references people.person (id),
  recurring_id uuid,
  collecting_entity_id uuid not null references payments.entity (id),
  bank_account_id uuid references payments.bank_account (id),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  first_received_at timestamptz,
  paid_at timestamptz,
  is_sample boolean not null default false,
  constraint pledge_method check (method in ('bank', 'card')),
  constraint pledge_bank_has_an_account check ((method = 'bank') = (bank_account_id is not null)),
  constraint pledge_amount check (amount_minor > 0),
  constraint pledge_reference check (reference ~ '^RF[0-9]{2}[0-9A-Z]{1,21}$'),
  constraint pledge_reference_once unique (reference),
  constraint pledge_state check (state in ('open', 'withdrawn', 'expired')),
  constraint pledge_withdrawn_before_it_came check (state <> 'withdrawn' or received_minor = 0),
  constraint pledge_sums check (returned_minor >= 0 and received_minor >= returned_minor),
  constraint pledge_visibility check (visibility in ('named', 'anonymous')),
  constraint pledge_locale check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  constraint pledge_country check (donor_country ~ '^[A-Z]{2}$'),
  constraint pledge_email check (donor_email = lower(donor_email) and length(donor_email) between 3 and 254)
);
create index pledge_purpose on payments.pledge (purpose_id, created_at);
create index pledge_person on payments.pledge (person_id);
create index pledge_entity on payments.pledge (collecting_entity_id);
create index pledge_bank_account on payments.pledge (bank_account_id);
create index pledge_currency on payments.pledge (currency);
create index pledge_email_of on payments.pledge (donor_email);
create index pledge_waiting on payments.pledge (expires_at) where state = 'open' and received_minor = 0;
comment on table payments.pledge is 'Somebody says what they will give, and how. It is a promise: what came of it is in payment.';
comment on column payments.pledge.reference is 'ISO 11649: by it a transfer is recognised.';
comment on column payments.pledge.received_minor is 'Kept by a trigger: the sum of its payments. In the currency of the pledge.';
comment on column payments.pledge.returned_minor is 'Kept by a trigger: the sum of what was given back.';
comment on column payments.pledge.visibility is 'Whether the name may stand on public pages.';
comment on column payments.pledge.donor_email is 'Forgotten with the name when the person asks, unless a receipt has to be kept.';
comment on column payments.pledge.expires_at is 'A bank transfer that never comes is not waited for without end; one that comes later is still found.';

create table payments.payment (
  id uuid primary key,
  pledge_id uuid references payments.pledge (id),
  purpose_id uuid not null references payments.purpose (id),
  method text not null,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  original_minor bigint,
  original_currency text references ledger.currency (code),
  received_on date not null,
  event_id uuid not null,
  source text not null,
  source_id uuid not null,
  created_at timestamptz not null,
  constraint payment_method check (method in ('bank', 'card')),
  constraint payment_amount check (amount_minor > 0),
  constraint payment_original check (
    (original_minor is null) = (original_currency is null)
    and original_minor > 0 and original_currency <> currency
  ),
  constraint payment_source check (source in ('entry', 'charge', 'credit')),
  constraint payment_event_once unique (event_id)
);
create index payment_pledge on payments.payment (pledge_id);
create index payment_purpose on payments.payment (purpose_id, received_on);
create index payment_source_of on payments.payment (source, source_id);
create index payment_currency on payments.payment (currency);
create index payment_original_currency on payments.payment (original_currency);
comment on table payments.payment is 'Money that arrived and found its purpose. Never changed; what goes back is a refund.';
comment on column payments.payment.original_minor is 'What was sent, where the bank''s rate made another currency of it.';
comment on column payments.payment.event_id is 'The event in the ledger that booked it.';
comment on column payments.payment.source is 'entry: a line of a bank''s statement. charge: a card. credit: what a donor had left here before.';

create table payments.refund (
  id uuid primary key,
  payment_id uuid not null references payments.payment (id),
  amount_minor bigint not null,
  fee_minor bigint not null default 0,
  fee_bearer text not null,
  reason text not null,
  why text,
  state text not null,
  event_id uuid not null,
  requested_by uuid references people.person (id),
  confirmed_by uuid references people.person (id),
  created_at timestamptz not null,
  done_at timestamptz,
  constraint refund_amount check (amount_minor > 0),
  constraint refund_fee check (fee_minor >= 0),
  constraint refund_fee_bearer check (fee_bearer in ('organisation', 'entity', 'donor')),
  constraint refund_reason check (
    reason in ('donor_asked', 'late', 'duplicate', 'wrong_amount', 'purpose_failed', 'dispute_lost', 'processor_did', 'bank_returned', 'error')
  ),
  constraint refund_state check (state in ('requested', 'confirmed', 'sent', 'done', 'failed')),
  constraint refund_second_person check (confirmed_by <> requested_by),
  constraint refund_done_when check ((state = 'done') = (done_at is not null))
);
create index refund_payment on payments.refund (payment_id);
create index refund_requested_by on payments.refund (requested_by);
create index refund_confirmed_by on payments.refund (confirmed_by);
create index refund_open on payments.refund (state) where state in ('requested', 'confirmed', 'sent');
comment on table payments.refund is 'Money of a payment that goes back to where it came from.';
comment on column payments.refund.fee_minor is 'What giving it back costs, and fee_bearer who bears it.';
comment on column payments.refund.why is 'In somebody''s words, where the reason needs some.';

-- A pledge knows what came of it, whoever books it.

create function payments.count_received() returns trigger language plpgsql as $$
  begin
    update payments.pledge set
      received_minor = received_minor + new.amount_minor,
      first_received_at = coalesce(first_received_at, new.created_at),
      paid_at = case when paid_at is null and received_minor + new.amount_minor >= amount_minor
        then new.created_at else paid_at end,
      state = case state when 'expired' then 'open' else state end
    where id = new.pledge_id and currency = new.currency;
    if not found then
      raise exception 'a pledge is kept in one currency' using errcode = 'check_violation',
        constraint = 'payment_in_currency_of_pledge', table = 'payment';
    end if;
    return null;
  end
$$;
create trigger payment_is_counted after insert on payments.payment
  for each row when (new.pledge_id is not null) execute function payments.count_received();

create function payments.count_returned() returns trigger language plpgsql as $$
  declare
    paid payments.payment;
    back bigint;
  begin
    select * into paid from payments.payment where id = new.payment_id for update;
    select coalesce(sum(amount_minor), 0) into back from payments.refund
      where payment_id = new.payment_id and state <> 'failed';
    if back > paid.amount_minor then
      raise exception 'more would go back than came' using errcode = 'check_violation',
        constraint = 'refund_within_payment', table = 'refund';
    end if;
    if new.state = 'done' and (tg_op = 'INSERT' or old.state <> 'done') then
      update payments.pledge set returned_minor = returned_minor + new.amount_minor
        where id = paid.pledge_id;
    end if;
    return null;
  end
$$;
create trigger refund_is_counted after insert or update on payments.refund
  for each row execute function payments.count_returned();

create function payments.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'what arrived is never rewritten: give it back, or book what corrects it'
      using errcode = 'restrict_violation', constraint = 'payment_is_kept', table = tg_table_name;
  end
$$;
create trigger payment_is_kept before update or delete on payments.payment
  for each row execute function payments.refuse_change();
create trigger payment_is_not_emptied before truncate on payments.payment
  for each statement execute function payments.refuse_change();
create trigger refund_is_not_deleted before delete on payments.refund
  for each row execute function payments.refuse_change();
create trigger refund_stays_what_it_is before update on payments.refund
  for each row when (
    old.state in ('done', 'failed')
    or (new.id, new.payment_id, new.amount_minor, new.event_id, new.requested_by, new.created_at)
      is distinct from
      (old.id, old.payment_id, old.amount_minor, old.event_id, old.requested_by, old.created_at)
  ) execute function payments.refuse_change();

-- Sums are the triggers' own, and nobody else writes them.
revoke update on payments.pledge from mozaik_app;
grant update (state, donor_name, donor_email, donor_country, in_name_of, message, person_id, visibility, recurring_id, expires_at)
  on payments.pledge to mozaik_app;
alter function payments.count_received() security definer;
alter function payments.count_received() set search_path = payments, pg_temp;
alter function payments.count_returned() security definer;
alter function payments.count_returned() set search_path = payments, pg_temp;
revoke update, delete, truncate on payments.payment from mozaik_app;
revoke delete, truncate on payments.refund, payments.pledge from mozaik_app;
