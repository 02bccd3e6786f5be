-- The journal of the ledger is public and names whose account it speaks of; the ledger stands below
-- and does not know. So it is told: who collects, which bank, for what. A donor is never told.

create function payments.tell_owner(its_id uuid, its_name jsonb) returns void language sql as $$
  insert into ledger.owner (id, name) values (its_id, its_name)
  on conflict (id) do update set name = excluded.name, told_at = now()
    where ledger.owner.name is distinct from excluded.name
$$;
comment on function payments.tell_owner is 'What the ledger calls an owner of accounts from now on.';

create function payments.same_everywhere(its_name text) returns jsonb language sql immutable as $$
  select jsonb_build_object('sq', its_name, 'sr', its_name, 'en', its_name)
$$;

create function payments.tell_entity(its_id uuid) returns void language sql as $$
  select payments.tell_owner(id, payments.same_everywhere(name))
    from payments.entity where id = its_id;
  select payments.tell_owner(b.id, payments.same_everywhere(e.name || ', ' || b.bank_name))
    from payments.bank_account b join payments.entity e on e.id = b.entity_id where e.id = its_id;
  select payments.tell_owner(p.id, payments.same_everywhere(e.name || ', ' || p.provider))
    from payments.processor_account p join payments.entity e on e.id = p.entity_id
    where e.id = its_id;
$$;

create function payments.tell_ledger() returns trigger language plpgsql as $$
  begin
    if tg_table_name = 'entity' then
      perform payments.tell_entity(new.id);
    elsif tg_table_name = 'purpose' then
      -- What an organisation is called, the ledger knows.
      if new.account_owner_id <> new.organisation_id then
        perform payments.tell_owner(new.account_owner_id, new.title);
      end if;
    else
      perform payments.tell_entity(new.entity_id);
    end if;
    return null;
  end
$$;

create trigger entity_is_named after insert or update of name on payments.entity
  for each row execute function payments.tell_ledger();
create trigger bank_account_is_named after insert or update of bank_name on payments.bank_account
  for each row execute function payments.tell_ledger();
create trigger processor_account_is_named after insert on payments.processor_account
  for each row execute function payments.tell_ledger();
create trigger purpose_is_named after insert or update of title on payments.purpose
  for each row execute function payments.tell_ledger();

select payments.tell_entity(id) from payments.entity;
select payments.tell_owner(account_owner_id, title) from payments.purpose
  where account_owner_id <> organisation_id;
