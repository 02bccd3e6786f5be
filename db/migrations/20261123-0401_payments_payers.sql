-- A payer's word in the public journal: a hash of who paid, for what, and with what key. The key is
-- here and the application cannot read it, so that nobody finds a person by trying addresses. Of
-- two purposes the words differ; and of what was given with a name and without one, too, because
-- otherwise the named gift would say who gave the other.

create table payments.payer_key (
  only_one boolean primary key default true,
  key bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  constraint payer_key_only_one check (only_one),
  constraint payer_key_bytes check (octet_length(key) = 32)
);
comment on table payments.payer_key is 'Made once here; the application cannot read it.';
insert into payments.payer_key default values;
revoke all on payments.payer_key from mozaik_app;

create function payments.payer_of(its_pledge uuid, its_purpose uuid) returns text
  language sql stable as $$
  select encode(substr(sha256((select key from payments.payer_key) || uuid_send(its_purpose)
    || convert_to(p.visibility || ' ' || coalesce(p.person_id::text, p.donor_email, p.id::text), 'UTF8')
  ), 1, 5), 'hex')
  from payments.pledge p where p.id = its_pledge
$$;
revoke execute on function payments.payer_of from public;
comment on function payments.payer_of is 'What the journal calls whoever paid this pledge, for this purpose.';

create function payments.tell_payer() returns trigger
  language plpgsql security definer set search_path = payments, pg_temp as $$
  begin
    perform ledger.tell_payer(new.event_id, payments.payer_of(new.pledge_id, new.purpose_id));
    return null;
  end
$$;
create trigger payment_payer_is_told after insert on payments.payment
  for each row when (new.pledge_id is not null) execute function payments.tell_payer();

select ledger.tell_payer(event_id, payments.payer_of(pledge_id, purpose_id))
  from payments.payment where pledge_id is not null;
