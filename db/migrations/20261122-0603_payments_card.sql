-- Modules above show how far something has come that they registered as a purpose: what was promised
-- for it and what was received. They ask it here and need not read who gave.

create view payments.card as
  select p.id, p.kind, p.ref_id, p.organisation_id, unit.code as currency,
    coalesce((
      select sum(greatest(g.amount_minor - g.received_minor, 0)) from payments.pledge g
      where g.purpose_id = p.id and g.state = 'open' and g.currency = unit.code
    ), 0)::bigint as promised_minor,
    (coalesce((
      select sum(m.amount_minor) from payments.payment m
      where m.purpose_id = p.id and m.currency = unit.code
    ), 0) - coalesce((
      select sum(r.amount_minor) from payments.refund r
      join payments.payment m on m.id = r.payment_id
      where m.purpose_id = p.id and m.currency = unit.code and r.state <> 'failed'
    ), 0))::bigint as received_minor,
    (
      select count(*) from payments.pledge g
      where g.purpose_id = p.id and g.currency = unit.code and g.received_minor > g.returned_minor
    )::int as gifts,
    (
      select max(m.created_at) from payments.payment m where m.purpose_id = p.id
    ) as last_received_at
  from payments.purpose p cross join ledger.currency unit;
comment on view payments.card is
  'The SQL face of the door: how far a purpose has come, in each currency. A sum is made only where it is asked for.';
comment on column payments.card.promised_minor is 'Promised and not received.';
comment on column payments.card.received_minor is 'Received, less what went back or is on its way back.';
