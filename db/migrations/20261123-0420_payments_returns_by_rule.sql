-- What goes back is reserved whoever asks for it: a person, whom another confirms, or a rule that
-- everybody can read (a purpose that failed, a donor's own word about what is left over). Where an
-- account to send it to is not known, it is reserved all the same, and the account is told later.

alter table payments.bank_return
  add column credit_choice_id uuid references payments.credit_choice (id),
  add column decided_by text not null default 'people',
  add column told_by uuid references people.person (id),
  alter column iban drop not null,
  drop constraint bank_return_of_one,
  drop constraint bank_return_confirmed,
  add constraint bank_return_of_one check (num_nonnulls(refund_id, entry_id, credit_choice_id) = 1),
  add constraint bank_return_credit_choice unique (credit_choice_id),
  add constraint bank_return_decided_by check (decided_by in ('people', 'rule')),
  add constraint bank_return_confirmed check (
    state in ('requested', 'withdrawn')
    or (confirmed_at is not null and (confirmed_by is not null or (decided_by = 'rule' and told_by is null)))
  ),
  add constraint bank_return_confirmed_by_another check (confirmed_by <> told_by),
  add constraint bank_return_knows_whither check (state in ('requested', 'withdrawn') or iban is not null),
  add constraint bank_return_told check (told_by is null or iban is not null);
create index bank_return_told_by on payments.bank_return (told_by);
comment on column payments.bank_return.credit_choice_id is 'Of what a donor had sent too much, and wants back.';
comment on column payments.bank_return.decided_by is 'people: two of them. rule: what everybody can read decides, and it goes to where it came from.';
comment on column payments.bank_return.iban is 'Null as long as nobody knows whither: it came without an account, or what was sent there bounced.';
comment on column payments.bank_return.told_by is 'Who wrote down the account that the donor named. Another person confirms it.';

create or replace function payments.guard_bank_return() returns trigger language plpgsql as $$
  declare
    told boolean := old.state = 'requested' and new.state = 'requested' and new.told_by is not null;
  begin
    if (new.id, new.number, new.refund_id, new.entry_id, new.credit_choice_id, new.decided_by, new.bank_account_id,
        new.amount_minor, new.currency, new.why, new.event_id, new.leg_id, new.requested_by, new.created_at)
      is distinct from
      (old.id, old.number, old.refund_id, old.entry_id, old.credit_choice_id, old.decided_by, old.bank_account_id,
        old.amount_minor, old.currency, old.why, old.event_id, old.leg_id, old.requested_by, old.created_at)
      or ((new.iban, new.bic, new.holder, new.bank_name, new.told_by)
        is distinct from (old.iban, old.bic, old.holder, old.bank_name, old.told_by)
        and not (told and (old.iban is null or old.told_by is not null)))
      or (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
      or (new.state <> old.state and (old.state, new.state) not in (
        ('requested', 'confirmed'), ('requested', 'withdrawn'), ('confirmed', 'withdrawn'),
        ('confirmed', 'ordered'), ('ordered', 'confirmed'), ('ordered', 'done'), ('ordered', 'failed')
      ))
    then
      raise exception 'a return is not rewritten' using errcode = 'restrict_violation',
        constraint = 'bank_return_is_kept', table = 'bank_return';
    end if;
    return new;
  end
$$;
grant update (iban, bic, holder, told_by) on payments.bank_return to mozaik_app;
