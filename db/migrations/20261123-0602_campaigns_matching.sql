-- Matching: somebody sets money aside that is added to what others give. The pot is in the books
-- before a cent of it is promised; what is promised is reserved there, and counted here in rows that
-- cannot go above the pot or a cap. Two people open a round, and its terms stand from then on.

create table campaigns.matching_round (
  id uuid primary key default uuidv7(),
  slug text not null unique
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 60),
  organisation_id uuid not null references organisations.organisation (id),
  donor text check (length(donor) between 2 and 120),
  title kit.localized not null check (title::jsonb <> '{}'),
  about kit.localized not null default '{}',
  kind text not null check (kind in ('first_come', 'quadratic')),
  factor_permille integer not null default 1000 check (factor_permille between 1 and 10000),
  pot_minor bigint not null check (pot_minor between 1 and 1000000000000),
  donor_cap_minor bigint check (donor_cap_minor between 1 and 1000000000000),
  campaign_cap_minor bigint check (campaign_cap_minor between 1 and 1000000000000),
  damping_minor bigint check (damping_minor between 1 and 1000000000000),
  currency text not null default 'EUR' references ledger.currency (code),
  hold_days integer not null default 2 check (hold_days between 0 and 10),
  area text references organisations.area (code),
  place_id uuid references places.place (id),
  by_list boolean not null default false,
  days integer not null default 30 check (days between 1 and 366),
  opens_at timestamptz,
  closes_at timestamptz,
  state text not null default 'draft'
    check (state in ('draft', 'waiting', 'open', 'computed', 'closed', 'cancelled')),
  asked_by uuid references people.person (id),
  asked_at timestamptz,
  opened_by uuid references people.person (id),
  opened_at timestamptz,
  computed_at timestamptz,
  closed_at timestamptz,
  purpose_id uuid references payments.purpose (id),
  promised_minor bigint not null default 0,
  paid_minor bigint not null default 0,
  places integer not null default 0,
  remarks text check (length(remarks) between 1 and 2000),
  is_sample boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint matching_round_pot check (
    promised_minor >= 0 and paid_minor >= 0 and promised_minor + paid_minor <= pot_minor
  ),
  constraint matching_round_times check (
    closes_at > opens_at and (opens_at is null) = (opened_at is null)
    and (closes_at is null) = (opened_at is null)
  ),
  constraint matching_round_damps_quadratic check (damping_minor is null or kind = 'quadratic'),
  constraint matching_round_asked check (
    (asked_by is null) = (asked_at is null)
    and (state in ('draft', 'cancelled') or (asked_by is not null and purpose_id is not null))
  ),
  constraint matching_round_opened check (
    (opened_by is null) = (opened_at is null)
    and (state in ('draft', 'waiting', 'cancelled')) = (opened_at is null)
  ),
  constraint matching_round_second_person check (opened_by <> asked_by),
  constraint matching_round_computed check ((computed_at is null) = (state not in ('computed', 'closed'))),
  constraint matching_round_closed check ((closed_at is null) = (state <> 'closed'))
);
create index matching_round_organisation on campaigns.matching_round (organisation_id);
create index matching_round_currency on campaigns.matching_round (currency);
create index matching_round_area on campaigns.matching_round (area);
create index matching_round_place on campaigns.matching_round (place_id);
create index matching_round_asked_by on campaigns.matching_round (asked_by);
create index matching_round_opened_by on campaigns.matching_round (opened_by);
create unique index matching_round_purpose on campaigns.matching_round (purpose_id);
create index matching_round_running on campaigns.matching_round (closes_at) where state in ('open', 'computed');
comment on table campaigns.matching_round is 'Somebody adds from a pot to what others give, by a rule that anybody can recompute.';
comment on column campaigns.matching_round.donor is 'In whose name it is, where an operator keeps it for somebody.';
comment on column campaigns.matching_round.factor_permille is 'First come: what is added to a gift, in thousandths of it.';
comment on column campaigns.matching_round.pot_minor is 'What can be promised. It is in the books when the round opens, and stays as it is.';
comment on column campaigns.matching_round.hold_days is 'A gift by card counts after so many days: small charges that try out stolen cards are noticed by then.';
comment on column campaigns.matching_round.by_list is 'Only campaigns that the matcher named may join.';
comment on column campaigns.matching_round.days is 'How long it lasts, from its opening on.';
comment on column campaigns.matching_round.remarks is 'What there is to put right, for who keeps it alone.';
comment on column campaigns.matching_round.purpose_id is 'Where money for the pot is given.';
comment on column campaigns.matching_round.promised_minor is 'Kept by a trigger: the sum of what is reserved; paid_minor of what was paid.';
comment on column campaigns.matching_round.places is 'How many places of its queue are taken: each gift that counts takes one, and one when it goes back.';
comment on column campaigns.matching_round.computed_at is 'When the last gift was counted; a quadratic round is shared out then.';

