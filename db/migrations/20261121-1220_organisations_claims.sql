-- How a page finds its people and how the platform vouches for an organisation: claims, verification
-- by two operators, and the public history of states. Whatever the code does, an organisation cannot
-- be called verified without the approvals of two people who have nothing to do with it.

create table organisations.claim (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  person_id uuid not null references people.person (id),
  relation text not null check (
    relation in ('head', 'board', 'staff', 'member', 'official', 'other')
  ),
  evidence text not null check (length(evidence) <= 4000),
  locale text not null check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  state text not null default 'open' check (state in ('open', 'withdrawn', 'accepted', 'refused')),
  claimed_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people.person (id),
  reason text check (reason ~ '^[a-z_]+$'),
  reason_text text check (length(reason_text) between 1 and 1000),
  constraint claim_decided check ((state = 'open') = (decided_at is null)),
  constraint claim_decided_by_another check (decided_by <> person_id),
  constraint claim_decision_has_an_author check (
    (state in ('accepted', 'refused')) = (decided_by is not null)
  ),
  constraint claim_refusal_has_a_reason check (state <> 'refused' or reason is not null)
);
create unique index claim_open on organisations.claim (organisation_id, person_id)
  where state = 'open';
create index claim_waiting on organisations.claim (claimed_at) where state = 'open';
create index claim_person on organisations.claim (person_id);
create index claim_decided_by on organisations.claim (decided_by);
comment on column organisations.claim.relation is 'What the person says they are in the organisation.';
comment on column organisations.claim.evidence is
  'In their own words. Emptied when the person is erased, unless the claim was accepted.';
comment on column organisations.claim.locale is 'The language the evidence was written in, as far as the page knew.';
comment on column organisations.claim.reason is 'A code; its sentence is the message claims.reason.<code>.';

create table organisations.claim_file (
  claim_id uuid not null references organisations.claim (id),
  file_id uuid not null references kit.file (id),
  primary key (claim_id, file_id)
);
create index claim_file_file on organisations.claim_file (file_id);

create table organisations.verification (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  requested_by uuid not null references people.person (id),
  claim_id uuid references organisations.claim (id),
  register_name text not null check (length(register_name) between 1 and 200),
  register_number text not null check (length(register_number) between 1 and 60),
  extract_file_id uuid not null references kit.file (id),
  extract_seen_on date not null,
  organisation_name kit.localized not null,
  note text check (length(note) between 1 and 2000),
  state text not null default 'open'
    check (state in ('open', 'withdrawn', 'refused', 'approved', 'lapsed')),
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people.person (id),
  reason text check (reason ~ '^[a-z_]+$'),
  reason_text text check (length(reason_text) between 1 and 1000),
  constraint verification_decided check ((state = 'open') = (decided_at is null)),
  constraint verification_decided_by_another check (decided_by <> requested_by),
  constraint verification_refusal_has_a_reason check (
    state <> 'refused' or (reason is not null and decided_by is not null)
  )
);
create unique index verification_open on organisations.verification (organisation_id)
  where state = 'open' and claim_id is null;
create unique index verification_of_claim on organisations.verification (claim_id)
  where state = 'open';
create unique index verification_stands on organisations.verification (organisation_id)
  where state = 'approved';
create index verification_organisation on organisations.verification (organisation_id);
create index verification_requested_by on organisations.verification (requested_by);
create index verification_decided_by on organisations.verification (decided_by);
create index verification_extract on organisations.verification (extract_file_id);
create index verification_waiting on organisations.verification (requested_at)
  where state = 'open';
comment on table organisations.verification is
  'A request to be verified, with the extract of the register as it was seen that day. What was asked is never changed.';
comment on column organisations.verification.claim_id is
  'Asked for together with this claim; it waits until the claim is accepted.';
comment on column organisations.verification.extract_seen_on is 'The day on which the extract was issued or seen.';
comment on column organisations.verification.organisation_name is
  'The names the page bore when it asked: a later change of name can be held against it.';
comment on column organisations.verification.state is
  'lapsed: it was approved, and no longer holds, because the organisation became unverified again.';
comment on column organisations.verification.decided_by is
  'Who refused. Approvals have rows of their own.';

create table organisations.verification_approval (
  verification_id uuid not null references organisations.verification (id),
  operator_id uuid not null references people.person (id),
  approved_at timestamptz not null,
  constraint verification_approval_once primary key (verification_id, operator_id)
);
create index verification_approval_operator on organisations.verification_approval (operator_id);
comment on table organisations.verification_approval is
  'One operator found the extract and the organisation to agree. Two are needed, and they must be two.';

-- contract: the table is as old as this file, and nothing has written to it.
alter table organisations.state_change alter column reason set not null;
alter table organisations.state_change
  add column reason_text kit.localized not null default '{}',
  add constraint state_change_reason_is_a_code check (reason ~ '^[a-z_]+$');
create index state_change_decided_by on organisations.state_change (decided_by);
create index state_change_confirmed_by on organisations.state_change (confirmed_by);
comment on column organisations.state_change.reason is 'A code; its sentence is the message state.reason.<code>.';
comment on column organisations.state_change.reason_text is 'What there is to say besides, as public as the state.';
comment on column organisations.state_change.decided_by is 'Shown at the desk, never on the page.';

create function organisations.refuse_change() returns trigger
  language plpgsql
  as $$
    begin
      raise exception '%.% is only added to: % is refused',
        tg_table_schema, tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
    end
  $$;

