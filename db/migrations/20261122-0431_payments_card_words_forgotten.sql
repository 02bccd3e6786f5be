-- What a processor said holds a donor's name and address. That it was said is kept for ever; the
-- letter of it is forgotten after the operator's time, and may be changed in no other way.

-- contract: the new trigger refuses the same, but for a body that becomes empty.
drop trigger card_event_stays_what_it_is on payments.card_event;
create trigger card_event_stays_what_it_is before update on payments.card_event
  for each row when (
    (old.state in ('done', 'settled') and (new.body <> '' or new.state <> old.state))
    or (new.body <> old.body and new.body <> '')
    or (new.processor_account_id, new.event_ref, new.kind, new.said_at, new.received_at)
      is distinct from
      (old.processor_account_id, old.event_ref, old.kind, old.said_at, old.received_at)
  ) execute function payments.refuse_change();
comment on column payments.card_event.body is 'What was signed, letter by letter; empty when it was forgotten.';
