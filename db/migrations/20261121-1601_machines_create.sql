-- Programs that act for an organisation or hear of it: keys by which they write, and addresses to
-- which facts about the organisation are carried.

create schema machines;

create table machines.key (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  person_id uuid not null references people.person (id),
  name text not null check (length(name) between 1 and 80),
  prefix text not null unique check (prefix ~ '^mzk_[a-z0-9]{8}$'),
  secret_hash text not null check (secret_hash ~ '^[0-9a-f]{64}$'),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid references people.person (id),
  check (expires_at > created_at and expires_at <= created_at + interval '367 days'),
  check (revoked_by is null or revoked_at is not null)
);
create index key_organisation on machines.key (organisation_id, id);
create index key_person on machines.key (person_id);
create index key_revoked_by on machines.key (revoked_by) where revoked_by is not null;
comment on table machines.key is 'By what a program writes for an organisation. It may no more than the administrator who made it.';
comment on column machines.key.person_id is 'Who made it and answers for it. When they are no administrator any more, it opens nothing.';
comment on column machines.key.prefix is 'The beginning of the key, by which it is found and recognised.';
comment on column machines.key.secret_hash is 'SHA-256 of the whole key: 256 random bits need no slow hash.';
comment on column machines.key.last_used_at is 'To the minute.';
comment on column machines.key.revoked_by is 'Null when it was revoked from the terminal of the server.';

create function machines.keep_key() returns trigger
  language plpgsql
  as $$
    begin
      if (to_jsonb(new) - '{last_used_at,revoked_at,revoked_by}'::text[])
        is distinct from (to_jsonb(old) - '{last_used_at,revoked_at,revoked_by}'::text[]) then
        raise exception 'A key does not change: revoke it and make another.';
      end if;
      if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'A revoked key stays revoked.';
      end if;
      return new;
    end
  $$;
create trigger keep_key before update on machines.key
  for each row execute function machines.keep_key();

create table machines.webhook (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  person_id uuid not null references people.person (id),
  url text not null check (length(url) <= 500 and url ~ '^https?://'),
  kinds text[] not null check (cardinality(kinds) > 0),
  salt uuid not null,
  state text not null default 'active' check (state in ('active', 'paused', 'failed', 'removed')),
  failing_since timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index webhook_organisation on machines.webhook (organisation_id, id);
create index webhook_person on machines.webhook (person_id);
comment on table machines.webhook is 'Where facts about an organisation are carried.';
comment on column machines.webhook.salt is 'With the secret of the server it makes the secret that deliveries are signed with; a new salt is a new secret.';
comment on column machines.webhook.state is 'paused: by its organisation; failed: by us, after days without an answer.';
comment on column machines.webhook.failing_since is 'The first of the failures that no success has followed.';

create table machines.delivery (
  id uuid primary key default uuidv7(),
  webhook_id uuid not null references machines.webhook (id),
  fact_id bigint,
  kind text not null,
  body text not null check (length(body) <= 20000),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0 check (attempts >= 0),
  next_at timestamptz,
  held_until timestamptz,
  created_at timestamptz not null,
  done_at timestamptz,
  unique (webhook_id, fact_id),
  check ((state = 'waiting') = (done_at is null))
);
create index delivery_waiting on machines.delivery (next_at) where state = 'waiting';
create index delivery_created on machines.delivery (created_at);
comment on table machines.delivery is 'One fact to be told to one address. Its id is the webhook-id, the same for each attempt.';
comment on column machines.delivery.fact_id is 'Null for a test that an administrator sent.';
comment on column machines.delivery.body is 'What is signed and sent, letter by letter.';
comment on column machines.delivery.held_until is 'A worker is at it; afterwards another may take it up.';

create table machines.attempt (
  id uuid primary key default uuidv7(),
  delivery_id uuid not null references machines.delivery (id) on delete cascade,
  at timestamptz not null,
  took_ms integer not null check (took_ms >= 0),
  status integer check (status between 100 and 599),
  fault text check (fault in ('no_address', 'private_address', 'refused', 'timed_out', 'tls', 'redirected', 'broken')),
  excerpt text not null default '' check (length(excerpt) <= 500)
);
create index attempt_delivery on machines.attempt (delivery_id, id);
comment on table machines.attempt is 'What came of one attempt: the status and the beginning of the answer, or why there was none.';
