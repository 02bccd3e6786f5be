-- What a euro was worth on a day, from a table that the operator brings. Used only to show sums of
-- several currencies as one; nothing is booked by it.

create table payments.rate (
  currency text not null references ledger.currency (code),
  on_day date not null,
  per_euro numeric(20, 10) not null,
  source text not null,
  imported_by uuid references people.person (id),
  imported_at timestamptz not null,
  primary key (currency, on_day),
  constraint rate_is_of_another check (currency <> 'EUR'),
  constraint rate_per_euro check (per_euro > 0),
  constraint rate_source check (length(source) between 1 and 200)
);
create index rate_imported_by on payments.rate (imported_by);
comment on table payments.rate is 'Dated rates for showing sums in euro. Never fetched: the operator imports them.';
comment on column payments.rate.per_euro is 'Units of the currency for one euro.';
