-- People: who they are, how they prove it, what they may do everywhere, and what we tell them.
-- The first six tables are Better Auth's, under our names: a test asks Better Auth whether anything
-- that it expects is missing. Whatever a person may do inside one organisation is not kept here.
create schema people;

create table people.person (
  id uuid primary key default uuidv7(),
  email text not null,
  email_verified boolean not null default false,
  name text not null,
  image text,
  locale text not null default 'sq' check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  disabled_at timestamptz,
  erased_at timestamptz,
  constraint person_email_unique unique (email),
  constraint person_email_shape check (email = lower(email) and length(email) between 3 and 254),
  constraint person_name_length check (length(name) <= 100),
  constraint person_erased_bare check (erased_at is null or (name = '' and not email_verified))
);
comment on table people.person is
  'One human being with an account. An erased person stays as a row without a name, because what they published keeps pointing here.';
comment on column people.person.email is
  'Lower case. An erased person has <id>@erased.invalid, an address that cannot exist.';
comment on column people.person.email_verified is
  'The owner of the address showed that they read its mail. Nobody signs in before that.';
comment on column people.person.image is 'Expected by Better Auth; always null.';
comment on column people.person.locale is
  'The language of letters and of the pages after signing in.';
comment on column people.person.disabled_at is 'An operator closed the account; it may be opened again.';

create table people.session (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  proved_at timestamptz not null default now(),
  constraint session_token_unique unique (token)
);
create index session_person on people.session (person_id);
create index session_expires on people.session (expires_at);
comment on column people.session.token is
  'Half of the cookie; the other half is its signature by the secret, so this table alone opens nothing.';
comment on column people.session.ip_address is 'Expected by Better Auth; we do not keep it.';
comment on column people.session.used_at is 'The last time it was seen, to the hour.';
comment on column people.session.proved_at is
  'When a password, a code, a link or a passkey was last shown in this session. Grave changes ask for a recent one.';

create table people.credential (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  account_id text not null,
  provider_id text not null check (provider_id = 'credential'),
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text check (password like '$argon2id$%'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint credential_once unique (person_id, provider_id)
);
comment on table people.credential is
  'A password, as argon2id in PHC form. People who only use links by e-mail or passkeys have none.';

create table people.verification (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on people.verification (identifier);
create index verification_expires on people.verification (expires_at);
comment on table people.verification is
  'Short-lived: links by e-mail (hashed), password resets, passkey challenges, second factors awaited.';

create table people.second_factor (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  constraint second_factor_once unique (person_id)
);
create index second_factor_secret on people.second_factor (secret);
comment on column people.second_factor.secret is 'Encrypted with the secret of the installation.';
comment on column people.second_factor.backup_codes is 'Encrypted with the secret of the installation.';

create table people.passkey (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  name text check (length(name) <= 100),
  public_key text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz default now(),
  constraint passkey_credential_unique unique (credential_id)
);
create index passkey_person on people.passkey (person_id);

create table people.role (
  person_id uuid not null references people.person (id),
  role text not null check (role in ('moderator', 'operator')),
  granted_at timestamptz not null default now(),
  granted_by uuid references people.person (id),
  primary key (person_id, role)
);
create index role_granted_by on people.role (granted_by);
comment on table people.role is
  'What a person may do everywhere, today. The history is in the facts person.role_granted and person.role_revoked.';
comment on column people.role.granted_by is 'Null: from a terminal on the server.';

create table people.email_change (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  old_email text not null,
  new_email text not null,
  confirm_hash text not null unique,
  undo_hash text not null unique,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  undone_at timestamptz,
  constraint email_change_order check (
    confirmed_at is null or confirmed_at >= asked_at
  )
);
create index email_change_person on people.email_change (person_id, asked_at desc);
create index email_change_old on people.email_change (old_email, confirmed_at);
comment on table people.email_change is
  'A change of address: confirmed at the new one, and for 72 hours undone from the old one.';
comment on column people.email_change.confirm_hash is 'SHA-256 of what stands in the link to the new address.';
comment on column people.email_change.undo_hash is 'SHA-256 of what stands in the link to the old address.';

create table people.notification (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  subject text not null generated always as (split_part(kind, '.', 1)) stored,
  payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object'),
  created_at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz
);
create index notification_person on people.notification (person_id, created_at desc);
create index notification_unread on people.notification (person_id) where read_at is null;
create index notification_unmailed on people.notification (person_id) where mailed_at is null;
comment on column people.notification.kind is
  'module.what; the module says it in the reader''s language, so no sentence is stored.';
comment on column people.notification.subject is 'The module: people choose by it what they hear of and how.';
comment on column people.notification.mailed_at is 'When it left by e-mail, at once or in a digest; null: not.';

create table people.notification_choice (
  person_id uuid not null references people.person (id) on delete cascade,
  subject text not null check (subject ~ '^[a-z_]+$'),
  on_page boolean not null default true,
  by_mail text not null default 'daily' check (by_mail in ('at_once', 'daily', 'never')),
  primary key (person_id, subject)
);
comment on table people.notification_choice is
  'Who chose nothing for a subject sees it on the page and hears of it in the daily letter.';

create table people.data_export (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  asked_at timestamptz not null,
  ready_at timestamptz,
  file_key text,
  bytes integer,
  expires_at timestamptz,
  constraint data_export_ready check (
    (ready_at is null) = (file_key is null) and (ready_at is null) = (expires_at is null)
  )
);
create index data_export_person on people.data_export (person_id, asked_at desc);
comment on table people.data_export is 'A copy of everything about one person, made by the worker, kept for a week.';

create table people.erasure (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people.person (id) on delete cascade,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  undone_at timestamptz,
  done_at timestamptz,
  constraint erasure_one_end check (undone_at is null or done_at is null),
  constraint erasure_due check (due_at > asked_at)
);
create unique index erasure_waiting on people.erasure (person_id)
  where undone_at is null and done_at is null;
comment on table people.erasure is 'A person asked to be erased; until due_at they may take it back.';

-- The SQL face of the door: other modules join their rows to people through this and nothing else.
create view people.card as
  select id, case when erased_at is null then name end as name
  from people.person;
comment on view people.card is 'name is null when the person was erased.';
