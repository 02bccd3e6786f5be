-- What became of the money of a campaign: what was bought, with the receipt, and how it ended. Nobody
-- says that more was spent than was paid out, and a campaign is reported only with its report.

create table campaigns.expense (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  item_id uuid not null references campaigns.budget_item (id),
  title kit.localized not null check (title::jsonb <> '{}'),
  paid_to text not null check (length(paid_to) between 1 and 160),
  amount_minor bigint not null check (amount_minor between 1 and 100000000000000),
  spent_on date not null,
  file_id uuid not null references kit.file (id),
  person_id uuid references people.person (id),
  at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid references people.person (id),
  removal_reason kit.localized not null default '{}',
  constraint expense_removed_why check ((removed_at is null) = (removal_reason::jsonb = '{}'))
);
create index expense_campaign on campaigns.expense (campaign_id, item_id);
create index expense_item on campaigns.expense (item_id);
create index expense_file on campaigns.expense (file_id);
create index expense_person on campaigns.expense (person_id);
create index expense_removed_by on campaigns.expense (removed_by);
comment on table campaigns.expense is 'What was bought with the money of a campaign, with its receipt, in the currency of the campaign.';
comment on column campaigns.expense.paid_to is 'A company or "a person": people are not named without need.';
comment on column campaigns.expense.removed_at is 'It was wrong. The row stays, and why it was taken out stands in public.';

create function campaigns.check_expense() returns trigger language plpgsql as $$
  declare
    its campaigns.campaign;
    paid bigint;
    spent bigint;
  begin
    if tg_op = 'UPDATE' then
      if old.removed_at is not null or (new.id, new.campaign_id, new.item_id, new.title::text, new.paid_to,
        new.amount_minor, new.spent_on, new.file_id, new.at) is distinct from (old.id, old.campaign_id,
        old.item_id, old.title::text, old.paid_to, old.amount_minor, old.spent_on, old.file_id, old.at) then
        raise exception 'what was reported is kept: take it out and say why'
          using errcode = 'restrict_violation', constraint = 'expense_is_kept';
      end if;
      return new;
    end if;
    -- Two who report at once follow each other.
    select * into its from campaigns.campaign where id = new.campaign_id for no key update;
    if not exists (
      select from campaigns.budget_item b where b.id = new.item_id and b.campaign_id = new.campaign_id
    ) then
      raise exception 'this line stands in another budget'
        using errcode = 'check_violation', constraint = 'expense_of_its_own_budget';
    end if;
    select coalesce(sum(p.amount_minor), 0) into paid from payments.bound_payout p
      where p.purpose_id = its.purpose_id and p.currency = its.currency and p.state = 'paid';
    select coalesce(sum(e.amount_minor), 0) into spent from campaigns.expense e
      where e.campaign_id = its.id and e.removed_at is null;
    if spent + new.amount_minor > paid then
      raise exception 'more than was paid out cannot have been spent'
        using errcode = 'check_violation', constraint = 'expense_was_paid_out';
    end if;
    return new;
  end
$$;
create trigger expense_is_lawful before insert or update on campaigns.expense
  for each row execute function campaigns.check_expense();
create trigger expense_is_not_deleted before delete or truncate on campaigns.expense
  for each statement execute function campaigns.refuse_rewriting();

create table campaigns.report (
  id uuid primary key default uuidv7(),
  campaign_id uuid not null references campaigns.campaign (id),
  results kit.localized not null check (results::jsonb <> '{}'),
  remainder kit.localized not null default '{}',
  person_id uuid references people.person (id),
  at timestamptz not null
);
create index report_campaign on campaigns.report (campaign_id, at desc);
create index report_person on campaigns.report (person_id);
comment on table campaigns.report is 'What a campaign brought about, in the words of those who did it. A better one is another row; earlier ones stay.';
comment on column campaigns.report.remainder is 'What happens with what was paid out and not spent.';
create trigger report_is_kept before update or delete or truncate on campaigns.report
  for each statement execute function campaigns.refuse_rewriting();

create function campaigns.check_end() returns trigger language plpgsql as $$
  begin
    if new.to_state = 'reported'
      and not exists (select from campaigns.report r where r.campaign_id = new.campaign_id) then
      raise exception 'reported without a report'
        using errcode = 'check_violation', constraint = 'campaign_reported_with_a_report';
    end if;
    if new.to_state = 'paid_out' and exists (
      select from campaigns.campaign c join payments.bound_payout p on p.purpose_id = c.purpose_id
      where c.id = new.campaign_id and p.state in ('requested', 'approved_once', 'approved', 'ordered')
    ) then
      raise exception 'money is still on its way'
        using errcode = 'check_violation', constraint = 'campaign_paid_out_whole';
    end if;
    return new;
  end
$$;
create trigger state_change_ends before insert on campaigns.state_change
  for each row execute function campaigns.check_end();
