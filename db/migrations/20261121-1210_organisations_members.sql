-- Who may act for an organisation, since when, and how it ended. The law that an organisation never
-- loses its last owner by accident stands here, so that no code can forget it.

create table organisations.membership (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  person_id uuid not null references people.person (id),
  role text not null check (role in ('editor', 'finance', 'owner', 'official')),
  since timestamptz not null,
  until timestamptz,
  ended text check (
    ended in ('left', 'removed', 'role_changed', 'transferred', 'returned', 'erased', 'closed')
  ),
  constraint membership_lasts check (until >= since),
  constraint membership_end_has_a_way check ((until is null) = (ended is null))
);
create unique index membership_today on organisations.membership (organisation_id, person_id)
  where until is null;
create index membership_person on organisations.membership (person_id);
create index membership_owner on organisations.membership (organisation_id, until)
  where role = 'owner';
comment on table organisations.membership is
  'One person in one role for one time. A change of role ends one row and begins another; no row is ever deleted.';
comment on column organisations.membership.role is
  'editor: the page; finance: bank accounts and money too; owner: everything, members included; official: speaks for a public institution.';
comment on column organisations.membership.ended is
  'returned: the last owner gave the page back knowingly, and anybody may claim it again; closed: the last owner of a closed organisation went, and the others with them.';

create table organisations.invitation (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  email text check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('editor', 'finance', 'owner', 'official')),
  locale text not null check (locale ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  invited_by uuid not null references people.person (id),
  invited_at timestamptz not null,
  sent_at timestamptz not null,
  letters integer not null default 1,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended text check (ended in ('accepted', 'declined', 'withdrawn', 'expired')),
  accepted_by uuid references people.person (id),
  constraint invitation_token_unique unique (token_hash),
  constraint invitation_letters check (letters between 1 and 5),
  constraint invitation_lasts check (expires_at > sent_at and sent_at >= invited_at),
  constraint invitation_end_has_a_way check ((ended_at is null) = (ended is null)),
  constraint invitation_accepted_by_somebody check (
    (ended is not distinct from 'accepted') = (accepted_by is not null)
  ),
  constraint invitation_open_has_an_address check (ended_at is not null or email is not null)
);
create unique index invitation_open on organisations.invitation (organisation_id, email)
  where ended_at is null;
create index invitation_invited_by on organisations.invitation (invited_by);
create index invitation_accepted_by on organisations.invitation (accepted_by);
create index invitation_expires on organisations.invitation (expires_at) where email is not null;
comment on column organisations.invitation.email is
  'Forgotten (null) a month after the invitation ended: it belongs to somebody who may have no account here.';
comment on column organisations.invitation.locale is 'The language of the letter, chosen by who invites.';
comment on column organisations.invitation.token_hash is
  'SHA-256 of what stands in the link. A letter sent again carries a new link; the old one is dead.';
comment on column organisations.invitation.letters is 'How often it was sent; five times is enough for anybody.';

create table organisations.ownership_offer (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisations.organisation (id),
  from_person_id uuid not null references people.person (id),
  to_person_id uuid not null references people.person (id),
  afterwards text not null check (afterwards in ('editor', 'finance', 'leaves')),
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended text check (ended in ('accepted', 'declined', 'withdrawn', 'expired', 'lapsed')),
  constraint ownership_offer_to_another check (from_person_id <> to_person_id),
  constraint ownership_offer_lasts check (expires_at > offered_at),
  constraint ownership_offer_end_has_a_way check ((ended_at is null) = (ended is null))
);
create unique index ownership_offer_open
  on organisations.ownership_offer (organisation_id, from_person_id) where ended_at is null;
create index ownership_offer_from on organisations.ownership_offer (from_person_id);
create index ownership_offer_to on organisations.ownership_offer (to_person_id);
comment on table organisations.ownership_offer is
  'One owner hands the page on to another member, who has to accept it.';
comment on column organisations.ownership_offer.afterwards is 'What the person who offers will be once it is accepted.';
comment on column organisations.ownership_offer.ended is 'lapsed: one of the two is no longer a member, or no longer an owner.';

create function organisations.is_public_institution(kind text) returns boolean
  language sql immutable parallel safe
  return kind in ('municipality', 'ministry', 'agency', 'assembly', 'village_council');

create function organisations.refuse_official_elsewhere() returns trigger
  language plpgsql
  as $$
    begin
      if not exists (
        select from organisations.organisation
        where id = new.organisation_id and organisations.is_public_institution(kind)
      ) then
        raise exception 'only a public institution has officials'
          using errcode = 'check_violation', constraint = 'official_of_an_institution',
            schema = 'organisations', table = tg_table_name;
      end if;
      return new;
    end
  $$;

create trigger official_of_an_institution
  before insert on organisations.membership
  for each row when (new.role = 'official')
  execute function organisations.refuse_official_elsewhere();
create trigger official_of_an_institution
  before insert on organisations.invitation
  for each row when (new.role = 'official')
  execute function organisations.refuse_official_elsewhere();

-- What was true stays written: a membership is ended once and never rewritten or taken away.
create function organisations.keep_membership() returns trigger
  language plpgsql
  as $$
    begin
      if tg_op <> 'UPDATE' then
        raise exception 'memberships end, they are never deleted'
          using errcode = 'restrict_violation', constraint = 'membership_is_kept';
      end if;
      if old.until is not null
        or (new.id, new.organisation_id, new.person_id, new.role, new.since)
          is distinct from (old.id, old.organisation_id, old.person_id, old.role, old.since)
      then
        raise exception 'of a membership only its end can be written, and that once'
          using errcode = 'restrict_violation', constraint = 'membership_is_kept';
      end if;
      return new;
    end
  $$;

create trigger membership_is_kept
  before update or delete on organisations.membership
  for each row execute function organisations.keep_membership();
create trigger membership_is_not_emptied
  before truncate on organisations.membership
  for each statement execute function organisations.keep_membership();

-- Looked at when the transaction ends, so that a transfer may end one owner before it begins the
-- other. Whoever comes second waits for the row of the organisation and then sees what the first did.
create function organisations.keep_an_owner() returns trigger
  language plpgsql
  as $$
    declare
      its_state text;
      last_end text;
    begin
      select state into its_state from organisations.organisation
        where id = new.organisation_id for no key update;
      if exists (
        select from organisations.membership
        where organisation_id = new.organisation_id and role = 'owner' and until is null
      ) then
        return null;
      end if;
      select ended into last_end from organisations.membership
        where organisation_id = new.organisation_id and role = 'owner'
        order by until desc, id desc limit 1;
      if last_end is null then
        return null;
      end if;
      if exists (
        select from organisations.membership
        where organisation_id = new.organisation_id and until is null
      ) or (last_end <> 'returned' and its_state <> 'closed') then
        raise exception 'organisation % would be left without an owner', new.organisation_id
          using errcode = 'check_violation', constraint = 'membership_keeps_an_owner',
            schema = 'organisations', table = 'membership';
      end if;
      return null;
    end
  $$;

create constraint trigger membership_keeps_an_owner
  after insert or update on organisations.membership
  deferrable initially deferred
  for each row execute function organisations.keep_an_owner();
