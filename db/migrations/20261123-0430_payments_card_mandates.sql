-- A gift that returns by card: the donor agrees once, word for word, to be charged again; the card
-- stays with the processor, and our own clock says when it is charged.

alter table payments.recurring alter column bank_account_id drop not null;
alter table payments.recurring add column collecting_entity_id uuid references payments.entity (id);
alter table payments.recurring add constraint recurring_one_way
  check ((bank_account_id is null) = (collecting_entity_id is not null));
create index recurring_collecting_entity on payments.recurring (collecting_entity_id);
comment on table payments.recurring is 'Somebody gives again and again. By bank: a reminder each time, with a promise of its own. By card: a promise that is charged to the card that was kept.';
comment on column payments.recurring.collecting_entity_id is 'Who collects it by card; null when it comes by bank.';

create table payments.card_mandate (
  recurring_id uuid primary key references payments.recurring (id),
  processor_account_id uuid not null references payments.processor_account (id),
  terms text not null,
  terms_locale text not null,
  agreed_at timestamptz not null,
  card_ref text,
  card_said text,
  kept_at timestamptz,
  ended_at timestamptz,
  forgotten_at timestamptz,
  constraint card_mandate_terms check (length(terms) between 20 and 2000),
  constraint card_mandate_kept_when check ((card_ref is null) = (kept_at is null)),
  constraint card_mandate_forgotten_when check (forgotten_at is null or ended_at is not null)
);
create index card_mandate_account on payments.card_mandate (processor_account_id);
create index card_mandate_to_forget on payments.card_mandate (ended_at) where forgotten_at is null;
comment on table payments.card_mandate is 'A donor''s word that a card may be charged again. The card itself is with the processor.';
comment on column payments.card_mandate.terms is 'What the donor agreed to, as it stood on their page. Never changed.';
comment on column payments.card_mandate.card_ref is 'The processor''s name of the card; null until the first payment went through.';
comment on column payments.card_mandate.card_said is 'By which its holder knows it, such as visa 4242.';
comment on column payments.card_mandate.forgotten_at is 'Since when the processor cannot charge it any more.';

create function payments.keep_mandate() returns trigger language plpgsql as $$
  begin
    if (new.recurring_id, new.terms, new.terms_locale, new.agreed_at)
      is distinct from (old.recurring_id, old.terms, old.terms_locale, old.agreed_at) then
      raise exception 'what was agreed to is not changed' using errcode = 'check_violation',
        constraint = 'card_mandate_terms_stay';
    end if;
    if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
      raise exception 'a mandate that ended does not begin again' using errcode = 'check_violation',
        constraint = 'card_mandate_ends_once';
    end if;
    return new;
  end
$$;
comment on function payments.keep_mandate is 'What was agreed to stays as it was, and an end is an end.';
create trigger keep_mandate before update on payments.card_mandate
  for each row execute function payments.keep_mandate();

alter table payments.card_intent add column kept_card boolean not null default false;
comment on column payments.card_intent.kept_card is 'A kept card is charged, and nobody is at a payment page.';
alter table payments.card_intent drop constraint card_intent_open_has_a_page;
alter table payments.card_intent add constraint card_intent_open_has_a_page check (
  (state <> 'open' or (checkout_ref is not null and redirect_to is not null))
  and (state <> 'processing' or kept_card or checkout_ref is not null)
);
