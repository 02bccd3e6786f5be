-- Campaigns: an organisation asks for money for one thing, with a budget and a day on which it ends.
-- What was asked, promised and decided stays written: terms do not change once somebody could have
-- given, each state is a row with who and why, and nobody opens a campaign alone.

create schema campaigns;
comment on schema campaigns is 'What is asked of many, under which terms, and what became of it.';

create table campaigns.campaign (
  id uuid primary key default uuidv7(),
  slug text not null unique
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 60),
  organisation_id uuid not null references organisations.organisation (id),
  host_id uuid references organisations.organisation (id),
  host_agreed_by uuid references people.person (id),
  host_agreed_at timestamptz,
  recipient_id uuid not null generated always as (coalesce(host_id, organisation_id)) stored,
  title kit.localized not null check (title::jsonb <> '{}'),
  summary kit.localized not null default '{}',
  story kit.localized not null default '{}',
  timetable kit.localized not null default '{}',
  risks kit.localized not null default '{}',
  team kit.localized not null default '{}',
  picture_id uuid references kit.file (id),
  picture_alt kit.localized not null default '{}',
  area text references organisations.area (code),
  place_id uuid references places.place (id),
  kind text not null default 'all_or_nothing' check (kind in ('all_or_nothing', 'keep_what_comes')),
  rounds integer not null default 1 check (rounds in (1, 2)),
  enough_percent integer check (enough_percent between 50 and 99),
  days integer not null default 40 check (days between 7 and 90),
  grace_days integer not null default 3 check (grace_days between 0 and 10),
  currency text not null default 'EUR' references ledger.currency (code),
  minimum_minor bigint not null default 0 check (minimum_minor between 0 and 1000000000000000),
  optimum_minor bigint not null default 0 check (optimum_minor between 0 and 1000000000000000),
  state text not null default 'draft' check (state in (
    'draft', 'in_review', 'open', 'paused', 'second_round', 'succeeded', 'failed', 'cancelled',
    'paid_out', 'reported'
  )),
  state_since timestamptz not null,
  round integer not null default 1,
  opened_at timestamptz,
  closes_at timestamptz,
  purpose_id uuid references payments.purpose (id),
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  hidden_at timestamptz,
  search text not null generated always as (
    kit.fold(coalesce(title::jsonb ->> 'sq', '') || ' | ' || coalesce(title::jsonb ->> 'sr', '')
      || ' | ' || coalesce(title::jsonb ->> 'en', '') || ' | ' || coalesce(summary::jsonb ->> 'sq', '')
      || ' | ' || coalesce(summary::jsonb ->> 'sr', '') || ' | ' || coalesce(summary::jsonb ->> 'en', ''))
  ) stored,
  constraint campaign_host_is_another check (host_id <> organisation_id),
  constraint campaign_host_agrees check ((host_agreed_by is null) = (host_agreed_at is null)),
  constraint campaign_host_agrees_as_host check (host_agreed_at is null or host_id is not null),
  constraint campaign_round check (round between 1 and rounds),
  constraint campaign_one_round_keeps check (kind = 'all_or_nothing' or rounds = 1),
  constraint campaign_enough_is_for_all_or_nothing
    check (kind = 'all_or_nothing' or enough_percent is null),
  constraint campaign_goals check (optimum_minor >= minimum_minor),
  constraint campaign_times check (closes_at > opened_at),
  constraint campaign_opened_whole check (
    (opened_at is null and closes_at is null and purpose_id is null)
    or (opened_at is not null and closes_at is not null and purpose_id is not null)
  ),
  constraint campaign_is_public_once_opened
    check (state in ('draft', 'in_review') or opened_at is not null)
);
create index campaign_organisation on campaigns.campaign (organisation_id, state);
create index campaign_host on campaigns.campaign (host_id) where host_id is not null;
create index campaign_host_agreed_by on campaigns.campaign (host_agreed_by);
create index campaign_picture on campaigns.campaign (picture_id);
create index campaign_area on campaigns.campaign (area);
create index campaign_place on campaigns.campaign (place_id);
create index campaign_currency on campaigns.campaign (currency);
create unique index campaign_purpose on campaigns.campaign (purpose_id);
create index campaign_ending on campaigns.campaign (closes_at)
  where state in ('open', 'paused', 'second_round');
