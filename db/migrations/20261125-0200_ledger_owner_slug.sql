-- Whoever looks for a campaign in the books types what stands in its address. The ledger is told
-- that word beside the name, and still asks no module above.

alter table ledger.owner add column slug text
  constraint owner_slug check (length(slug) between 1 and 200);
comment on column ledger.owner.slug is 'The last part of the address of its public page, where it has one.';
