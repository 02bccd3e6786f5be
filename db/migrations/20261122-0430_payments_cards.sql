-- Gifts by card. What we asked a processor for, what it said, and which of it stands in the books:
-- written before it is asked, kept raw when it speaks, and booked once under its own names.

create table payments.card_intent (
  id uuid primary key default uuidv7(),
  pledge_id uuid not null references payments.pledge (id),
  processor_account_id uuid not null references payments.processor_account (id),
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  state text not null default 'asking',
  checkout_ref text,
  payment_ref text,
  redirect_to text,
  detail text,
  attempts integer not null default 0,
  next_at timestamptz,
  held_until timestamptz,
  returned_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint card_intent_amount check (amount_minor > 0),
  constraint card_intent_state check (
    state in ('asking', 'unknown', 'open', 'processing', 'paid', 'failed', 'expired', 'refused')
  ),
  constraint card_intent_open_has_a_page check (
    (state <> 'open' or (checkout_ref is not null and redirect_to is not null))
    and (state <> 'processing' or checkout_ref is not null)
  ),
  constraint card_intent_waits check (
    (state in ('asking', 'unknown', 'open', 'processing')) = (next_at is not null)
  )
);
create unique index card_intent_one_at_a_time on payments.card_intent (pledge_id)
  where state in ('asking', 'unknown', 'open', 'processing');
create unique index card_intent_checkout on payments.card_intent (processor_account_id, checkout_ref);
create index card_intent_pledge on payments.card_intent (pledge_id, created_at);
create index card_intent_currency on payments.card_intent (currency);
create index card_intent_next on payments.card_intent (next_at) where next_at is not null;
comment on table payments.card_intent is 'One try to pay a pledge by card. Written before the processor is asked: its id is the key under which asking again is the same asking.';
comment on column payments.card_intent.state is 'unknown: the processor was asked and no answer came, so it may have happened. refused: it said no to being asked.';
comment on column payments.card_intent.checkout_ref is 'The processor''s name of it.';
comment on column payments.card_intent.detail is 'What the processor said besides, for operators: why it refused, or why a card was declined.';
comment on column payments.card_intent.next_at is 'When the processor is asked next, whether anybody comes back or not. Null when there is nothing more to ask.';
comment on column payments.card_intent.held_until is 'A worker is asking; afterwards another may.';
comment on column payments.card_intent.returned_at is 'When the donor came back from the payment page.';

create table payments.card_event (
  id uuid primary key default uuidv7(),
  processor_account_id uuid not null references payments.processor_account (id),
  event_ref text not null,
  kind text not null,
  object_kind text,
  object_ref text,
  body text not null,
  state text not null,
  why text,
  attempts integer not null default 0,
  next_at timestamptz,
  said_at timestamptz not null,
  received_at timestamptz not null,
  done_at timestamptz,
  constraint card_event_once unique (processor_account_id, event_ref),
  constraint card_event_state check (state in ('waiting', 'parked', 'done', 'ignored', 'unresolved', 'settled')),
  constraint card_event_object check ((object_kind is null) = (object_ref is null)),
  constraint card_event_ignored check (state <> 'ignored' or object_kind is null),
  constraint card_event_waits check ((state in ('waiting', 'parked')) = (next_at is not null)),
  constraint card_event_done_when check ((state in ('done', 'ignored', 'settled')) = (done_at is not null))
);
create index card_event_next on payments.card_event (next_at) where next_at is not null;
create index card_event_unresolved on payments.card_event (received_at) where state = 'unresolved';
comment on table payments.card_event is 'What a processor told us, as it came, once for each of its names. It is kept before anything is done about it, and is done when its effect is booked.';
comment on column payments.card_event.state is 'parked: what it is about could not be found out yet, and is asked again. unresolved: it is about money that no pledge of ours knows; an operator looks and marks it settled. ignored: news of no concern to us.';
comment on column payments.card_event.body is 'What was signed, letter by letter.';
comment on column payments.card_event.said_at is 'By the processor''s clock.';

create table payments.card_refusal (
  processor_account_id uuid not null references payments.processor_account (id),
  day date not null,
  why text not null,
  times integer not null default 1,
  last_at timestamptz not null,
  primary key (processor_account_id, day, why),
  constraint card_refusal_why check (why in ('forged', 'too_old', 'unreadable'))
);
comment on table payments.card_refusal is 'How often something came to a processor''s address that was not its own word. What it said is not kept.';

create table payments.card_charge (
  id uuid primary key default uuidv7(),
  processor_account_id uuid not null references payments.processor_account (id),
  charge_ref text not null,
  intent_id uuid not null references payments.card_intent (id),
  payment_id uuid not null references payments.payment (id),
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  charged_at timestamptz not null,
  booked_at timestamptz not null,
  constraint card_charge_once unique (processor_account_id, charge_ref),
  constraint card_charge_payment unique (payment_id),
  constraint card_charge_amount check (amount_minor > 0)
);
create index card_charge_intent on payments.card_charge (intent_id);
create index card_charge_currency on payments.card_charge (currency);
comment on table payments.card_charge is 'Money that came by card, under the processor''s name of it.';