create table campaigns.matching_named (
  round_id uuid not null references campaigns.matching_round (id),
  campaign_id uuid not null references campaigns.campaign (id),
  primary key (round_id, campaign_id)
);
create index matching_named_campaign on campaigns.matching_named (campaign_id);
comment on table campaigns.matching_named is 'Which campaigns may join, where the matcher names them.';

create table campaigns.matching_joined (
  round_id uuid not null references campaigns.matching_round (id),
  campaign_id uuid not null references campaigns.campaign (id),
  person_id uuid references people.person (id),
  joined_at timestamptz not null,
  promised_minor bigint not null default 0 check (promised_minor >= 0),
  primary key (round_id, campaign_id)
);
create index matching_joined_campaign on campaigns.matching_joined (campaign_id);
create index matching_joined_person on campaigns.matching_joined (person_id);
comment on column campaigns.matching_joined.promised_minor is 'Kept by a trigger: what is reserved for it and what was paid.';

create table campaigns.matching_donor (
  round_id uuid not null references campaigns.matching_round (id),
  donor integer not null,
  promised_minor bigint not null default 0 check (promised_minor >= 0),
  primary key (round_id, donor)
);
comment on table campaigns.matching_donor is 'One giver of a round, by a number that says nothing else about them.';

create table campaigns.matching_identity (
  round_id uuid not null,
  mark bytea not null,
  donor integer not null,
  primary key (round_id, mark),
  foreign key (round_id, donor) references campaigns.matching_donor (round_id, donor)
);
create index matching_identity_donor on campaigns.matching_identity (round_id, donor);
comment on table campaigns.matching_identity is
  'Hashes by which a giver is known again within one round: a card, an account, an address, a person here.';

create table campaigns.counted_gift (
  id uuid primary key default uuidv7(),
  round_id uuid not null,
  campaign_id uuid not null,
  payment_id uuid not null references payments.payment (id),
  excluded text check (excluded in ('own_people', 'went_back')),
  donor integer,
  place integer check (place > 0),
  gone_place integer check (gone_place > place),
  amount_minor bigint not null check (amount_minor > 0),
  counted_at timestamptz not null,
  constraint counted_gift_once unique (round_id, payment_id),
  constraint counted_gift_place unique (round_id, place),
  constraint counted_gift_counts check (
    (excluded is null) = (donor is not null) and (donor is null) = (place is null)
  ),
  foreign key (round_id, campaign_id) references campaigns.matching_joined (round_id, campaign_id),
  foreign key (round_id, donor) references campaigns.matching_donor (round_id, donor)
);
create index counted_gift_campaign on campaigns.counted_gift (round_id, campaign_id);
create index counted_gift_donor on campaigns.counted_gift (round_id, donor);
create index counted_gift_payment on campaigns.counted_gift (payment_id);
create index counted_gift_joined on campaigns.counted_gift (campaign_id);
comment on table campaigns.counted_gift is 'A gift that a round looked at: what is published of a round is made of these.';
comment on column campaigns.counted_gift.excluded is 'It does not count: the people of the campaign gave it themselves, or it went back before it counted.';
comment on column campaigns.counted_gift.place is 'Its place in the queue; gone_place that of its going back.';

