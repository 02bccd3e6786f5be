-- Beside the name of what money is given for, the ledger is told by what word of its address people
-- look for it.

create function payments.tell_owner_slug(its_id uuid, its_path text) returns void language sql as $$
  update ledger.owner o set slug = word.slug
    from (select left(nullif(regexp_replace(its_path, '^.*/', ''), ''), 200) as slug) word
    where o.id = its_id and o.slug is distinct from word.slug
$$;
comment on function payments.tell_owner_slug is
  'By what word of its address an owner of accounts is found from now on.';

create or replace function payments.tell_ledger() returns trigger language plpgsql as $$
  begin
    if tg_table_name = 'entity' then
      perform payments.tell_entity(new.id);
    elsif tg_table_name = 'purpose' then
      -- What an organisation is called, the ledger knows.
      if new.account_owner_id <> new.organisation_id then
        perform payments.tell_owner(new.account_owner_id, new.title);
        perform payments.tell_owner_slug(new.account_owner_id, new.path);
      end if;
    else
      perform payments.tell_entity(new.entity_id);
    end if;
    return null;
  end
$$;

select payments.tell_owner_slug(account_owner_id, path) from payments.purpose
  where account_owner_id <> organisation_id;