create table payments.card_refund (
  id uuid primary key references payments.refund (id),
  charge_id uuid not null references payments.card_charge (id),
  processor_account_id uuid not null references payments.processor_account (id),
  refund_ref text,
  amount_minor bigint not null,
  lost_minor bigint not null default 0,
  state text not null,
  came_back_at timestamptz,
  detail text,
  attempts integer not null default 0,
  next_at timestamptz,
  held_until timestamptz,
  created_at timestamptz not null,
  constraint card_refund_once unique (processor_account_id, refund_ref),
  constraint card_refund_amount check (amount_minor > 0),
  constraint card_refund_lost check (lost_minor between 0 and amount_minor),
  constraint card_refund_state check (state in ('asking', 'unknown', 'sent', 'done', 'failed')),
  constraint card_refund_sent_has_a_name check (state not in ('sent', 'done') or refund_ref is not null),
  constraint card_refund_waits check ((state in ('asking', 'unknown', 'sent')) = (next_at is not null)),
  constraint card_refund_came_back check (came_back_at is null or state = 'done')
);
create index card_refund_charge on payments.card_refund (charge_id);
create index card_refund_next on payments.card_refund (next_at) where next_at is not null;
comment on table payments.card_refund is 'The processor''s part of a refund: asked for by us under its id, or found there under the name it has.';
comment on column payments.card_refund.lost_minor is 'What the purpose did not have any more when somebody gave back in the processor''s dashboard: the collecting entity bears it.';
comment on column payments.card_refund.came_back_at is 'The donor''s bank sent it back after the processor had said that it was there: it was booked for its purpose again.';

create table payments.card_dispute (
  id uuid primary key default uuidv7(),
  processor_account_id uuid not null references payments.processor_account (id),
  dispute_ref text not null,
  charge_id uuid not null references payments.card_charge (id),
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  state text not null,
  reason text not null,
  reserved_minor bigint not null default 0,
  lost_minor bigint not null default 0,
  refund_id uuid references payments.refund (id),
  answer_by timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  constraint card_dispute_once unique (processor_account_id, dispute_ref),
  constraint card_dispute_amount check (amount_minor > 0),
  constraint card_dispute_state check (state in ('inquiry', 'open', 'won', 'lost')),
  constraint card_dispute_shares check (reserved_minor >= 0 and lost_minor >= 0
    and reserved_minor + lost_minor <= amount_minor)
);
create index card_dispute_charge on payments.card_dispute (charge_id);
create index card_dispute_currency on payments.card_dispute (currency);
create index card_dispute_refund on payments.card_dispute (refund_id);
create index card_dispute_open on payments.card_dispute (answer_by) where state in ('inquiry', 'open');
comment on table payments.card_dispute is 'A donor''s bank wants the money of a charge back.';
comment on column payments.card_dispute.state is 'inquiry: the bank asks, and nothing is held. open: the money is held until it is decided.';
comment on column payments.card_dispute.reserved_minor is 'What the purpose still had, and is reserved of it.';
comment on column payments.card_dispute.lost_minor is 'What it had not any more when the dispute was lost: the collecting entity bears it.';

create table payments.card_movement (
  id uuid primary key default uuidv7(),
  processor_account_id uuid not null references payments.processor_account (id),
  movement_ref text not null,
  kind text not null,
  about text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  currency text not null references ledger.currency (code),
  moved_at timestamptz not null,
  booked_at timestamptz not null,
  constraint card_movement_once unique (processor_account_id, movement_ref),
  constraint card_movement_kind check (kind in ('charge', 'refund', 'dispute', 'fee', 'payout', 'other'))
);
create index card_movement_when on payments.card_movement (processor_account_id, moved_at);
create index card_movement_currency on payments.card_movement (currency);
comment on table payments.card_movement is 'A line of the processor''s own account of us that our books have answered: its fee is booked, and its currency changed where they changed it.';
comment on column payments.card_movement.amount_minor is 'Before the fee; positive is to our credit.';

create table payments.card_check (
  id uuid primary key default uuidv7(),
  processor_account_id uuid not null references payments.processor_account (id),
  listed_from timestamptz not null,
  listed_to timestamptz not null,
  movements integer not null,
  mended integer not null,
  differences jsonb not null,
  checked_at timestamptz not null,
  constraint card_check_counts check (movements >= 0 and mended >= 0),
  constraint card_check_differences check (jsonb_typeof(differences) = 'array')
);
create index card_check_account on payments.card_check (processor_account_id, checked_at);
comment on table payments.card_check is 'One comparison of the processor''s list with our books.';
comment on column payments.card_check.mended is 'Movements that our books had missed and were brought in by the comparison.';
comment on column payments.card_check.differences is 'What still differs, each with what they say and what we say.';

-- What a processor said and what was booked for it is not rewritten.
create trigger card_charge_is_kept before update or delete on payments.card_charge
  for each row execute function payments.refuse_change();
create trigger card_movement_is_kept before update or delete on payments.card_movement
  for each row execute function payments.refuse_change();
create trigger card_event_stays_what_it_is before update on payments.card_event
  for each row when (
    old.state in ('done', 'settled')
    or (new.processor_account_id, new.event_ref, new.kind, new.body, new.said_at, new.received_at)
      is distinct from
      (old.processor_account_id, old.event_ref, old.kind, old.body, old.said_at, old.received_at)
  ) execute function payments.refuse_change();

revoke update, delete, truncate on payments.card_charge, payments.card_movement, payments.card_check
  from mozaik_app;
revoke delete, truncate
  on payments.card_intent, payments.card_event, payments.card_refund, payments.card_dispute
  from mozaik_app;
