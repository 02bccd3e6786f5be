-- A thousand gifts of one statement cost a thousand calls of two functions; their words are made
-- and told in one statement now. What a word is made of stays as it was.
create function payments.payer_word(its_key bytea, its_purpose uuid, who text) returns text
  language sql immutable as $$
  select encode(substr(sha256(its_key || uuid_send(its_purpose) || convert_to(who, 'UTF8')), 1, 5),
    'hex')
$$;
revoke execute on function payments.payer_word from public;
comment on function payments.payer_word is 'A payer''s word in the journal: the first five bytes of a hash with our key.';

create or replace function payments.payer_of(its_pledge uuid, its_purpose uuid) returns text
  language sql stable as $$
  select payments.payer_word((select key from payments.payer_key), its_purpose,
    p.visibility || ' ' || coalesce(p.person_id::text, p.donor_email, p.id::text))
  from payments.pledge p where p.id = its_pledge
$$;

create or replace function payments.tell_payer() returns trigger
  language plpgsql security definer set search_path = payments, pg_temp as $$
  begin
    perform ledger.tell_payers(array_agg(a.event_id), array_agg(payments.payer_word(k.key,
        a.purpose_id, p.visibility || ' ' || coalesce(p.person_id::text, p.donor_email, p.id::text))))
      from arrived a join pledge p on p.id = a.pledge_id cross join payer_key k
      having count(*) > 0;
    return null;
  end
$$;
