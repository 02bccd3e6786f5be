-- How somebody gives and what they get for it: promises that return, letters that are sent once,
-- what a donor chose for money left over, and receipts, numbered by the database without a gap.

create table payments.recurring (
  id uuid primary key default uuidv7(),
  purpose_id uuid not null references payments.purpose (id),
  rhythm text not null,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  bank_account_id uuid not null references payments.bank_account (id),
  donor_name text,
  donor_email text not null,
  donor_country text,
  locale text not null,
  visibility text not null,
  in_name_of text,
  person_id uuid references people.person (id),
  state text not null default 'active',
  next_on date not null,
  created_at timestamptz not null,
  stopped_at timestamptz,
  is_sample boolean not null default false,
  constraint recurring_rhythm check (rhythm in ('month', 'quarter', 'year')),
  constraint recurring_amount check (amount_minor > 0),
  constraint recurring_state check (state in ('active', 'stopped')),
  constraint recurring_stopped_when check ((state = 'stopped') = (stopped_at is not null)),
  constraint recurring_visibility check (visibility in ('named', 'anonymous')),
  constraint recurring_locale check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  constraint recurring_country check (donor_country ~ '^[A-Z]{2}$'),
  constraint recurring_email check (
    donor_email = lower(donor_email) and length(donor_email) between 3 and 254
  )
);
create index recurring_purpose on payments.recurring (purpose_id);
create index recurring_person on payments.recurring (person_id);
create index recurring_bank_account on payments.recurring (bank_account_id);
create index recurring_email_of on payments.recurring (donor_email);
create index recurring_due on payments.recurring (next_on) where state = 'active';
create index pledge_recurring on payments.pledge (recurring_id, created_at) where recurring_id is not null;
comment on table payments.recurring is 'Somebody gives again and again by bank: a reminder each time, with a promise of its own.';
comment on column payments.recurring.next_on is 'The day on which the next promise is made and its letter sent.';

create table payments.letter (
  kind text not null,
  about_id uuid not null,
  sent_at timestamptz not null,
  primary key (kind, about_id),
  constraint letter_kind check (kind ~ '^[a-z_]{3,30}$')
);
comment on table payments.letter is 'Which letter was sent about what: none is sent twice, however often its job runs.';

create table payments.credit_choice (
  id uuid primary key,
  pledge_id uuid not null references payments.pledge (id),
  choice text not null,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  purpose_id uuid references payments.purpose (id),
  event_id uuid,
  chosen_at timestamptz not null,
  constraint credit_choice_choice check (choice in ('keep', 'other', 'back')),
  constraint credit_choice_amount check (amount_minor > 0),
  constraint credit_choice_of_what check ((choice = 'back') = (purpose_id is null)),
  constraint credit_choice_booked check (choice = 'back' or event_id is not null)
);
create index credit_choice_pledge on payments.credit_choice (pledge_id);
create index credit_choice_purpose on payments.credit_choice (purpose_id);
comment on table payments.credit_choice is 'What a donor chose for money that was more than they promised.';
comment on column payments.credit_choice.choice is
  'keep: the same purpose gets it too. other: another one does. back: treasurers give it back.';

create table payments.receipt_count (
  entity_id uuid not null references payments.entity (id),
  year smallint not null,
  issued integer not null,
  primary key (entity_id, year),
  constraint receipt_count_issued check (issued > 0)
);
comment on table payments.receipt_count is 'How many receipts an entity issued in a year. Locked by whoever issues the next.';

create table payments.receipt (
  id uuid primary key default uuidv7(),
  entity_id uuid not null references payments.entity (id),
  year smallint not null,
  number integer not null,
  code text not null,
  payment_id uuid not null references payments.payment (id),
  corrects_id uuid,
  why text,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  method text not null,
  received_on date not null,
  reference text,
  purpose_title kit.localized not null,
  donor_name text,
  donor_email text,
  in_name_of text,
  locale text not null,
  entity_name text not null,
  entity_legal_form text,
  entity_address text not null,
  entity_country text not null,
  entity_registration_number text,
  issued_at timestamptz not null,
  is_sample boolean not null default false,
  constraint receipt_number unique (entity_id, year, number),
  constraint receipt_number_counts check (number > 0),
  constraint receipt_code unique (code),
  constraint receipt_code_form check (code ~ '^[0-9A-Z]{12}$'),
  constraint receipt_of_payment unique (id, payment_id),
  constraint receipt_corrects foreign key (corrects_id, payment_id)
    references payments.receipt (id, payment_id),
  constraint receipt_corrected_once unique (corrects_id),
  constraint receipt_why check ((corrects_id is null) = (why is null)),
  constraint receipt_why_known check (why in ('returned', 'disputed', 'mistake')),
  constraint receipt_amount check (amount_minor > 0 or (amount_minor = 0 and corrects_id is not null)),
  constraint receipt_method check (method in ('bank', 'card'))
);
create unique index receipt_first on payments.receipt (payment_id) where corrects_id is null;
create index receipt_payment on payments.receipt (payment_id);
create index receipt_email_of on payments.receipt (donor_email, received_on);
comment on table payments.receipt is
  'What somebody was given for a gift, as it stood on that day. Never changed: a correction is a new one.';
comment on column payments.receipt.number is 'Without a gap for each entity and year; given by a trigger.';
comment on column payments.receipt.code is 'By it anybody can check that the receipt is true; given by a trigger.';
comment on column payments.receipt.amount_minor is 'What is left of the gift: nothing, when all of it went back.';
comment on column payments.receipt.entity_name is 'As the entity was called then; so is what follows.';

create function payments.number_receipt() returns trigger language plpgsql security definer
  set search_path = payments, pg_temp as $$
  begin
    insert into payments.receipt_count as counted (entity_id, year, issued)
      values (new.entity_id, new.year, 1)
      on conflict (entity_id, year) do update set issued = counted.issued + 1
      returning issued into new.number;
    -- Twelve letters of chance that nobody takes for others: 48 bits.
    new.code := translate(
      left(replace(gen_random_uuid()::text, '-', ''), 12), '0123456789abcdef', '34679ACDEFGHJKMN'
    );
    return new;
  end
$$;
create trigger receipt_is_numbered before insert on payments.receipt
  for each row execute function payments.number_receipt();
create trigger receipt_is_kept before update or delete on payments.receipt
  for each row execute function payments.refuse_change();
create trigger receipt_is_not_emptied before truncate on payments.receipt
  for each statement execute function payments.refuse_change();

revoke insert, update, delete, truncate on payments.receipt_count from mozaik_app;
revoke update, delete, truncate on payments.receipt from mozaik_app;
revoke delete, truncate on payments.credit_choice, payments.letter from mozaik_app;
revoke delete, truncate on payments.recurring from mozaik_app;
