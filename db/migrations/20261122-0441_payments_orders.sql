-- What goes to the bank: money back to where it came from, and the file that carries this and
-- payouts. The file is kept letter by letter with its hash, so that what was sent can be shown.

create table payments.bank_return (
  id uuid primary key default uuidv7(),
  number bigint generated always as identity,
  refund_id uuid references payments.refund (id),
  entry_id uuid,
  bank_account_id uuid not null references payments.bank_account (id),
  iban text not null,
  bic text,
  holder text not null,
  bank_name text,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  why text not null,
  state text not null default 'requested',
  event_id uuid not null,
  leg_id uuid not null,
  requested_by uuid references people.person (id),
  confirmed_by uuid references people.person (id),
  created_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  constraint bank_return_number unique (number),
  constraint bank_return_of_one check (num_nonnulls(refund_id, entry_id) = 1),
  constraint bank_return_refund unique (refund_id),
  constraint bank_return_amount check (amount_minor > 0),
  constraint bank_return_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  constraint bank_return_why check (length(why) between 1 and 500),
  constraint bank_return_state check (
    state in ('requested', 'confirmed', 'ordered', 'done', 'failed', 'withdrawn')
  ),
  constraint bank_return_second_person check (confirmed_by <> requested_by),
  constraint bank_return_confirmed check (
    state in ('requested', 'withdrawn') or (confirmed_by is not null and confirmed_at is not null)
  ),
  constraint bank_return_ended check ((state in ('done', 'failed', 'withdrawn')) = (ended_at is not null))
);
create unique index bank_return_entry on payments.bank_return (entry_id)
  where state not in ('failed', 'withdrawn');
create index bank_return_account on payments.bank_return (bank_account_id);
create index bank_return_requested_by on payments.bank_return (requested_by);
create index bank_return_confirmed_by on payments.bank_return (confirmed_by);
create index bank_return_open on payments.bank_return (created_at)
  where state in ('requested', 'confirmed', 'ordered');
comment on table payments.bank_return is 'Money on its way back, by bank, to the account that it came from. It is reserved in the ledger from the moment it is asked for.';
comment on column payments.bank_return.refund_id is 'Of a payment; entry_id instead where the money never found a purpose.';
comment on column payments.bank_return.entry_id is 'The line of a bank''s statement with which it came.';
comment on column payments.bank_return.leg_id is 'The pending transfer that reserves it.';

create function payments.guard_bank_return() returns trigger language plpgsql as $$
  begin
    if (new.id, new.number, new.refund_id, new.entry_id, new.bank_account_id, new.iban, new.bic, new.holder,
        new.bank_name, new.amount_minor, new.currency, new.why, new.event_id, new.leg_id, new.requested_by, new.created_at)
      is distinct from
      (old.id, old.number, old.refund_id, old.entry_id, old.bank_account_id, old.iban, old.bic, old.holder,
        old.bank_name, old.amount_minor, old.currency, old.why, old.event_id, old.leg_id, old.requested_by, old.created_at)
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
create trigger bank_return_is_guarded before update on payments.bank_return
  for each row execute function payments.guard_bank_return();
create trigger bank_return_is_not_deleted before delete on payments.bank_return
  for each row execute function payments.refuse_change();

create table payments.payment_order (
  id uuid primary key default uuidv7(),
  number bigint generated always as identity,
  bank_account_id uuid not null references payments.bank_account (id),
  currency text not null references ledger.currency (code),
  items integer not null,
  total_minor bigint not null,
  execute_on date not null,
  xml text not null,
  sha256 text not null,
  made_by uuid not null references people.person (id),
  made_at timestamptz not null,
  sent_by uuid references people.person (id),
  sent_at timestamptz,
  dropped_by uuid references people.person (id),
  dropped_at timestamptz,
  constraint payment_order_number unique (number),
  constraint payment_order_items check (items > 0 and total_minor > 0),
  constraint payment_order_hash check (sha256 = encode(sha256(convert_to(xml, 'UTF8')), 'hex')),
  constraint payment_order_second_person check (sent_by <> made_by),
  constraint payment_order_sent check ((sent_by is null) = (sent_at is null)),
  constraint payment_order_dropped check ((dropped_by is null) = (dropped_at is null)),
  constraint payment_order_sent_or_dropped check (sent_at is null or dropped_at is null)
);
create index payment_order_account on payments.payment_order (bank_account_id);
create index payment_order_made_by on payments.payment_order (made_by);
create index payment_order_sent_by on payments.payment_order (sent_by);
create index payment_order_dropped_by on payments.payment_order (dropped_by);
comment on table payments.payment_order is 'One file for one of our banks. A second person compares its hash with what the bank has, and says that it was sent.';
comment on column payments.payment_order.xml is 'pain.001.001.09, as it was downloaded.';
comment on column payments.payment_order.dropped_at is 'It never went to the bank; what was in it waits for another file.';

