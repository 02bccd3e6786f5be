-- Newsletters: an organisation writes an issue from its posts and sends it to those who asked. Each
-- address gets an issue once; who left or whose address takes no letters gets none.

create table news.issue (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  number integer check (number > 0),
  title kit.localized not null check (title::jsonb <> '{}'),
  intro kit.localized not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'sending', 'sent')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  sent_count integer not null default 0 check (sent_count >= 0),
  bounced_count integer not null default 0 check (bounced_count >= 0),
  constraint issue_number_once unique (organisation_id, number),
  constraint issue_numbered_when_sent check ((state = 'draft') = (number is null)),
  constraint issue_dated_when_sent check ((state = 'draft') = (sent_at is null))
);
create index issue_organisation on news.issue (organisation_id, sent_at desc);
comment on column news.issue.number is 'Given when it is sent: its address in the archive.';
comment on column news.issue.intro is 'Markdown.';
comment on column news.issue.sent_at is 'When sending began.';
comment on column news.issue.sent_count is
  'All that an organisation learns of its readers: how many. Who they are, and whether they read, nobody is told.';

create table news.issue_post (
  issue_id uuid not null references news.issue (id) on delete cascade,
  post_id uuid not null references news.post (id),
  position integer not null check (position between 1 and 99),
  primary key (issue_id, post_id)
);
create index issue_post_post on news.issue_post (post_id);

create table news.dispatch (
  issue_id uuid not null references news.issue (id),
  reader_id uuid not null references news.reader (id) on delete cascade,
  at timestamptz not null,
  primary key (issue_id, reader_id)
);
create index dispatch_reader on news.dispatch (reader_id);
comment on table news.dispatch is
  'An issue was queued for a reader, in the transaction that queued it: so each gets it once.';

create table news.bounce (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  reader_id uuid references news.reader (id) on delete set null,
  hard boolean not null,
  at timestamptz not null default now()
);
create index bounce_reader on news.bounce (reader_id);
create index bounce_at on news.bounce (at);
comment on table news.bounce is 'Letters that came back, each counted once however often its file is read.';
comment on column news.bounce.key is 'A hash of the message that said so.';

create function news.keep_sent_issue() returns trigger
  language plpgsql
  as $$
    begin
      raise exception 'an issue that was sent stays as it was sent'
        using errcode = 'restrict_violation', constraint = 'issue_is_kept';
    end
  $$;
create trigger issue_is_kept before update on news.issue
  for each row when (old.state <> 'draft' and
    (new.title, new.intro, new.number, new.organisation_id)
      is distinct from (old.title, old.intro, old.number, old.organisation_id))
  execute function news.keep_sent_issue();
create trigger issue_is_not_deleted before delete on news.issue
  for each row when (old.state <> 'draft')
  execute function news.keep_sent_issue();
