-- One organisation that stands here twice becomes one. The one that goes is not deleted: it is hidden,
-- its addresses lead to the one that stays, and a merge that was a mistake is undone.

alter table organisations.organisation
  add column merged_into_id uuid references organisations.organisation (id),
  add constraint organisation_merged_into_another check (merged_into_id <> id),
  add constraint organisation_merged_is_hidden check (merged_into_id is null or hidden_at is not null);
create index organisation_merged_into on organisations.organisation (merged_into_id)
  where merged_into_id is not null;
comment on column organisations.organisation.merged_into_id is
  'It was the same as this one. Hidden since; its addresses lead there.';

-- Two that may be one, the smaller id first, so that a pair is one row.
create table organisations.likeness (
  id uuid primary key default uuidv7(),
  one_id uuid not null references organisations.organisation (id) on delete cascade,
  other_id uuid not null references organisations.organisation (id) on delete cascade,
  score real not null check (score between 0 and 1),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'object'),
  state text not null default 'open' check (state in ('open', 'different', 'merged')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people.person (id),
  constraint likeness_once unique (one_id, other_id),
  constraint likeness_of_two check (one_id < other_id),
  constraint likeness_decided check ((state = 'open') = (decided_at is null))
);
create index likeness_open on organisations.likeness (score desc, id) where state = 'open';
create index likeness_other on organisations.likeness (other_id);
create index likeness_decided_by on organisations.likeness (decided_by) where decided_by is not null;
comment on column organisations.likeness.reasons is 'What speaks for and against it, as the rule saw it.';
comment on column organisations.likeness.state is
  'different: somebody looked and said no; it is not asked again.';

create table organisations.merge (
  id uuid primary key default uuidv7(),
  kept_id uuid not null references organisations.organisation (id),
  gone_id uuid not null references organisations.organisation (id),
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  moved jsonb not null default '{}',
  person_id uuid not null references people.person (id),
  at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid references people.person (id),
  constraint merge_of_two check (kept_id <> gone_id),
  constraint merge_undone_by_somebody check ((undone_at is null) = (undone_by is null))
);
create unique index merge_stands on organisations.merge (gone_id) where undone_at is null;
create index merge_gone on organisations.merge (gone_id);
create index merge_kept on organisations.merge (kept_id);
create index merge_person on organisations.merge (person_id);
create index merge_undone_by on organisations.merge (undone_by) where undone_by is not null;
comment on column organisations.merge.before is 'Of the fields taken from the other: what the kept one had.';
comment on column organisations.merge.moved is
  'What was moved from one to the other, as ids by their kind: undoing it moves exactly these back.';

create function organisations.check_merge() returns trigger
  language plpgsql
  as $$
    begin
      if tg_table_name = 'merge' then
        if (new.id, new.kept_id, new.gone_id, new.person_id, new.at)
          is distinct from (old.id, old.kept_id, old.gone_id, old.person_id, old.at)
          or old.undone_at is not null
        then
          raise exception 'a merge is undone, never rewritten'
            using errcode = 'restrict_violation', constraint = 'merge_is_kept';
        end if;
        return new;
      end if;
      if new.merged_into_id is not null and exists (
        select from organisations.organisation
        where id = new.merged_into_id and merged_into_id is not null
      ) then
        raise exception 'organisation % was itself merged into another', new.merged_into_id
          using errcode = 'check_violation', constraint = 'organisation_merged_into_one_that_stands',
            schema = 'organisations', table = 'organisation';
      end if;
      if not exists (
        select from organisations.merge
        where gone_id = new.id and undone_at is null
          and kept_id is not distinct from new.merged_into_id
      ) and (new.merged_into_id is not null or exists (
        select from organisations.merge where gone_id = new.id and undone_at is null
      )) then
        raise exception 'what became of organisation % is not written down', new.id
          using errcode = 'check_violation', constraint = 'organisation_merge_is_written_down',
            schema = 'organisations', table = 'organisation';
      end if;
      return null;
    end
  $$;

create trigger merge_is_kept before update on organisations.merge
  for each row execute function organisations.check_merge();
create trigger merge_is_not_deleted before delete or truncate on organisations.merge
  for each statement execute function organisations.refuse_change();
create constraint trigger organisation_merge_is_written_down
  after update of merged_into_id on organisations.organisation
  deferrable initially deferred
  for each row when (old.merged_into_id is distinct from new.merged_into_id)
  execute function organisations.check_merge();

alter table organisations.membership drop constraint membership_ended_check;
alter table organisations.membership add constraint membership_ended_check check (
  ended in (
    'left', 'removed', 'role_changed', 'transferred', 'returned', 'erased', 'closed',
    'merged', 'merge_undone'
  )
);
comment on column organisations.membership.ended is
  'returned: the last owner gave the page back knowingly, and anybody may claim it again; closed: the last owner of a closed organisation went, and the others with them; merged: they act for the organisation it became part of; merge_undone: back to the one they came from.';

-- As before, but for the two ways in which a merge takes a page its people.
create or replace function organisations.keep_an_owner() returns trigger
  language plpgsql
  as $$
    declare
      its_state text;
      became uuid;
      last_end text;
    begin
      select state, merged_into_id into its_state, became from organisations.organisation
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
      ) or (last_end not in ('returned', 'merge_undone') and its_state <> 'closed' and became is null) then
        raise exception 'organisation % would be left without an owner', new.organisation_id
          using errcode = 'check_violation', constraint = 'membership_keeps_an_owner',
            schema = 'organisations', table = 'membership';
      end if;
      return null;
    end
  $$;
