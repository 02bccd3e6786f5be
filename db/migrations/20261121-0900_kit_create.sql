-- Tools without a subject: what a form, a limit, a file and a letter need to be kept. Text in several
-- languages is one value with a shape of its own.

create schema if not exists kit;

create function kit.is_localized(value jsonb) returns boolean
  language sql immutable parallel safe
  as $$
    select jsonb_typeof(value) = 'object'
      and not exists (
        select from jsonb_each(value) as part
        where part.key !~ '^[a-z]{2,3}$'
          or jsonb_typeof(part.value) <> 'string'
          or part.value = '""'::jsonb
      )
  $$;

create domain kit.localized as jsonb check (kit.is_localized(value));
comment on domain kit.localized is 'People''s own text in each language that it exists in: {"sq": "…", "sr": "…"}.';

create table kit.once (
  key uuid primary key,
  value text,
  made_at timestamptz not null default now()
);
comment on table kit.once is 'Forms that were sent: the second submit of the same form gets the first''s result.';

create table kit.limit (
  name text not null,
  key text not null,
  free_at timestamptz not null,
  primary key (name, key)
);
comment on table kit.limit is 'How often something was tried. The key is a hash, so that no address is kept.';
comment on column kit.limit.free_at is 'When all tries will have grown back (the theoretical arrival time of GCRA).';

create table kit.file (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('picture', 'document', 'evidence')),
  name text not null check (length(name) between 1 and 120),
  media_type text not null,
  bytes integer not null check (bytes > 0),
  sha256 text not null check (length(sha256) = 64),
  width integer,
  height integer,
  person_id uuid,
  created_at timestamptz not null default now(),
  check ((kind = 'picture') = (width is not null and height is not null))
);
comment on table kit.file is 'What people uploaded, after it was sniffed and drawn anew. The bytes lie in the file store under the id.';
comment on column kit.file.kind is 'Pictures and documents are public; evidence is shown only by the page that asks who may see it.';
comment on column kit.file.sha256 is 'Of the bytes as they came.';

create table kit.letter (
  id bigint generated always as identity primary key,
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  at timestamptz not null default now()
);
comment on table kit.letter is 'The mailbox page of development. Nothing is written here where mail is sent for real.';
