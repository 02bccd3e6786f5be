-- Modules that write letters to people ask for the address when they write, and keep no copy of it.

create view people.reachable as
  select id, email, locale
  from people.person
  where erased_at is null and disabled_at is null and email_verified;
comment on view people.reachable is
  'Where letters reach a person. For work that sends letters, never for pages. Whoever is disabled or erased is not in it.';
