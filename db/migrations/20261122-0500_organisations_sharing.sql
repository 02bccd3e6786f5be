-- Who says the same address or telephone is found by an index when likely duplicates are looked for.

create index organisation_email on organisations.organisation (lower(email))
  where email is not null;
create index organisation_website on organisations.organisation (website)
  where website is not null;
create index organisation_phone on organisations.organisation (organisations.bare_number(phone))
  where phone is not null;
