-- Whoever gives money on is known again by where it came from: the account or the card it was paid with.

create or replace function campaigns.marks_of(payment uuid) returns setof text
  language sql stable
  as $$
    select 'pledge ' || coalesce(m.pledge_id, m.id) from payments.payment m where m.id = payment
    union
    select 'mail ' || p.donor_email from payments.payment m join payments.pledge p on p.id = m.pledge_id
      where m.id = payment and p.donor_email is not null
    union
    select 'person ' || p.person_id from payments.payment m join payments.pledge p on p.id = m.pledge_id
      where m.id = payment and p.person_id is not null
    union
    select 'account ' || e.iban from payments.payment m
      join payments.payment o on o.id = coalesce(m.origin_id, m.id)
      join payments.entry_party e on e.entry_id = o.source_id and o.source = 'entry'
      where m.id = payment and e.iban is not null
    union
    select 'card ' || c.fingerprint from payments.payment m
      join payments.card_charge c on c.payment_id = coalesce(m.origin_id, m.id)
      where m.id = payment and c.fingerprint is not null
  $$;

create or replace function campaigns.is_own(campaign uuid, payment uuid) returns boolean
  language sql stable
  as $$
    select exists (
      select from campaigns.campaign c
      join payments.payment m on m.id = payment
      join payments.payment o on o.id = coalesce(m.origin_id, m.id)
      left join payments.pledge p on p.id = m.pledge_id
      left join payments.entry_party e on e.entry_id = o.source_id and o.source = 'entry'
      where c.id = campaign and (
        organisations.ever_belonged(c.organisation_id, p.person_id)
        or organisations.ever_belonged(c.host_id, p.person_id)
        or exists (
          select from people.person who
          where who.email = p.donor_email and (
            organisations.ever_belonged(c.organisation_id, who.id)
            or organisations.ever_belonged(c.host_id, who.id)
          )
        )
        or exists (
          select from organisations.bank_account a
          where a.organisation_id in (c.organisation_id, c.host_id) and a.iban = e.iban and a.removed_at is null
        )
      )
    )
  $$;
