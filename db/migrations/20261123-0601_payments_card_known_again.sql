-- The same card is the same card, whoever's name is typed beside it: a matching round counts it as one
-- giver. It is the processor's own word for a card, from which no number can be made.

alter table payments.card_charge add column fingerprint text
  constraint card_charge_fingerprint check (length(fingerprint) between 1 and 80);
comment on column payments.card_charge.fingerprint is
  'The processor''s word for the card, the same each time it pays; null where they have none.';
