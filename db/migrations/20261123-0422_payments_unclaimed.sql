-- Money that nobody knows does not stay for ever: it goes back by itself after a while that the
-- operator sets, and operators hear of it a week before.
alter table payments.payout_terms
  add column unclaimed_days integer not null default 60,
  add constraint payout_terms_unclaimed check (unclaimed_days between 14 and 730);
comment on column payments.payout_terms.unclaimed_days is 'So long after its day an entry that nobody could match goes back to the account it came from.';
create index entry_unclaimed on payments.entry (booked_on)
  where amount_minor > 0 and state in ('open', 'to_return');
