-- A bank's statement names the orders that it carried out: they are looked for by their name, in a
-- table that is never made smaller.
create index transfer_named_order on ledger.transfer (ext_ref)
  where phase = 'pending' and ext_ref is not null;
