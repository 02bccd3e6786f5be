-- Who follows what, and who asked for which organisation's newsletter. Nobody is written to who did
-- not say yes twice, and nobody who left, or whose address does not take letters, is written to
-- again.

create table news.reader (
  id uuid primary key default uuidv7(),
  person_id uuid unique references people.person (id),
  email text unique check (email = lower(email) and length(email) between 3 and 254),
  locale text not null check (locale in ('sq', 'sr', 'sr-Cyrl', 'en')),
  rhythm text not null default 'daily' check (rhythm in ('at_once', 'daily', 'weekly', 'never')),
  told_until timestamptz not null,
  soft_bounces integer not null default 0 check (soft_bounces >= 0),
  bounced_at timestamptz,
  created_at timestamptz not null default now(),
  constraint reader_is_one check (num_nonnulls(person_id, email) = 1)
);
create index reader_rhythm on news.reader (rhythm, told_until) where bounced_at is null;
comment on table news.reader is
  'Somebody who is written to: a person with an account, whose address people knows, or an address.';
comment on column news.reader.told_until is
  'Posts that came out until then were told or are no longer news. It only moves forward, in the transaction that sends the letter: so each letter leaves once.';
comment on column news.reader.soft_bounces is 'Letters that came back for a passing reason.';
comment on column news.reader.bounced_at is 'Since when the address takes no letters; nothing is sent to it any more.';

create table news.follow (
  id uuid primary key default uuidv7(),
  reader_id uuid not null references news.reader (id) on delete cascade,
  organisation_id uuid references organisations.organisation (id),
  area text references organisations.area (code),
  place_id uuid references places.place (id),
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint follow_one_subject check (num_nonnulls(organisation_id, area, place_id) = 1),
  constraint follow_once unique nulls not distinct (reader_id, organisation_id, area, place_id)
);
create index follow_organisation on news.follow (organisation_id) where organisation_id is not null;
create index follow_area on news.follow (area) where area is not null;
create index follow_place on news.follow (place_id) where place_id is not null;
create index follow_unconfirmed on news.follow (created_at) where confirmed_at is null;
comment on column news.follow.confirmed_at is
  'When the link in the letter was used; at once for people with an account. Without it nothing is sent.';
comment on column news.follow.place_id is 'A municipality.';

-- Feeds ask when a post was last taken away.
create index post_withdrawn on news.post (state_since) where state = 'withdrawn';

create table news.subscription (
  id uuid primary key default uuidv7(),
  reader_id uuid not null references news.reader (id) on delete cascade,
  organisation_id uuid not null references organisations.organisation (id),
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint subscription_once unique (reader_id, organisation_id)
);
create index subscription_organisation on news.subscription (organisation_id, reader_id)
  where confirmed_at is not null;
create index subscription_unconfirmed on news.subscription (created_at) where confirmed_at is null;
comment on table news.subscription is 'Who asked for an organisation''s newsletter.';
comment on column news.subscription.confirmed_at is
  'When the link in the letter was used; at once for people with an account. Without it nothing is sent.';
