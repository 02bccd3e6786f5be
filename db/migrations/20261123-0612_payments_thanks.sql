-- Something small in return for a gift, of which there may be only so many. A promise takes one at
-- once; a promise that ends, or a gift that goes back whole, gives it back. The counting is here, and
-- two who want the last one wait for each other.

create table payments.thanks (
  id uuid primary key default uuidv7(),
  kind text not null,
  ref_id uuid not null,
  title kit.localized not null check (title::jsonb <> '{}'),
  note kit.localized not null default '{}',
  least_minor bigint not null check (least_minor between 1 and 100000000000),
  currency text not null references ledger.currency (code),
  stock integer check (stock between 1 and 1000000),
  taken integer not null default 0 check (taken >= 0),
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint thanks_in_stock check (stock is null or taken <= stock)
);
create index thanks_of on payments.thanks (kind, ref_id);
comment on table payments.thanks is 'What whoever gives for a purpose may be thanked with.';
comment on column payments.thanks.kind is 'With ref_id the purpose, as the module knows it: a thing may be thanked for before money can be given for it.';
comment on column payments.thanks.taken is 'Counted by a trigger on pledge; nobody writes it.';

alter table payments.pledge
  add column thanks_id uuid references payments.thanks (id),
  add column thanks_held boolean not null default false,
  add column thanked_at timestamptz,
  add column thanked_by uuid references people.person (id),
  add column thanks_note text check (length(thanks_note) between 1 and 500);
create index pledge_thanks on payments.pledge (thanks_id) where thanks_id is not null;
create index pledge_thanked_by on payments.pledge (thanked_by) where thanked_by is not null;
comment on column payments.pledge.thanks_held is 'It counts against the stock; kept by a trigger.';
comment on column payments.pledge.thanked_at is 'The organisation says that it was handed over.';

create function payments.count_thanks() returns trigger language plpgsql
  security definer set search_path = payments, pg_temp as $$
  declare
    its payments.thanks;
  begin
    if new.thanks_id is null and (tg_op = 'INSERT' or old.thanks_id is null) then return new; end if;
    if tg_op = 'UPDATE' then
      if new.thanks_id is distinct from old.thanks_id then
        raise exception 'what was chosen with a promise stays' using errcode = 'restrict_violation',
          constraint = 'pledge_thanks_stay', table = 'pledge';
      end if;
      new.thanks_held := old.thanks_held;
      -- It ended, or all of it went back: once given back it is not taken again.
      if old.thanks_held and (
        new.state <> 'open' or new.received_minor > 0 and new.returned_minor >= new.received_minor
      ) then
        new.thanks_held := false;
        update payments.thanks set taken = taken - 1 where id = new.thanks_id;
      end if;
      return new;
    end if;
    select * into its from payments.thanks t where t.id = new.thanks_id for update;
    if its.closed_at is not null or new.currency <> its.currency or new.amount_minor < its.least_minor
      or not exists (
        select from payments.purpose u
        where u.id = new.purpose_id and u.kind = its.kind and u.ref_id = its.ref_id
      ) then
      raise exception 'not with this promise' using errcode = 'check_violation',
        constraint = 'pledge_thanks_fit', table = 'pledge';
    end if;
    update payments.thanks set taken = taken + 1 where id = new.thanks_id;
    new.thanks_held := true;
    return new;
  end
$$;
create trigger pledge_thanks_are_counted before insert or update on payments.pledge
  for each row execute function payments.count_thanks();

revoke update, delete, truncate on payments.thanks from mozaik_app;
grant update (title, note, stock, closed_at) on payments.thanks to mozaik_app;
grant update (thanked_at, thanked_by, thanks_note) on payments.pledge to mozaik_app;
