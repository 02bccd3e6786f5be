-- A machine that writes does so by a key for which a person answers: the audit trail names both. The
-- key is taken from the transaction itself, so that no command has to remember to write it down.

alter table facts.fact
  add column key_id uuid default nullif(current_setting('mozaik.key_id', true), '')::uuid;
comment on column facts.fact.key_id is
  'The key by which a machine did it, for the person named beside it; null when they did it by hand.';
