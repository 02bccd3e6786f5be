-- A statement of the bank brings thousands of gifts at once: their payers' words are told in one
-- statement for all of them, and no longer for each (decision 0240).
create or replace function payments.tell_payer() returns trigger
  language plpgsql security definer set search_path = payments, pg_temp as $$
  begin
    perform ledger.tell_payer(a.event_id, payments.payer_of(a.pledge_id, a.purpose_id))
      from arrived a where a.pledge_id is not null;
    return null;
  end
$$;
drop trigger payment_payer_is_told on payments.payment;
create trigger payment_payer_is_told after insert on payments.payment
  referencing new table as arrived for each statement execute function payments.tell_payer();
