-- Modules above let operators judge what organisations do. Whoever belongs to an organisation, ever
-- belonged or wanted to, does not judge it; they ask it here and need not read who does.

create function organisations.ever_belonged(organisation uuid, person uuid) returns boolean
  language sql stable
  as $$
    select exists (
      select from organisations.membership m
      where m.organisation_id = organisation and m.person_id = person
    ) or exists (
      select from organisations.claim c
      where c.organisation_id = organisation and c.person_id = person
    )
  $$;
comment on function organisations.ever_belonged is
  'Whether somebody is or was a member of an organisation, or claimed it.';
