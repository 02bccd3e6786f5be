-- What happened, in the past tense: the audit trail, the activity feed and the way by which modules
-- listed earlier hear of those listed later. Kept for ever, so nobody may change or delete a row.

create schema facts;

create table facts.fact (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  payload jsonb not null,
  person_id uuid,
  at timestamptz not null default now()
);
create index fact_kind_at on facts.fact (kind, id);
create index fact_person on facts.fact (person_id) where person_id is not null;
comment on column facts.fact.payload is 'Ids and plain values; never a person''s name or address.';
comment on column facts.fact.person_id is 'Who did it; null when the clock or the operator''s terminal did.';

create table facts.delivery (
  fact_id bigint not null references facts.fact (id),
  module text not null,
  at timestamptz not null default now(),
  primary key (fact_id, module)
);
comment on table facts.delivery is 'This module has reacted to this fact; written in the transaction of the reaction.';

create function facts.refuse_change() returns trigger
  language plpgsql
  as $$
    begin
      raise exception 'facts are kept for ever: % is refused', lower(tg_op)
        using errcode = 'restrict_violation';
    end
  $$;

create trigger fact_is_kept
  before update or delete or truncate on facts.fact
  for each statement execute function facts.refuse_change();