create table campaigns.match (
  id uuid primary key,
  round_id uuid not null,
  campaign_id uuid not null,
  gift_id uuid unique references campaigns.counted_gift (id),
  amount_minor bigint not null check (amount_minor > 0),
  state text not null default 'reserved' check (state in ('reserved', 'paid', 'released')),
  created_at timestamptz not null,
  resolved_at timestamptz,
  constraint match_resolved check ((state = 'reserved') = (resolved_at is null)),
  foreign key (round_id, campaign_id) references campaigns.matching_joined (round_id, campaign_id)
);
create unique index match_share on campaigns.match (round_id, campaign_id) where gift_id is null;
create index match_round on campaigns.match (round_id, state);
create index match_campaign on campaigns.match (campaign_id, state);
comment on table campaigns.match is 'What a round adds: to a gift (first come), or to a campaign (quadratic). Its reservation in the books has the same id.';

-- What is promised is counted by the database, all rows of a statement together.

create function campaigns.count_matches() returns trigger language plpgsql as $$
  begin
    update campaigns.matching_round r set promised_minor = r.promised_minor + n.together
      from (select round_id, sum(amount_minor) as together from added group by 1) n
      where r.id = n.round_id;
    update campaigns.matching_joined j set promised_minor = j.promised_minor + n.together
      from (select round_id, campaign_id, sum(amount_minor) as together from added group by 1, 2) n
      where (j.round_id, j.campaign_id) = (n.round_id, n.campaign_id);
    update campaigns.matching_donor d set promised_minor = d.promised_minor + n.together
      from (
        select g.round_id, g.donor, sum(a.amount_minor) as together
        from added a join campaigns.counted_gift g on g.id = a.gift_id group by 1, 2
      ) n
      where (d.round_id, d.donor) = (n.round_id, n.donor);
    perform campaigns.check_caps((select array_agg(distinct round_id) from added));
    return null;
  end
$$;
create function campaigns.check_caps(rounds uuid[]) returns void language plpgsql as $$
  begin
    if exists (
      select from campaigns.matching_joined j join campaigns.matching_round r on r.id = j.round_id
      where r.id = any (rounds) and j.promised_minor > r.campaign_cap_minor
    ) or exists (
      select from campaigns.matching_donor d join campaigns.matching_round r on r.id = d.round_id
      where r.id = any (rounds) and r.kind = 'first_come' and d.promised_minor > r.donor_cap_minor
    ) then
      raise exception 'more is promised than a cap of this round allows'
        using errcode = 'check_violation', constraint = 'match_within_caps';
    end if;
  end
$$;
create trigger match_is_counted after insert on campaigns.match
  referencing new table as added for each statement execute function campaigns.count_matches();

create function campaigns.count_resolved() returns trigger language plpgsql as $$
  begin
    update campaigns.matching_round r set
        promised_minor = r.promised_minor - n.resolved,
        paid_minor = r.paid_minor + n.paid
      from (
        select b.round_id, sum(case b.state when 'reserved' then b.amount_minor else 0 end) as resolved,
          sum(case a.state when 'paid' then a.amount_minor else 0 end)
            - sum(case b.state when 'paid' then b.amount_minor else 0 end) as paid
        from before b join after a on a.id = b.id where a.state <> b.state group by 1
      ) n
      where r.id = n.round_id;
    update campaigns.matching_joined j set promised_minor = j.promised_minor - n.released
      from (
        select a.round_id, a.campaign_id, sum(a.amount_minor) as released
        from after a join before b on b.id = a.id
        where a.state = 'released' and b.state <> 'released' group by 1, 2
      ) n
      where (j.round_id, j.campaign_id) = (n.round_id, n.campaign_id);
    update campaigns.matching_donor d set promised_minor = d.promised_minor - n.released
      from (
        select g.round_id, g.donor, sum(a.amount_minor) as released
        from after a join before b on b.id = a.id join campaigns.counted_gift g on g.id = a.gift_id
        where a.state = 'released' and b.state <> 'released' group by 1, 2
      ) n
      where (d.round_id, d.donor) = (n.round_id, n.donor);
    return null;
  end