create function payments.guard_payment_order() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - array['sent_by', 'sent_at', 'dropped_by', 'dropped_at'])
        is distinct from (to_jsonb(old) - array['sent_by', 'sent_at', 'dropped_by', 'dropped_at'])
      or old.sent_at is not null or old.dropped_at is not null then
      raise exception 'a payment order is not rewritten' using errcode = 'restrict_violation',
        constraint = 'payment_order_is_kept', table = 'payment_order';
    end if;
    return new;
  end
$$;
create trigger payment_order_is_guarded before update on payments.payment_order
  for each row execute function payments.guard_payment_order();
create trigger payment_order_is_not_deleted before delete on payments.payment_order
  for each row execute function payments.refuse_change();

create table payments.order_item (
  id uuid primary key,
  order_id uuid not null references payments.payment_order (id),
  position integer not null,
  payout_id uuid references payments.payout (id),
  bank_return_id uuid references payments.bank_return (id),
  end_to_end_id text not null,
  amount_minor bigint not null,
  iban text not null,
  bic text,
  holder text not null,
  bank_name text,
  remittance text not null,
  state text not null default 'ordered',
  state_on date,
  event_id uuid not null,
  leg_id uuid not null,
  constraint order_item_place unique (order_id, position),
  constraint order_item_of_one check (num_nonnulls(payout_id, bank_return_id) = 1),
  constraint order_item_amount check (amount_minor > 0),
  constraint order_item_end_to_end check (end_to_end_id ~ '^[A-Z0-9-]{1,35}$'),
  constraint order_item_state check (state in ('ordered', 'paid', 'failed', 'dropped'))
);
create unique index order_item_payout on payments.order_item (payout_id) where state <> 'dropped';
create unique index order_item_return on payments.order_item (bank_return_id) where state <> 'dropped';
create unique index order_item_named on payments.order_item (end_to_end_id) where state <> 'dropped';
comment on table payments.order_item is 'One payment of a file. Its end_to_end_id comes back on the bank''s statement.';
comment on column payments.order_item.leg_id is 'The pending transfer that reserves the money until the bank speaks.';

create function payments.guard_order_item() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - array['state', 'state_on']) is distinct from (to_jsonb(old) - array['state', 'state_on'])
      or (new.state <> old.state and old.state <> 'ordered'
        and (old.state, new.state) <> ('paid', 'failed')) then
      raise exception 'what a file says is not rewritten' using errcode = 'restrict_violation',
        constraint = 'order_item_is_kept', table = 'order_item';
    end if;
    return new;
  end
$$;
create trigger order_item_is_guarded before update on payments.order_item
  for each row execute function payments.guard_order_item();
create trigger order_item_is_not_deleted before delete on payments.order_item
  for each row execute function payments.refuse_change();

create table payments.bank_word (
  id uuid primary key default uuidv7(),
  item_id uuid not null references payments.order_item (id),
  says text not null,
  on_date date not null,
  why text not null,
  file_id uuid not null references kit.file (id),
  stated_by uuid not null references people.person (id),
  stated_at timestamptz not null,
  confirmed_by uuid references people.person (id),
  confirmed_at timestamptz,
  dropped_at timestamptz,
  constraint bank_word_says check (says in ('paid', 'failed')),
  constraint bank_word_why check (length(why) between 1 and 500),
  constraint bank_word_second_person check (confirmed_by <> stated_by),
  constraint bank_word_confirmed check ((confirmed_by is null) = (confirmed_at is null)),
  constraint bank_word_ends_once check (confirmed_at is null or dropped_at is null)
);
create unique index bank_word_open on payments.bank_word (item_id)
  where confirmed_at is null and dropped_at is null;
create index bank_word_item on payments.bank_word (item_id);
create index bank_word_stated_by on payments.bank_word (stated_by);
create index bank_word_confirmed_by on payments.bank_word (confirmed_by);
create index bank_word_file on payments.bank_word (file_id);
comment on table payments.bank_word is 'What an operator says that the bank did, with what shows it. Until a second one confirms it, it is said and nothing more.';

revoke delete, truncate on payments.bank_return, payments.payment_order, payments.order_item, payments.bank_word
  from mozaik_app;
revoke update on payments.payment_order, payments.order_item, payments.bank_return, payments.bank_word from mozaik_app;
grant update (sent_by, sent_at, dropped_by, dropped_at) on payments.payment_order to mozaik_app;
grant update (state, state_on) on payments.order_item to mozaik_app;
grant update (state, confirmed_by, confirmed_at, ended_at) on payments.bank_return to mozaik_app;
grant update (confirmed_by, confirmed_at, dropped_at) on payments.bank_word to mozaik_app;