create index campaign_shown on campaigns.campaign (state, id desc);
create index campaign_search on campaigns.campaign using gin (search gin_trgm_ops);
comment on table campaigns.campaign is 'One thing that an organisation asks many people for, as it is today.';
comment on column campaigns.campaign.slug is 'Its address, /campaigns/slug. Given once and never changed.';
comment on column campaigns.campaign.host_id is 'A verified organisation that receives and answers for the money of a group that is not registered.';
comment on column campaigns.campaign.recipient_id is 'Who is owed the money: the fiscal host where there is one.';
comment on column campaigns.campaign.enough_percent is 'All or nothing that says beforehand that so many percent of the minimum are enough. Null: the minimum.';
comment on column campaigns.campaign.days is 'How long a round lasts.';
comment on column campaigns.campaign.grace_days is 'After the last day so long is waited for statements of banks: money that was booked in time counts.';
comment on column campaigns.campaign.minimum_minor is 'The sum of the essential parts of the budget; written by a trigger, as optimum_minor, the sum of all.';
comment on column campaigns.campaign.closes_at is 'The end of the round that runs or ran last.';
comment on column campaigns.campaign.version is 'Grows by one with each change: a form that was opened on an older version is refused.';
comment on column campaigns.campaign.hidden_at is 'Taken from public view by a moderator.';

create table campaigns.budget_item (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  place integer not null check (place between 1 and 1000),
  title kit.localized not null check (title::jsonb <> '{}'),
  amount_minor bigint not null check (amount_minor between 1 and 100000000000000),
  essential boolean not null,
  removed_at timestamptz
);
create index budget_item_campaign on campaigns.budget_item (campaign_id, place);
comment on column campaigns.budget_item.essential is 'Without it nothing can be done: it is part of the minimum.';
comment on column campaigns.budget_item.removed_at is 'No part of the budget any more; earlier versions name it.';

create function campaigns.sum_budget() returns trigger language plpgsql as $$
  begin
    update campaigns.campaign c set
      minimum_minor = coalesce((select sum(amount_minor) from campaigns.budget_item b
        where b.campaign_id = c.id and b.essential and b.removed_at is null), 0),
      optimum_minor = coalesce((select sum(amount_minor) from campaigns.budget_item b
        where b.campaign_id = c.id and b.removed_at is null), 0)
    where c.id = new.campaign_id;
    return null;
  end
$$;
create trigger budget_is_summed after insert or update on campaigns.budget_item
  for each row execute function campaigns.sum_budget();

create table campaigns.version (
  campaign_id uuid not null references campaigns.campaign (id),
  version integer not null,
  material boolean not null,
  reason kit.localized not null default '{}',
  snapshot jsonb not null,
  person_id uuid references people.person (id),
  at timestamptz not null,
  withdraw_until timestamptz,
  primary key (campaign_id, version),
  constraint version_material_says_why check (not material or reason::jsonb <> '{}'),
  constraint version_lets_withdraw check ((withdraw_until is not null) = material)
);
create index version_person on campaigns.version (person_id);
comment on table campaigns.version is 'What a campaign said, whole, each time it changed after it was opened.';
comment on column campaigns.version.material is 'It changes what money was given for: whoever had given may take it back.';
comment on column campaigns.version.withdraw_until is 'Until then.';

create table campaigns.state_change (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  from_state text check (from_state in (
    'draft', 'in_review', 'open', 'paused', 'second_round', 'succeeded', 'failed', 'cancelled',
    'paid_out', 'reported'
  )),
  to_state text not null check (to_state in (
    'draft', 'in_review', 'open', 'paused', 'second_round', 'succeeded', 'failed', 'cancelled',
    'paid_out', 'reported'
  )),
  reason kit.localized not null default '{}',
  decided_by uuid references people.person (id),
  at timestamptz not null,
  constraint state_change_moves check (from_state is distinct from to_state),
  constraint state_change_says_why
    check (to_state not in ('paused', 'cancelled') or reason::jsonb <> '{}')
);
create index state_change_campaign on campaigns.state_change (campaign_id, at desc);
create index state_change_decided_by on campaigns.state_change (decided_by);
comment on column campaigns.state_change.decided_by is 'Null: the clock.';