$$;
create trigger match_is_resolved after update on campaigns.match
  referencing old table as before new table as after
  for each statement execute function campaigns.count_resolved();

create function campaigns.check_match() returns trigger language plpgsql as $$
  begin
    if (new.id, new.round_id, new.campaign_id, new.gift_id, new.amount_minor, new.created_at)
        is distinct from
        (old.id, old.round_id, old.campaign_id, old.gift_id, old.amount_minor, old.created_at)
      or (old.state, new.state) not in
        (('reserved', 'paid'), ('reserved', 'released'), ('paid', 'released')) then
      raise exception 'what was promised is paid or let go, and not rewritten'
        using errcode = 'restrict_violation', constraint = 'match_is_kept';
    end if;
    return new;
  end
$$;
create trigger match_is_kept before update on campaigns.match
  for each row execute function campaigns.check_match();
create trigger match_is_not_deleted before delete or truncate on campaigns.match
  for each statement execute function campaigns.refuse_rewriting();
create trigger matching_round_is_not_deleted before delete or truncate on campaigns.matching_round
  for each statement execute function campaigns.refuse_rewriting();
create trigger counted_gift_is_not_deleted before delete or truncate on campaigns.counted_gift
  for each statement execute function campaigns.refuse_rewriting();

create function campaigns.check_counted() returns trigger language plpgsql as $$
  begin
    -- While a quadratic round runs, two givers may turn out to be one.
    if (new.id, new.round_id, new.campaign_id, new.payment_id, new.excluded, new.place, new.amount_minor,
        new.counted_at) is distinct from
        (old.id, old.round_id, old.campaign_id, old.payment_id, old.excluded, old.place, old.amount_minor,
        old.counted_at)
      or (old.gone_place is not null and new.gone_place is distinct from old.gone_place)
      or (new.donor is distinct from old.donor and not exists (
        select from campaigns.matching_round r
        where r.id = new.round_id and r.kind = 'quadratic' and r.state = 'open'
      )) then
      raise exception 'what counted is not rewritten'
        using errcode = 'restrict_violation', constraint = 'counted_gift_is_kept';
    end if;
    return new;
  end
$$;
create trigger counted_gift_is_kept before update on campaigns.counted_gift
  for each row execute function campaigns.check_counted();

-- A round: who may open it, and what stands from then on.