-- The history is what is written; the state that everybody reads follows from it.
create function organisations.follow_history() returns trigger
  language plpgsql
  as $$
    begin
      update organisations.organisation
        set state = new.to_state, state_since = new.at, state_reason = new.reason,
          updated_at = greatest(updated_at, new.at)
        where id = new.organisation_id and state is not distinct from new.from_state;
      if not found then
        raise exception 'organisation % is not %', new.organisation_id, new.from_state
          using errcode = 'check_violation', constraint = 'state_change_begins_where_it_is',
            schema = 'organisations', table = 'state_change';
      end if;
      return null;
    end
  $$;

create trigger state_change_is_followed
  after insert on organisations.state_change
  for each row execute function organisations.follow_history();

create trigger state_change_is_kept
  before update or delete or truncate on organisations.state_change
  for each statement execute function organisations.refuse_change();
create trigger verification_approval_is_kept
  before update or delete or truncate on organisations.verification_approval
  for each statement execute function organisations.refuse_change();
create trigger verification_is_kept
  before delete or truncate on organisations.verification
  for each statement execute function organisations.refuse_change();

-- Who may vouch: an operator of today who never belonged to the organisation and did not ask.
create function organisations.may_vouch(verification uuid, operator uuid) returns boolean
  language sql stable
  as $$
    select exists (
      select from people.role where person_id = operator and role = 'operator'
    ) and exists (
      select from organisations.verification v
      where v.id = verification and v.requested_by <> operator
        and not exists (
          select from organisations.membership m
          where m.organisation_id = v.organisation_id and m.person_id = operator
        )
        and not exists (
          select from organisations.claim c
          where c.organisation_id = v.organisation_id and c.person_id = operator
        )
    )
  $$;

create function organisations.check_approval() returns trigger
  language plpgsql
  as $$
    begin
      -- The second of two who meet here waits, and then sees the first one's row.
      perform from organisations.verification
        where id = new.verification_id and state = 'open' for update;
      if not found then
        raise exception 'this verification is not open'
          using errcode = 'check_violation', constraint = 'verification_is_open';
      end if;
      if not organisations.may_vouch(new.verification_id, new.operator_id) then
        raise exception 'this person may not vouch for this organisation'
          using errcode = 'check_violation', constraint = 'verification_by_outsiders';
      end if;
      return new;
    end
  $$;

create trigger verification_by_outsiders
  before insert on organisations.verification_approval
  for each row execute function organisations.check_approval();

create function organisations.check_verification() returns trigger
  language plpgsql
  as $$
    begin
      if tg_op = 'INSERT' and new.state <> 'open' then
        raise exception 'a verification begins open'
          using errcode = 'check_violation', constraint = 'verification_begins_open';
      end if;
      if tg_op = 'UPDATE' and (
        (new.id, new.organisation_id, new.requested_by, new.claim_id, new.register_name,
          new.register_number, new.extract_file_id, new.extract_seen_on,
          new.organisation_name::jsonb, new.requested_at)
        is distinct from
        (old.id, old.organisation_id, old.requested_by, old.claim_id, old.register_name,
          old.register_number, old.extract_file_id, old.extract_seen_on,
          old.organisation_name::jsonb, old.requested_at)
        or (old.state <> new.state
          and (old.state, new.state) not in
            (('open', 'withdrawn'), ('open', 'refused'), ('open', 'approved'),
              ('approved', 'lapsed')))
      ) then
        raise exception 'what was asked and what was decided are not rewritten'
          using errcode = 'restrict_violation', constraint = 'verification_is_kept';
      end if;
      if new.state = 'approved' and tg_op = 'UPDATE' and old.state = 'open' and (
        select count(*) from organisations.verification_approval a
        where a.verification_id = new.id
          and organisations.may_vouch(a.verification_id, a.operator_id)
      ) < 2 then
        raise exception 'two operators from outside have to approve'
          using errcode = 'check_violation', constraint = 'verification_by_two';
      end if;
      return new;
    end
  $$;

create trigger verification_by_two
  before insert or update on organisations.verification
  for each row execute function organisations.check_verification();

-- The state that others read. It can say "verified" only over an approved verification, and a
-- verification does not outlive the state that it gave.
create function organisations.check_state() returns trigger
  language plpgsql
  as $$
    begin
      if new.state = 'verified' and not exists (
        select from organisations.verification v
        where v.organisation_id = new.id and v.state = 'approved'
          and (
            select count(*) from organisations.verification_approval a
            where a.verification_id = v.id
          ) >= 2
      ) then
        raise exception 'organisation % has no verification by two operators', new.id
          using errcode = 'check_violation', constraint = 'organisation_verified_by_two',
            schema = 'organisations', table = 'organisation';
      end if;
      if new.state = 'unverified' then
        update organisations.verification set state = 'lapsed'
          where organisation_id = new.id and state = 'approved';
      end if;
      return new;
    end
  $$;

create trigger organisation_verified_by_two
  before update of state on organisations.organisation
  for each row when (old.state <> new.state) execute function organisations.check_state();
create trigger organisation_begins_without_vouching
  before insert on organisations.organisation
  for each row when (new.state = 'verified') execute function organisations.check_state();

-- No other way to a state, looked at when the transaction ends.
create function organisations.check_history() returns trigger
  language plpgsql
  as $$
    begin
      if not exists (
        select from organisations.state_change
        where organisation_id = new.id and to_state = new.state and at = new.state_since
      ) then
        raise exception 'the state % of organisation % is not in its history', new.state, new.id
          using errcode = 'check_violation', constraint = 'organisation_state_is_written_down',
            schema = 'organisations', table = 'organisation';
      end if;
      return null;
    end
  $$;

create constraint trigger organisation_state_is_written_down
  after update of state on organisations.organisation
  deferrable initially deferred
  for each row when (old.state <> new.state) execute function organisations.check_history();
