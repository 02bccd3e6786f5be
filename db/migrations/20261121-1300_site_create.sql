-- Pages that belong to no module: the operator's own texts (help, privacy, imprint, accessibility),
-- and what people report about any page.

create schema site;

create table site.text (
  name text not null check (name in ('help', 'accessibility', 'privacy', 'imprint')),
  version integer not null check (version > 0),
  body kit.localized not null,
  person_id uuid not null,
  at timestamptz not null default now(),
  primary key (name, version)
);
comment on table site.text is 'Every version of the operator''s texts; the highest is shown. Without one, the text that the program brings is shown.';

create function site.refuse_change() returns trigger
  language plpgsql
  as $$
    begin
      raise exception 'versions of a text are kept: % is refused', lower(tg_op)
        using errcode = 'restrict_violation';
    end
  $$;

create trigger text_is_kept
  before update or delete or truncate on site.text
  for each statement execute function site.refuse_change();

create table site.abuse_report (
  id uuid primary key default uuidv7(),
  path text not null check (length(path) between 1 and 500),
  reason text not null check (reason in ('false', 'insult', 'privacy', 'fraud', 'copyright', 'other')),
  body text not null check (length(body) between 1 and 4000),
  contact text check (length(contact) <= 200),
  person_id uuid,
  at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid,
  decision text check (decision in ('acted', 'no_breach', 'duplicate')),
  note text check (length(note) <= 2000),
  check ((decided_at is null) = (decision is null)),
  check ((decided_at is null) = (decided_by is null))
);
create index abuse_report_waiting on site.abuse_report (at) where decided_at is null;
comment on column site.abuse_report.contact is 'How the one who reports wishes to be answered, if at all.';
comment on column site.abuse_report.person_id is 'Who reported, when they were signed in.';
