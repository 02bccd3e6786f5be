-- Moderation: reports of one thing are one case; a case is decided with a reason from the published
-- list; whoever answers for the thing may appeal once, and somebody else decides then.

create table site.moderation_case (
  id uuid primary key default uuidv7(),
  kind text not null check (kind ~ '^[a-z_]+$'),
  thing_id uuid,
  path text not null check (length(path) between 1 and 500),
  title kit.localized not null default '{}',
  opened_at timestamptz not null default now(),
  claimed_by uuid,
  claimed_at timestamptz,
  closed_at timestamptz,
  constraint moderation_case_names_its_thing check ((kind = 'page') = (thing_id is null)),
  constraint moderation_case_claimed check ((claimed_by is null) = (claimed_at is null))
);
comment on table site.moderation_case is 'Everything that was reported of one thing until somebody decided.';
comment on column site.moderation_case.kind is 'What a module calls it (`project`); `page` for addresses behind which no such thing stands.';
comment on column site.moderation_case.path is 'Where it stood when it was reported, without the language.';
comment on column site.moderation_case.title is 'What it was called then; empty for a page.';
comment on column site.moderation_case.claimed_by is 'The moderator who said: I take this one.';
create unique index moderation_case_open_thing on site.moderation_case (kind, thing_id)
  where closed_at is null and thing_id is not null;
create unique index moderation_case_open_page on site.moderation_case (path)
  where closed_at is null and thing_id is null;
create index moderation_case_waiting on site.moderation_case (opened_at) where closed_at is null;
create index moderation_case_thing on site.moderation_case (thing_id, id) where thing_id is not null;

create table site.moderation_decision (
  id uuid primary key default uuidv7(),
  case_id uuid not null references site.moderation_case (id),
  outcome text not null check (outcome in ('no_breach', 'change', 'hide', 'suspend')),
  reason text check (reason in ('hate', 'violence', 'personal_data', 'spam', 'impersonation',
    'false_claim', 'copyright', 'illegal', 'rules')),
  rules_version smallint not null check (rules_version > 0),
  statement kit.localized not null check (statement::jsonb <> '{}'),
  change_by date,
  decided_by uuid not null,
  decided_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  undone_at timestamptz,
  constraint moderation_decision_says_why check ((outcome = 'no_breach') = (reason is null)),
  constraint moderation_decision_has_a_day check ((outcome = 'change') = (change_by is not null)),
  constraint moderation_decision_by_two check (confirmed_by <> decided_by),
  constraint moderation_decision_confirmed check ((confirmed_by is null) = (confirmed_at is null)),
  constraint moderation_decision_confirms check (confirmed_by is null or outcome = 'suspend'),
  constraint moderation_decision_judge unique (id, decided_by)
);
create index moderation_decision_case on site.moderation_decision (case_id, id);
create index moderation_decision_time on site.moderation_decision (decided_at);
comment on column site.moderation_decision.rules_version is 'Which edition of the published reasons it was decided by.';
comment on column site.moderation_decision.statement is 'Why, in the moderator''s words; whoever answers for the thing reads it.';
comment on column site.moderation_decision.change_by is 'Until when the change is asked for.';
comment on column site.moderation_decision.confirmed_by is 'A suspension takes two people; until the second it has no effect.';
comment on column site.moderation_decision.undone_at is 'Undone on appeal, lifted later, or a suspension that nobody confirmed.';

create table site.moderation_appeal (
  decision_id uuid primary key,
  first_judge uuid not null,
  person_id uuid not null,
  body text not null check (length(body) between 1 and 4000),
  at timestamptz not null,
  outcome text check (outcome in ('upheld', 'undone')),
  statement kit.localized,
  decided_by uuid,
  decided_at timestamptz,
  constraint moderation_appeal_of foreign key (decision_id, first_judge)
    references site.moderation_decision (id, decided_by),
  constraint moderation_appeal_another_judge check (decided_by <> first_judge),
  constraint moderation_appeal_decided check (
    num_nulls(outcome, statement, decided_by, decided_at) in (0, 4))
);
create index moderation_appeal_judged on site.moderation_appeal (decision_id, first_judge);
create index moderation_appeal_waiting on site.moderation_appeal (at) where decided_at is null;
comment on table site.moderation_appeal is 'One for each decision at most: its key is the decision''s.';
comment on column site.moderation_appeal.first_judge is 'Who decided first, so that the database can refuse the same judge again.';
comment on column site.moderation_appeal.person_id is 'Who appealed, for whoever answers for the thing.';

