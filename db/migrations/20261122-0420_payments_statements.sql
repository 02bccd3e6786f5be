-- What banks tell us: the file as it came, the statements in it, each entry once whatever file it
-- comes in, and what became of it. Money that came stands in suspense until it is known what it is
-- for; where that is a guess, two people say so.

create table payments.statement_file (
  id uuid primary key default uuidv7(),
  file_id uuid not null references kit.file (id),
  sha256 text not null,
  name text not null,
  format text not null,
  state text not null,
  bank_account_id uuid references payments.bank_account (id),
  reasons jsonb not null default '[]',
  statements int not null default 0,
  entries_new int not null default 0,
  entries_known int not null default 0,
  entries_not_booked int not null default 0,
  imported_by uuid references people.person (id),
  imported_at timestamptz not null,
  decided_by uuid references people.person (id),
  decided_at timestamptz,
  decision_reason text,
  constraint statement_file_once unique (sha256),
  constraint statement_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint statement_file_state check (state in ('imported', 'held', 'released', 'refused', 'rejected')),
  constraint statement_file_decided check ((state in ('released', 'refused')) = (decided_at is not null)),
  constraint statement_file_decision_says_why check (decided_at is null or length(decision_reason) between 3 and 500)
);
create index statement_file_held on payments.statement_file (imported_at) where state = 'held';
create index statement_file_account on payments.statement_file (bank_account_id);
create index statement_file_evidence on payments.statement_file (file_id);
create index statement_file_imported_by on payments.statement_file (imported_by);
create index statement_file_decided_by on payments.statement_file (decided_by);
create index statement_file_at on payments.statement_file (imported_at desc);
comment on table payments.statement_file is 'A bank''s file as it came. Its bytes are kept; the same bytes are the same file.';
comment on column payments.statement_file.state is
  'imported: its entries are booked. held: a person decides. released: booked because a person said so. refused: by a person. rejected: it cannot be believed.';
comment on column payments.statement_file.reasons is 'What speaks against it: code, path, message.';
comment on column payments.statement_file.entries_known is 'Entries that an earlier file had told already.';
comment on column payments.statement_file.entries_not_booked is 'Entries that the bank had not booked yet; they are never posted.';

create table payments.statement (
  id uuid primary key,
  statement_file_id uuid not null references payments.statement_file (id),
  bank_account_id uuid not null references payments.bank_account (id),
  kind text not null,
  external_id text,
  sequence bigint,
  currency text not null references ledger.currency (code),
  opening_minor bigint,
  closing_minor bigint,
  from_on date,
  to_on date,
  entries int not null,
  created_at timestamptz not null,
  constraint statement_kind check (kind in ('statement', 'notice', 'table')),
  constraint statement_balances check ((opening_minor is null) = (closing_minor is null))
);
create index statement_of_file on payments.statement (statement_file_id);
create index statement_last on payments.statement (bank_account_id, to_on desc, id desc)
  where closing_minor is not null;
comment on table payments.statement is 'A statement that was believed. The next one has to begin where it ended.';
comment on column payments.statement.kind is 'A notice (camt.054) tells of entries before the statement does, and has no balances.';
comment on column payments.statement.external_id is 'What the bank calls it.';