create function campaigns.check_matching_round() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'draft' then
        raise exception 'a round begins as a draft'
          using errcode = 'check_violation', constraint = 'matching_round_begins_as_draft';
      end if;
      return new;
    end if;
    if new.state <> old.state and (old.state, new.state) not in (
      ('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'open'), ('open', 'computed'),
      ('computed', 'closed'), ('draft', 'cancelled'), ('waiting', 'cancelled')
    ) then
      raise exception 'a round does not go from % to %', old.state, new.state
        using errcode = 'check_violation', constraint = 'matching_round_follows';
    end if;
    if new.state = 'open' and old.state <> 'open' then
      if not exists (select from people.role where person_id = new.opened_by and role = 'operator')
        or organisations.ever_belonged(new.organisation_id, new.opened_by) then
        raise exception 'an operator from outside opens a round'
          using errcode = 'check_violation', constraint = 'matching_round_by_outsider';
      end if;
      if coalesce((
        select credits_posted_minor - debits_posted_minor - debits_pending_minor
        from ledger.account a
        where a.kind = 'match_pool' and a.owner_id = new.id and a.currency = new.currency
      ), 0) < new.pot_minor then
        raise exception 'the money of a pot is there before it is promised'
          using errcode = 'check_violation', constraint = 'matching_round_money_first';
      end if;
    end if;
    if old.opened_at is not null and (
      (new.organisation_id, new.donor, new.kind, new.factor_permille, new.pot_minor,
        new.donor_cap_minor, new.campaign_cap_minor, new.damping_minor, new.currency, new.hold_days,
        new.area, new.place_id, new.by_list, new.opens_at, new.closes_at, new.asked_by, new.opened_by,
        new.opened_at, new.purpose_id)
      is distinct from
      (old.organisation_id, old.donor, old.kind, old.factor_permille, old.pot_minor,
        old.donor_cap_minor, old.campaign_cap_minor, old.damping_minor, old.currency, old.hold_days,
        old.area, old.place_id, old.by_list, old.opens_at, old.closes_at, old.asked_by, old.opened_by,
        old.opened_at, old.purpose_id)
    ) then
      raise exception 'the terms of a round stand from its opening on'
        using errcode = 'restrict_violation', constraint = 'matching_round_terms_stand';
    end if;
    return new;
  end
$$;
create trigger matching_round_is_lawful before insert or update on campaigns.matching_round
  for each row execute function campaigns.check_matching_round();

create function campaigns.check_joined() returns trigger language plpgsql as $$
  declare
    asked campaigns.matching_round;
    joining campaigns.campaign;
  begin
    select * into asked from campaigns.matching_round where id = new.round_id for share;
    select * into joining from campaigns.campaign where id = new.campaign_id;
    if asked.state <> 'open'
      or joining.state not in ('open', 'second_round', 'paused')
      or joining.currency <> asked.currency
      or (asked.area is not null and joining.area is distinct from asked.area)
      or (asked.place_id is not null and joining.place_id is distinct from asked.place_id)
      or (asked.by_list and not exists (
        select from campaigns.matching_named n
        where (n.round_id, n.campaign_id) = (new.round_id, new.campaign_id)
      )) then
      raise exception 'this campaign is not what the round is for'
        using errcode = 'check_violation', constraint = 'matching_joined_fits';
    end if;
    return new;
  end
$$;
create trigger matching_joined_fits before insert on campaigns.matching_joined
  for each row execute function campaigns.check_joined();

-- Who gave: what a giver is known again by, and whether they are the campaign's own people.

create function campaigns.marks_of(payment uuid) returns setof text
  language sql stable
  as $$
    select 'pledge ' || coalesce(m.pledge_id, m.id) from payments.payment m where m.id = payment
    union
    select 'mail ' || p.donor_email from payments.payment m join payments.pledge p on p.id = m.pledge_id
      where m.id = payment and p.donor_email is not null
    union
    select 'person ' || p.person_id from payments.payment m join payments.pledge p on p.id = m.pledge_id
      where m.id = payment and p.person_id is not null
    union
    select 'account ' || e.iban from payments.payment m
      join payments.entry_party e on e.entry_id = m.source_id and m.source = 'entry'
      where m.id = payment and e.iban is not null
    union
    select 'card ' || c.fingerprint from payments.card_charge c
      where c.payment_id = payment and c.fingerprint is not null
  $$;
comment on function campaigns.marks_of is
  'What a giver is known again by: an address, a person here, an account, a card, the promise itself.';

create function campaigns.is_own(campaign uuid, payment uuid) returns boolean
  language sql stable
  as $$
    select exists (
      select from campaigns.campaign c
      join payments.payment m on m.id = payment
      left join payments.pledge p on p.id = m.pledge_id
      left join payments.entry_party e on e.entry_id = m.source_id and m.source = 'entry'
      where c.id = campaign and (
        organisations.ever_belonged(c.organisation_id, p.person_id)
        or organisations.ever_belonged(c.host_id, p.person_id)
        or exists (
          select from people.person who
          where who.email = p.donor_email and (
            organisations.ever_belonged(c.organisation_id, who.id)
            or organisations.ever_belonged(c.host_id, who.id)
          )
        )
        or exists (
          select from organisations.bank_account a
          where a.organisation_id in (c.organisation_id, c.host_id) and a.iban = e.iban and a.removed_at is null
        )
      )
    )
  $$;
comment on function campaigns.is_own is
  'Given by the people of the campaign, or from its organisation''s account: no reason to add anything.';

alter table campaigns.settlement add column matched_minor bigint not null default 0
  check (matched_minor >= 0);
comment on column campaigns.settlement.matched_minor is
  'What rounds of matching added by then; not part of received_minor, and part of what decided.';
