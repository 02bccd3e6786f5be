-- The words of many payers are told in one statement.
create function ledger.tell_payers(its_events uuid[], its_payers text[]) returns void
  language sql security definer set search_path = ledger, pg_temp as $$
  insert into payer (event_id, payer) select event, word from unnest(its_events, its_payers)
    as told (event, word) on conflict do nothing
$$;
comment on function ledger.tell_payers is 'What the journal calls those who paid these; the first word stays.';
revoke execute on function ledger.tell_payers from public;