create table payments.entry (
  id uuid primary key,
  bank_account_id uuid not null references payments.bank_account (id),
  statement_id uuid not null references payments.statement (id),
  booked_in uuid references payments.statement (id),
  booking_key text not null,
  part int not null default 1,
  path text not null,
  amount_minor bigint not null,
  currency text not null references ledger.currency (code),
  ordered_minor bigint,
  ordered_currency text,
  booked_on date not null,
  value_on date,
  bank_reference text,
  end_to_end_id text,
  kind text,
  reversal boolean not null default false,
  return_reason text,
  lines text[] not null default '{}',
  found text[] not null default '{}',
  event_id uuid not null,
  state text not null default 'open',
  why_open text,
  allocated_minor bigint not null default 0,
  settled_at timestamptz,
  created_at timestamptz not null,
  constraint entry_once unique (bank_account_id, booking_key, part),
  constraint entry_amount check (amount_minor <> 0),
  constraint entry_part check (part > 0),
  constraint entry_state check (
    state in ('open', 'matched', 'to_return', 'returning', 'returned', 'executed', 'charged', 'explained', 'reversed')
  ),
  constraint entry_allocated check (allocated_minor between 0 and abs(amount_minor)),
  constraint entry_matched_whole check (state <> 'matched' or allocated_minor = abs(amount_minor)),
  constraint entry_open_says_why check ((state in ('open', 'to_return')) or why_open is null)
);
create index entry_statement on payments.entry (statement_id);
create index entry_open on payments.entry (bank_account_id, booked_on) where state in ('open', 'to_return', 'returning');
create index entry_to_match on payments.entry (id) where state = 'open' and why_open is null;
create index entry_bank_reference on payments.entry (bank_account_id, bank_reference);
create index entry_end_to_end on payments.entry (end_to_end_id) where end_to_end_id is not null;
comment on table payments.entry is
  'One payment of one entry of a bank''s statement: posted once, whatever file it comes in. A batch is several parts.';
comment on column payments.entry.statement_id is 'Where it was told first.';
comment on column payments.entry.booked_in is 'The statement whose balances contain it; a notice has none.';
comment on column payments.entry.booking_key is 'By it the same entry is recognised in another file.';
comment on column payments.entry.amount_minor is 'Positive what came in, negative what went out.';
comment on column payments.entry.ordered_minor is 'What the payer ordered, where the bank''s rate made another currency of it.';
comment on column payments.entry.lines is 'What the payer wrote.';
comment on column payments.entry.found is 'Valid references in it, whether we gave them out or not.';
comment on column payments.entry.event_id is 'The event in the ledger that booked it.';
comment on column payments.entry.state is
  'open: in suspense, on the work list. matched: its purpose is known. executed: it was an order of ours. charged: the bank''s own cost. explained: something else, said by two people.';
comment on column payments.entry.why_open is 'Why it could not be matched by itself; null before that was tried.';
comment on column payments.entry.allocated_minor is 'Kept by a trigger: how much of it has its purpose.';

create table payments.entry_party (
  entry_id uuid primary key references payments.entry (id),
  name text,
  iban text,
  account text,
  bic text
);
create index entry_party_iban on payments.entry_party (iban);
comment on table payments.entry_party is
  'The other side of an entry. Guarded: whole account numbers are for treasurers and for payment orders, never for letters, logs or public pages.';

create table payments.proposal (
  id uuid primary key default uuidv7(),
  entry_id uuid not null references payments.entry (id),
  kind text not null,
  pledges jsonb not null default '[]',
  purpose_id uuid references payments.purpose (id),
  processor_account_id uuid references payments.processor_account (id),
  reason text not null,
  state text not null default 'open',
  proposed_by uuid not null references people.person (id),
  proposed_at timestamptz not null,
  decided_by uuid references people.person (id),
  decided_at timestamptz,
  constraint proposal_kind check (kind in ('pledges', 'purpose', 'return', 'charge', 'processor')),
  constraint proposal_state check (state in ('open', 'confirmed', 'withdrawn')),
  constraint proposal_reason check (length(reason) between 3 and 500),
  constraint proposal_names_its_purpose check ((kind = 'purpose') = (purpose_id is not null)),
  constraint proposal_names_its_processor check ((kind = 'processor') = (processor_account_id is not null)),
  constraint proposal_names_its_pledges check ((kind = 'pledges') = (jsonb_array_length(pledges) > 0)),
  constraint proposal_decided check ((state = 'open') = (decided_at is null)),
  constraint proposal_decided_by check ((decided_at is null) = (decided_by is null)),
  constraint proposal_second_person check (state <> 'confirmed' or proposed_by <> decided_by)
);
create unique index proposal_one_at_a_time on payments.proposal (entry_id) where state = 'open';
create index proposal_entry on payments.proposal (entry_id);
create index proposal_purpose on payments.proposal (purpose_id);
create index proposal_processor on payments.proposal (processor_account_id);
create index proposal_proposed_by on payments.proposal (proposed_by);
create index proposal_decided_by on payments.proposal (decided_by);
comment on table payments.proposal is 'What one person thinks an entry is. Nothing moves before another person says the same.';
comment on column payments.proposal.pledges is 'For kind pledges: [{pledge_id, amount_minor}], the amount as text.';