create table campaigns.review (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  version integer not null,
  state text not null default 'open' check (state in ('open', 'withdrawn', 'refused', 'approved')),
  requested_by uuid not null references people.person (id),
  requested_at timestamptz not null,
  decided_by uuid references people.person (id),
  decided_at timestamptz,
  reason text check (length(reason) between 1 and 2000),
  constraint review_decided check ((state = 'open') = (decided_at is null)),
  constraint review_decided_by_another check (state = 'withdrawn' or decided_by <> requested_by),
  constraint review_refusal_has_a_reason
    check (state <> 'refused' or (reason is not null and decided_by is not null))
);
create unique index review_open on campaigns.review (campaign_id) where state = 'open';
create index review_campaign on campaigns.review (campaign_id);
create index review_requested_by on campaigns.review (requested_by);
create index review_decided_by on campaigns.review (decided_by);
comment on table campaigns.review is 'A campaign as it stood was shown to operators, before anybody could give.';
comment on column campaigns.review.reason is 'What there is to put right, for the organisation alone.';

create table campaigns.review_approval (
  review_id uuid not null references campaigns.review (id),
  operator_id uuid not null references people.person (id),
  checks text[] not null,
  approved_at timestamptz not null,
  primary key (review_id, operator_id),
  constraint review_approval_checked_all check (
    checks @> array['recipient', 'budget', 'terms', 'story', 'pictures', 'doable']
  )
);
create index review_approval_operator on campaigns.review_approval (operator_id);
comment on table campaigns.review_approval is 'One operator looked at all that is on the list. Two are needed, and they must be two.';

create table campaigns.extension (
  campaign_id uuid primary key references campaigns.campaign (id),
  from_closes_at timestamptz not null,
  to_closes_at timestamptz not null,
  reason kit.localized not null check (reason::jsonb <> '{}'),
  person_id uuid references people.person (id),
  at timestamptz not null,
  constraint extension_is_later check (to_closes_at > from_closes_at),
  constraint extension_is_short check (to_closes_at <= from_closes_at + interval '31 days'),
  constraint extension_before_the_end check (at < from_closes_at)
);
create index extension_person on campaigns.extension (person_id);
comment on table campaigns.extension is 'A campaign is extended once, before its end, for a month at most, and says why.';

create table campaigns.settlement (
  campaign_id uuid not null references campaigns.campaign (id),
  round integer not null check (round in (1, 2)),
  outcome text not null check (outcome in ('succeeded', 'second_round', 'failed', 'cancelled')),
  received_minor bigint not null check (received_minor >= 0),
  to_organisation_minor bigint not null check (to_organisation_minor >= 0),
  back_minor bigint not null check (back_minor >= 0),
  at timestamptz not null,
  primary key (campaign_id, round)
);
comment on table campaigns.settlement is 'The end of a round: what had come in time, and where it went. In the currency of the campaign.';
comment on column campaigns.settlement.back_minor is 'Ordered back to where it came from; how far it has come, the refunds say.';

create table campaigns.question (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  person_id uuid references people.person (id),
  language text not null check (language in ('sq', 'sr', 'en')),
  text text not null check (length(text) between 1 and 1000),
  asked_at timestamptz not null,
  answer kit.localized not null default '{}',
  answered_by uuid references people.person (id),
  answered_at timestamptz,
  constraint question_answered check ((answered_at is null) = (answer::jsonb = '{}'))
);
create index question_campaign on campaigns.question (campaign_id, asked_at desc);
create index question_person on campaigns.question (person_id);
create index question_answered_by on campaigns.question (answered_by);
comment on table campaigns.question is 'Shown with its answer; until then the organisation alone sees it.';

