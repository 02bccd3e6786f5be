-- Rounds of matching: somebody puts a pot of money behind campaigns. By which rule it is shared is
-- said beforehand; which gifts counted and what was added to each is written, so that anybody can
-- compute it again. That a pot is not promised twice, the ledger keeps: a match is a reservation.

create table campaigns.matching_round (
  id uuid primary key default uuidv7(),
  slug text not null unique
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 60),
  organisation_id uuid not null references organisations.organisation (id),
  name kit.localized not null check (name::jsonb <> '{}'),
  conditions kit.localized not null default '{}',
  kind text not null check (kind in ('first_come', 'quadratic')),
  factor_permille integer check (factor_permille between 1 and 10000),
  currency text not null default 'EUR' references ledger.currency (code),
  pot_minor bigint not null check (pot_minor between 1 and 1000000000000000),
  donor_cap_minor bigint check (donor_cap_minor > 0),
  campaign_cap_minor bigint check (campaign_cap_minor > 0),
  damping_minor bigint check (damping_minor > 0),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  is_sample boolean not null default false,
  created_at timestamptz not null,
  constraint matching_round_lasts check (closes_at > opens_at),
  constraint matching_round_has_its_rule check (
    (kind = 'first_come') = (factor_permille is not null)
    and (kind = 'quadratic' or damping_minor is null)
  )
);
create index matching_round_organisation on campaigns.matching_round (organisation_id);
create index matching_round_currency on campaigns.matching_round (currency);
comment on table campaigns.matching_round is 'A pot and the rule by which it is shared. docs/topics/matching.md says the rules.';
comment on column campaigns.matching_round.factor_permille is 'First come: what is added to a gift, in thousandths of it.';
comment on column campaigns.matching_round.donor_cap_minor is 'First come: the most that is added to what one person gives. Quadratic: of what one person gives to one campaign, so much counts.';
comment on column campaigns.matching_round.damping_minor is 'Quadratic: the overlap at which two people count half together; null: everybody counts by themselves.';

create table campaigns.round_campaign (
  round_id uuid not null references campaigns.matching_round (id),
  campaign_id uuid not null references campaigns.campaign (id),
  primary key (round_id, campaign_id)
);
create index round_campaign_campaign on campaigns.round_campaign (campaign_id);

create table campaigns.match (
  round_id uuid not null references campaigns.matching_round (id),
  payment_id uuid not null references payments.payment (id),
  campaign_id uuid not null references campaigns.campaign (id),
  donor text not null check (length(donor) between 1 and 64),
  gift_minor bigint not null check (gift_minor > 0),
  added_minor bigint not null default 0 check (added_minor >= 0),
  place bigint not null generated always as identity,
  at timestamptz not null,
  primary key (round_id, payment_id),
  constraint match_in_round foreign key (round_id, campaign_id)
    references campaigns.round_campaign (round_id, campaign_id)
);
create index match_campaign on campaigns.match (campaign_id);
create index match_in_round on campaigns.match (round_id, campaign_id);
create index match_payment on campaigns.match (payment_id);
create index match_place on campaigns.match (round_id, place);
comment on table campaigns.match is 'A gift that a round counted, and what was reserved of the pot for it. Never rewritten.';
comment on column campaigns.match.donor is 'The same for everything that one person gave in this round; it says nothing else of them.';
comment on column campaigns.match.place is 'The order of arrival in the round, given under its lock.';

create trigger match_is_kept before update or delete or truncate on campaigns.match
  for each statement execute function campaigns.refuse_rewriting();

create function campaigns.check_pot() returns trigger language plpgsql as $$
  begin
    perform from campaigns.matching_round where id = new.round_id for update;
    if (select coalesce(sum(added_minor), 0) from campaigns.match where round_id = new.round_id)
      + new.added_minor > (select pot_minor from campaigns.matching_round where id = new.round_id) then
      raise exception 'a pot is not promised twice'
        using errcode = 'check_violation', constraint = 'match_within_pot';
    end if;
    return new;
  end
$$;
create trigger match_within_pot before insert on campaigns.match
  for each row execute function campaigns.check_pot();