create table payments.allocation (
  id uuid primary key,
  entry_id uuid not null references payments.entry (id),
  origin text not null,
  proposal_id uuid references payments.proposal (id),
  kind text not null,
  pledge_id uuid references payments.pledge (id),
  payment_id uuid references payments.payment (id),
  amount_minor bigint not null,
  event_id uuid not null,
  created_at timestamptz not null,
  constraint allocation_origin check (origin in ('reference', 'proposal')),
  constraint allocation_of_a_proposal check ((origin = 'proposal') = (proposal_id is not null)),
  constraint allocation_kind check (kind in ('gift', 'overpaid', 'processor')),
  constraint allocation_gift_is_a_payment check ((kind = 'gift') = (payment_id is not null)),
  constraint allocation_amount check (amount_minor > 0)
);
create index allocation_entry on payments.allocation (entry_id);
create index allocation_pledge on payments.allocation (pledge_id);
comment on table payments.allocation is 'What part of an entry is for what. Never changed.';
comment on column payments.allocation.origin is 'reference: the payer wrote it. proposal: two people said so.';

create function payments.count_allocated() returns trigger language plpgsql security definer
  set search_path = payments, pg_temp as $$
  begin
    if exists (
      select from placed n left join proposal p on p.id = n.proposal_id
      where n.origin = 'proposal' and (p.state is distinct from 'confirmed' or p.entry_id <> n.entry_id)
    ) then
      raise exception 'a guess needs a second person' using errcode = 'check_violation',
        constraint = 'allocation_was_confirmed', table = 'allocation';
    end if;
    update entry e set allocated_minor = e.allocated_minor + n.together
    from (select entry_id, sum(amount_minor) as together from placed group by entry_id) n
    where e.id = n.entry_id;
    return null;
  end
$$;
create trigger allocation_is_counted after insert on payments.allocation
  referencing new table as placed
  for each statement execute function payments.count_allocated();

create trigger allocation_is_kept before update or delete on payments.allocation
  for each row execute function payments.refuse_change();
create trigger entry_is_not_deleted before delete on payments.entry
  for each row execute function payments.refuse_change();
create trigger entry_stays_what_it_is before update on payments.entry
  for each row when (
    (new.id, new.bank_account_id, new.statement_id, new.booking_key, new.part, new.amount_minor,
      new.currency, new.booked_on, new.event_id)
    is distinct from
    (old.id, old.bank_account_id, old.statement_id, old.booking_key, old.part, old.amount_minor,
      old.currency, old.booked_on, old.event_id)
  ) execute function payments.refuse_change();
create trigger statement_is_kept before update or delete on payments.statement
  for each row execute function payments.refuse_change();

create table payments.sheet_mapping (
  bank_account_id uuid primary key references payments.bank_account (id),
  mapping jsonb not null,
  saved_by uuid references people.person (id),
  saved_at timestamptz not null
);
create index sheet_mapping_saved_by on payments.sheet_mapping (saved_by);
comment on table payments.sheet_mapping is 'Which column of this bank''s CSV or XLSX means what: said once.';

revoke update, delete, truncate on payments.statement, payments.allocation, payments.entry_party from mozaik_app;
revoke update, delete, truncate on payments.entry from mozaik_app;
grant update (state, why_open, booked_in, settled_at) on payments.entry to mozaik_app;
revoke delete, truncate on payments.statement_file, payments.proposal from mozaik_app;