create table campaigns.bulletin (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  body kit.localized not null check (body::jsonb <> '{}'),
  person_id uuid references people.person (id),
  at timestamptz not null
);
create index bulletin_campaign on campaigns.bulletin (campaign_id, at desc);
create index bulletin_person on campaigns.bulletin (person_id);
comment on table campaigns.bulletin is 'What the organisation tells those who gave and those who may.';

create function campaigns.refuse_rewriting() returns trigger language plpgsql as $$
  begin
    raise exception 'what a campaign said in % is kept: % is refused', tg_table_name, lower(tg_op)
      using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
  end
$$;
create trigger version_is_kept before update or delete or truncate on campaigns.version
  for each statement execute function campaigns.refuse_rewriting();
create trigger state_change_is_kept before update or delete or truncate on campaigns.state_change
  for each statement execute function campaigns.refuse_rewriting();
create trigger review_approval_is_kept before update or delete or truncate on campaigns.review_approval
  for each statement execute function campaigns.refuse_rewriting();
create trigger extension_is_kept before update or delete or truncate on campaigns.extension
  for each statement execute function campaigns.refuse_rewriting();
create trigger settlement_is_kept before update or delete or truncate on campaigns.settlement
  for each statement execute function campaigns.refuse_rewriting();
create trigger bulletin_is_kept before update or delete or truncate on campaigns.bulletin
  for each statement execute function campaigns.refuse_rewriting();
create trigger review_is_not_deleted before delete or truncate on campaigns.review
  for each statement execute function campaigns.refuse_rewriting();
create trigger campaign_is_not_deleted before delete or truncate on campaigns.campaign
  for each statement execute function campaigns.refuse_rewriting();

-- The history is what is written; the state that everybody reads follows from it.

