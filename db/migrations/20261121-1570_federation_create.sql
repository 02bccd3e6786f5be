-- Federation: organisations can be followed from Mastodon and its like. Off until an operator opens it.
create schema federation;

create table federation.switch (
  one boolean primary key default true check (one),
  open boolean not null default false,
  changed_at timestamptz,
  changed_by uuid references people.person (id)
);
create index switch_changed_by on federation.switch (changed_by) where changed_by is not null;
comment on table federation.switch is 'One row: whether anything of this installation speaks with other servers.';
insert into federation.switch default values;

create table federation.actor (
  organisation_id uuid primary key references organisations.organisation (id),
  kept_off boolean not null default false,
  gone_at timestamptz
);
comment on column federation.actor.kept_off is 'Its owners do not wish it to be followed from elsewhere.';
comment on column federation.actor.gone_at is
  'Its page was hidden and its followers'' servers were asked to forget it. Nothing is sent from then on.';

create table federation.key (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  public_jwk jsonb not null,
  private_jwk jsonb,
  made_at timestamptz not null,
  retired_at timestamptz,
  constraint key_forgotten_when_retired check ((retired_at is null) = (private_jwk is not null))
);
create unique index key_in_use on federation.key (organisation_id) where retired_at is null;
create index key_organisation on federation.key (organisation_id);
comment on column federation.key.private_jwk is
  'Signs in the organisation''s name. It is read by the web and the worker alone, goes into no export and no job, and is taken out when the key is retired. A backup holds it: keep backups secret.';

create table federation.follower (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  actor_uri text not null check (length(actor_uri) <= 400),
  follow_uri text check (length(follow_uri) <= 400),
  inbox text not null check (length(inbox) <= 400),
  host text not null,
  since timestamptz not null,
  unique (organisation_id, actor_uri)
);
create index follower_actor on federation.follower (actor_uri);
create index follower_host on federation.follower (host, organisation_id);
create index follower_inbox on federation.follower (inbox);
comment on table federation.follower is
  'Somebody elsewhere who asked to be sent what an organisation publishes. Personal: shown to nobody, only counted.';
comment on column federation.follower.follow_uri is 'What they called their asking, by which they may take it back.';
comment on column federation.follower.inbox is 'Where posts go: the inbox that their whole server shares, or their own.';

create table federation.activity (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  kind text not null check (kind in ('accept', 'create', 'update', 'delete', 'profile', 'goodbye')),
  post_id uuid references news.post (id),
  cause text not null unique,
  document jsonb not null,
  made_at timestamptz not null,
  constraint activity_of_a_post check ((kind in ('create', 'update', 'delete')) = (post_id is not null))
);
create index activity_organisation on federation.activity (organisation_id);
create index activity_post on federation.activity (post_id, id) where post_id is not null;
comment on column federation.activity.cause is
  'What it tells of and when. A job that is tried again finds it here and tells nothing twice.';
comment on column federation.activity.document is 'What is sent, byte for byte the same at each try.';

create table federation.delivery (
  id uuid primary key default uuidv7(),
  activity_id uuid not null references federation.activity (id) on delete cascade,
  inbox text not null,
  host text not null,
  chain text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'dropped')),
  attempts integer not null default 0,
  last_error text check (length(last_error) <= 300),
  next_try_at timestamptz,
  settled_at timestamptz,
  unique (activity_id, inbox),
  constraint delivery_settled check ((state = 'waiting') = (settled_at is null))
);
create index delivery_chain on federation.delivery (inbox, chain, activity_id) where state = 'waiting';
create index delivery_host on federation.delivery (host) where state in ('waiting', 'failed');
create index delivery_settled_at on federation.delivery (settled_at) where settled_at is not null;
comment on column federation.delivery.chain is
  'What goes to one inbox in one chain arrives in its order: a post, its changes, its withdrawal.';
comment on column federation.delivery.next_try_at is 'Null while it was never tried.';

create table federation.host (
  host text primary key,
  failures integer not null,
  rests_until timestamptz
);
comment on table federation.host is
  'Servers that did not answer lately. After some failures in a row a server is left in peace for a while, so that one that is gone does not hold up the others.';

create table federation.block (
  host text primary key check (host = lower(host)),
  reason text not null check (length(reason) between 1 and 300),
  blocked_by uuid references people.person (id),
  at timestamptz not null
);
create index block_blocked_by on federation.block (blocked_by) where blocked_by is not null;
comment on table federation.block is 'Servers that nothing is taken from and nothing is sent to, with all that stand under their name.';