-- Whoever confirmed a suspension was one of its judges too.
create function site.refuse_same_judge() returns trigger
  language plpgsql
  as $$
    begin
      if exists (select from site.moderation_decision d
        where d.id = new.decision_id and d.confirmed_by = new.decided_by)
      then
        raise exception 'an appeal goes to somebody else'
          using errcode = 'check_violation', constraint = 'moderation_appeal_another_judge';
      end if;
      return new;
    end
  $$;
create trigger moderation_appeal_goes_to_another
  before insert or update of decided_by on site.moderation_appeal
  for each row when (new.decided_by is not null)
  execute function site.refuse_same_judge();

-- What was decided stays as it was decided; it can be confirmed, undone, and nothing else.
create function site.refuse_other_decision() returns trigger
  language plpgsql
  as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'moderation_decision'
        and to_jsonb(new) - 'confirmed_by' - 'confirmed_at' - 'undone_at'
          = to_jsonb(old) - 'confirmed_by' - 'confirmed_at' - 'undone_at'
        and to_jsonb(old) ->> 'undone_at' is null
        and (to_jsonb(old) ->> 'confirmed_by' is null
          or to_jsonb(new) ->> 'confirmed_by' = to_jsonb(old) ->> 'confirmed_by')
      then return new;
      end if;
      if tg_op = 'UPDATE' and tg_table_name = 'moderation_appeal'
        and to_jsonb(new) - 'outcome' - 'statement' - 'decided_by' - 'decided_at'
          = to_jsonb(old) - 'outcome' - 'statement' - 'decided_by' - 'decided_at'
        and to_jsonb(old) ->> 'outcome' is null
      then return new;
      end if;
      raise exception 'a decision is kept as it was made: % is refused', lower(tg_op)
        using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
    end
  $$;
create trigger moderation_decision_is_kept before update or delete on site.moderation_decision
  for each row execute function site.refuse_other_decision();
create trigger moderation_appeal_is_kept before update or delete on site.moderation_appeal
  for each row execute function site.refuse_other_decision();
create trigger moderation_decision_is_not_emptied before truncate on site.moderation_decision
  for each statement execute function site.refuse_other_decision();
create trigger moderation_appeal_is_not_emptied before truncate on site.moderation_appeal
  for each statement execute function site.refuse_other_decision();

alter table site.abuse_report
  add column case_id uuid references site.moderation_case (id),
  add column locale text not null default 'sq' check (locale in ('sq', 'sr', 'sr-Cyrl', 'en')),
  add column marked text[] not null default '{}',
  add column proven boolean not null default true,
  drop constraint abuse_report_reason_check,
  add constraint abuse_report_reason_check check (reason in ('false', 'insult', 'privacy', 'fraud',
    'copyright', 'other', 'hate', 'violence', 'personal_data', 'spam', 'impersonation',
    'false_claim', 'illegal', 'rules'));
create index abuse_report_case on site.abuse_report (case_id, id);
comment on column site.abuse_report.locale is 'In which language to answer.';
comment on column site.abuse_report.marked is 'Words of the operator''s lists that were found in it.';
comment on column site.abuse_report.proven is 'False for a stranger whose device did no work for it: read with more care.';

-- What was reported before there were cases, each address one case.
insert into site.moderation_case (kind, path, opened_at)
  select 'page', path, min(at) from site.abuse_report where decided_at is null group by path;
insert into site.moderation_case (kind, path, opened_at, closed_at)
  select 'page', path, min(at), max(decided_at)
  from site.abuse_report where decided_at is not null group by path;
update site.abuse_report r set case_id = c.id
  from site.moderation_case c
  where c.path = r.path and (c.closed_at is null) = (r.decided_at is null);

-- A version of the program that knows no cases may still be serving: its reports find theirs.
create function site.find_case() returns trigger
  language plpgsql
  as $$
    begin
      insert into site.moderation_case (kind, path, opened_at) values ('page', new.path, new.at)
        on conflict (path) where closed_at is null and thing_id is null do nothing;
      select id into strict new.case_id from site.moderation_case
        where path = new.path and closed_at is null and thing_id is null;
      return new;
    end
  $$;
create trigger abuse_report_finds_its_case before insert on site.abuse_report
  for each row when (new.case_id is null) execute function site.find_case();