create function campaigns.may_follow(before text, after text) returns boolean
  language sql immutable parallel safe
  return (before, after) in (
    ('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'open'),
    ('open', 'paused'), ('paused', 'open'), ('second_round', 'paused'), ('paused', 'second_round'),
    ('open', 'second_round'),
    ('open', 'succeeded'), ('open', 'failed'), ('open', 'cancelled'),
    ('second_round', 'succeeded'), ('second_round', 'failed'), ('second_round', 'cancelled'),
    ('paused', 'succeeded'), ('paused', 'failed'), ('paused', 'cancelled'),
    ('succeeded', 'paid_out'), ('paid_out', 'reported')
  );

create function campaigns.may_judge(campaign uuid, operator uuid) returns boolean
  language sql stable
  as $$
    select exists (select from people.role where person_id = operator and role = 'operator')
      and exists (
        select from campaigns.campaign c
        where c.id = campaign
          and not organisations.ever_belonged(c.organisation_id, operator)
          and (c.host_id is null or not organisations.ever_belonged(c.host_id, operator))
      )
  $$;
comment on function campaigns.may_judge is
  'An operator who has nothing to do with the organisation or its fiscal host.';

create function campaigns.check_approval() returns trigger language plpgsql as $$
  declare asked campaigns.review;
  begin
    -- The second of two who meet here waits, and then sees the first one's row.
    select * into asked from campaigns.review where id = new.review_id and state = 'open' for update;
    if not found then
      raise exception 'this review is not open'
        using errcode = 'check_violation', constraint = 'review_is_open';
    end if;
    if not campaigns.may_judge(asked.campaign_id, new.operator_id)
      or asked.requested_by = new.operator_id then
      raise exception 'this person may not judge this campaign'
        using errcode = 'check_violation', constraint = 'review_by_outsiders';
    end if;
    return new;
  end
$$;
create trigger review_by_outsiders before insert on campaigns.review_approval
  for each row execute function campaigns.check_approval();

create function campaigns.check_review() returns trigger language plpgsql as $$
  begin
    if old.state <> 'open' or (new.id, new.campaign_id, new.version, new.requested_by, new.requested_at)
      is distinct from (old.id, old.campaign_id, old.version, old.requested_by, old.requested_at) then
      raise exception 'what was asked and what was decided are not rewritten'
        using errcode = 'restrict_violation', constraint = 'review_is_kept';
    end if;
    if new.state = 'approved' and (
      select count(*) from campaigns.review_approval a
      where a.review_id = new.id and campaigns.may_judge(new.campaign_id, a.operator_id)
    ) < 2 then
      raise exception 'two operators from outside have to approve'
        using errcode = 'check_violation', constraint = 'review_by_two';
    end if;
    return new;
  end
$$;
create trigger review_by_two before update on campaigns.review
  for each row execute function campaigns.check_review();

create function campaigns.check_step() returns trigger language plpgsql as $$
  declare present campaigns.campaign;
  begin
    select * into present from campaigns.campaign where id = new.campaign_id for no key update;
    if new.from_state is distinct from present.state
      or not campaigns.may_follow(new.from_state, new.to_state) then
      raise exception 'a campaign does not go from % to %', present.state, new.to_state
        using errcode = 'check_violation', constraint = 'state_change_follows';
    end if;
    if new.from_state = 'in_review' and new.to_state = 'open' then
      if not exists (
        select from campaigns.review r
        where r.campaign_id = present.id and r.state = 'approved' and r.version = present.version
      ) then
        raise exception 'nobody opens a campaign that was not approved as it stands'
          using errcode = 'check_violation', constraint = 'campaign_reviewed_by_two';
      end if;
      if not exists (
        select from organisations.card o where o.id = present.recipient_id and o.state = 'verified'
      ) then
        raise exception 'money is asked for verified organisations alone'
          using errcode = 'check_violation', constraint = 'campaign_of_verified';
      end if;
      if present.host_id is not null and present.host_agreed_at is null then
        raise exception 'the fiscal host has not agreed'
          using errcode = 'check_violation', constraint = 'campaign_host_has_agreed';
      end if;
    end if;
    return new;
  end
$$;
create trigger state_change_follows before insert on campaigns.state_change
  for each row execute function campaigns.check_step();

create function campaigns.follow_history() returns trigger language plpgsql as $$
  begin
    update campaigns.campaign set state = new.to_state, state_since = new.at,
        updated_at = greatest(updated_at, new.at)
      where id = new.campaign_id;
    return null;
  end
$$;
create trigger state_follows after insert on campaigns.state_change
  for each row execute function campaigns.follow_history();

create function campaigns.check_campaign() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'draft' then
        raise exception 'a campaign begins as a draft'
          using errcode = 'check_violation', constraint = 'campaign_begins_as_draft';
      end if;
      return new;
    end if;
    if new.state <> old.state and not exists (
      select from campaigns.state_change s
      where s.campaign_id = new.id and s.to_state = new.state and s.from_state = old.state
        and s.at = new.state_since
    ) then
      raise exception 'a state without its row in the history'
        using errcode = 'check_violation', constraint = 'campaign_state_is_written_down';
    end if;
    if old.opened_at is not null and (
      (new.organisation_id, new.host_id, new.kind, new.rounds, new.enough_percent, new.grace_days,
        new.currency, new.opened_at, new.purpose_id)
      is distinct from
      (old.organisation_id, old.host_id, old.kind, old.rounds, old.enough_percent, old.grace_days,
        old.currency, old.opened_at, old.purpose_id)
    ) then
      raise exception 'the terms of a campaign stand from its opening on'
        using errcode = 'restrict_violation', constraint = 'campaign_terms_stand';
    end if;
    if old.closes_at is not null and new.closes_at <> old.closes_at and new.round = old.round
      and not exists (
        select from campaigns.extension e
        where e.campaign_id = new.id and e.to_closes_at = new.closes_at
      ) then
      raise exception 'a campaign ends when it said'
        using errcode = 'restrict_violation', constraint = 'campaign_ends_when_it_said';
    end if;
    return new;
  end
$$;
create trigger campaign_is_lawful before insert or update on campaigns.campaign
  for each row execute function campaigns.check_campaign();

create view campaigns.card as
  select id, slug, organisation_id, title, state, closes_at, is_sample
  from campaigns.campaign
  where opened_at is not null and hidden_at is null;
comment on view campaigns.card is 'The SQL face of the door: campaigns that anybody may see.';
