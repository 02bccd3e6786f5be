-- Where people pay to is worth stealing: an account is never rewritten, a second person confirms it,
-- and one that is closed stays closed.

alter table payments.bank_account add constraint bank_account_added_by_somebody
  check (is_sample or added_by is not null);

create function payments.guard_bank_account() returns trigger language plpgsql as $$
  begin
    if (new.entity_id, new.iban, new.bic, new.holder, new.currency, new.added_at, new.is_sample)
      is distinct from
      (old.entity_id, old.iban, old.bic, old.holder, old.currency, old.added_at, old.is_sample)
    then
      raise exception 'an account is closed and another added, never rewritten'
        using errcode = 'restrict_violation', constraint = 'bank_account_is_kept', table = 'bank_account';
    end if;
    if old.closed_at is not null and new.closed_at is distinct from old.closed_at
      or old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at
      or old.closed_at is not null and new.confirmed_at is distinct from old.confirmed_at then
      raise exception 'what was confirmed or closed stays so'
        using errcode = 'restrict_violation', constraint = 'bank_account_is_kept', table = 'bank_account';
    end if;
    return new;
  end
$$;
create trigger bank_account_is_guarded before update on payments.bank_account
  for each row execute function payments.guard_bank_account();
revoke delete, truncate on payments.bank_account, payments.entity, payments.processor_account
  from mozaik_app;
