-- The public journal says of a gift that the same payer has given before, and never who. The ledger
-- knows no payers; it is told a word for each, like the names of owners.

create table ledger.payer (
  event_id uuid primary key,
  payer text not null,
  constraint payer_word check (payer ~ '^[0-9a-f]{10}$')
);
comment on table ledger.payer is
  'Who paid, as far as anybody may know: one word for one payer of one purpose. Told by the modules that know.';

revoke insert, update, delete, truncate on ledger.payer from mozaik_app;

create function ledger.tell_payer(its_event uuid, its_payer text) returns void
  language sql security definer set search_path = ledger, pg_temp as $$
  insert into payer (event_id, payer) values (its_event, its_payer) on conflict do nothing
$$;
comment on function ledger.tell_payer is 'What the journal calls whoever paid this; the first word stays.';
revoke execute on function ledger.tell_payer from public;
