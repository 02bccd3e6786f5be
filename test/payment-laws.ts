// The laws of promises, payments, refunds and payouts: a lawful row of each table, and the attacks
// that each law stands against.
import { type Attack, insertion } from './laws.ts'

export const id = (last: number) => `'018f0000-0000-7000-8000-${String(last).padStart(12, '0')}'`
export const [draft, requested, approved_once, done, bound] = [id(1), id(2), id(3), id(4), id(5)]
const tables = ['payment', 'payout', 'payout_step', 'pledge', 'refund'] as const
type Row = Readonly<Record<string, string>>
const some = (table: string) => `(select min(id::text)::uuid from payments.${table})`
export const person = (name: string) => `(select id from people.person where name = '${name}')`
const account = `(select id from organisations.bank_account)`
const organisation = `(select id from organisations.organisation)`
const support = `(select id from payments.purpose where kind <> 'drive')`
/** What is collected for one thing; payouts of it are bound to that thing. */
export const drive = `(select id from payments.purpose where kind = 'drive')`

const rows: Readonly<Record<(typeof tables)[number], Row>> = {
  payment: {
    id: id(90),
    pledge_id: some('pledge'),
    purpose_id: support,
    method: `'bank'`,
    amount_minor: '100',
    currency: `'EUR'`,
    original_minor: 'null',
    original_currency: 'null',
    received_on: `'2026-11-20'`,
    event_id: id(90),
    source: `'entry'`,
    source_id: id(90),
    created_at: 'now()',
  },
  payout: {
    id: id(91),
    organisation_id: organisation,
    account_id: account,
    iban: `'XK051212012345678906'`,
    bic: 'null',
    holder: `'Shembull'`,
    bank_name: `'Banka'`,
    amount_minor: '100',
    currency: `'EUR'`,
    purpose: `'Qiraja'`,
    state: `'draft'`,
    state_at: 'now()',
    created_by: person('Finance'),
    requested_by: 'null',
    created_at: 'now()',
    is_sample: 'false',
  },
  payout_step: {
    payout_id: draft,
    from_state: `'draft'`,
    to_state: `'requested'`,
    person_id: person('Finance'),
    second_id: 'null',
    reason: 'null',
    why: 'null',
    at: 'now()',
  },
  pledge: {
    id: id(92),
    purpose_id: support,
    method: `'bank'`,
    amount_minor: '5000',
    currency: `'EUR'`,
    reference: `'RF18539007547034'`,
    state: `'open'`,
    received_minor: '0',
    returned_minor: '0',
    locale: `'sq'`,
    visibility: `'named'`,
    collecting_entity_id: some('entity'),
    bank_account_id: some('bank_account'),
    expires_at: 'now()',
    created_at: 'now()',
    is_sample: 'false',
  },
  refund: {
    id: id(93),
    payment_id: some('payment'),
    amount_minor: '100',
    fee_minor: '0',
    fee_bearer: `'entity'`,
    reason: `'donor_asked'`,
    why: 'null',
    state: `'requested'`,
    event_id: id(93),
    requested_by: 'null',
    confirmed_by: 'null',
    created_at: 'now()',
    done_at: 'null',
  },
}
export const wish = { schema: 'payments', tables, rows }

const adding = (table: (typeof tables)[number], but: Row, by?: string): Attack => ({
  statements: [insertion(wish, table, but)],
  ...(by ? { by } : {}),
})
const doing = (statement: string, by?: string): Attack => ({
  statements: [statement],
  ...(by ? { by } : {}),
})
const kept = 'payment_is_kept'
// The payout would refuse first; one that is not there does not.
const nowhere = { payout_id: id(94) }

export const attacks: Readonly<Record<string, Attack>> = {
  'payment.payment_amount': adding('payment', { amount_minor: '0' }),
  // Of a payment with a promise the journal is told first, and says the same.
  'payment.payment_event_id_not_null': adding(
    'payment',
    { pledge_id: 'null', event_id: 'null' },
    'event_id',
  ),
  'payment.payment_event_once': adding('payment', {
    event_id: '(select event_id from payments.payment)',
  }),
  'payment.payment_is_counted': {
    ...adding('payment', {}),
    look: 'select received_minor from payments.pledge',
  },
  'payment.payment_is_kept': doing('update payments.payment set amount_minor = 1', kept),
  'payment.payment_is_not_emptied': {
    // It would take others with it, and they have guards of their own.
    statements: [
      `do $$ declare guard record; begin
         for guard in select tgrelid::regclass as its, tgname from pg_trigger
           where tgname like '%not_emptied' and tgrelid <> 'payments.payment'::regclass
         loop execute format('alter table %s disable trigger %I', guard.its, guard.tgname); end loop;
       end $$`,
      'truncate payments.payment cascade',
    ],
    by: kept,
  },
  'payment.payment_left_another': adding('payment', {
    source: `'passed_on'`,
    origin_id: some('payment'),
  }),
  'payment.payment_passed_on': adding('payment', { origin_id: some('payment') }),
  'payment.payment_method': adding('payment', { method: `'cash'` }),
  'payment.payment_original': adding('payment', { original_minor: '5' }),
  'payment.payment_original_currency_fkey': adding('payment', {
    original_minor: '5',
    original_currency: `'XXX'`,
  }),
  'payment.payment_payer_is_told': {
    ...adding('payment', {}),
    look: 'select count(*) from ledger.payer',
  },
  'payment.payment_pkey': adding('payment', { id: some('payment') }),
  'payment.payment_source': adding('payment', { source: `'somewhere'` }),
  'payout.payout_amount': adding('payout', { amount_minor: '0' }),
  'payout.payout_bic': adding('payout', { bic: `'x'` }),
  'payout.payout_holder': adding('payout', { holder: `'x'` }),
  'payout.payout_iban': adding('payout', { iban: `'x'` }),
  'payout.payout_is_bound': doing(
    `update payments.payout
     set purpose_id = ${drive}, part_id = gen_random_uuid(), part_title = '{"en": "Roof"}'
     where id = ${requested}`,
    'payout_is_kept',
  ),
  'payout.payout_is_guarded': doing(
    `update payments.payout set amount_minor = 99999 where id = ${requested}`,
    'payout_is_kept',
  ),
  'payout.payout_is_not_deleted': doing(`delete from payments.payout where id = ${id(95)}`, kept),
  'payout.payout_number': adding('payout', {
    number: `(select number from payments.payout where id = ${draft})`,
  }),
  'payout.payout_part_of_a_purpose': adding('payout', { part_id: 'gen_random_uuid()' }),
  'payout.payout_pkey': adding('payout', { id: draft }),
  'payout.payout_purpose': adding('payout', { purpose: `''` }),
  'payout.payout_purpose_id_fkey': doing(`delete from payments.purpose where id = ${drive}`),
  'payout.payout_state': doing(`update payments.payout set state = 'perhaps' where id = ${draft}`),
  // Whoever approved it first approves it again.
  'payout_step.payout_follows_its_steps': adding(
    'payout_step',
    {
      payout_id: approved_once,
      from_state: `'approved_once'`,
      to_state: `'approved'`,
      person_id: person('Vesa'),
    },
    'payout_by_two',
  ),
  'payout_step.payout_step_at_not_null': adding('payout_step', { ...nowhere, at: 'null' }, 'at'),
  'payout_step.payout_step_is_kept': doing('delete from payments.payout_step', kept),
  'payout_step.payout_step_is_not_emptied': doing('truncate payments.payout_step', kept),
  'payout_step.payout_step_leads_on': adding('payout_step', { to_state: `'paid'` }),
  'payout_step.payout_step_person_id_fkey': adding('payout_step', {
    to_state: `'cancelled'`,
    person_id: 'gen_random_uuid()',
  }),
  'payout_step.payout_step_pkey': adding('payout_step', {
    id: '(select min(id::text)::uuid from payments.payout_step)',
  }),
  'payout_step.payout_step_refused_why': adding('payout_step', {
    payout_id: requested,
    from_state: `'requested'`,
    to_state: `'refused'`,
  }),
  'payout_step.payout_step_second_person': adding('payout_step', { second_id: person('Finance') }),
  'payout_step.payout_step_shows_what_for': adding(
    'payout_step',
    { payout_id: bound },
    'payout_shows_a_document',
  ),
  'payout_step.payout_step_to_state_not_null': adding(
    'payout_step',
    { ...nowhere, to_state: 'null' },
    'to_state',
  ),
  'payout_step.payout_step_why': adding('payout_step', { why: `''` }),
  'pledge.pledge_amount': adding('pledge', { amount_minor: '0' }),
  'pledge.pledge_bank_has_an_account': adding('pledge', { bank_account_id: 'null' }),
  'pledge.pledge_by_bank_only': {
    statements: [
      `update payments.purpose set by_bank_only = true`,
      insertion(wish, 'pledge', { method: `'card'`, bank_account_id: 'null' }),
    ],
    by: 'pledge_by_bank_only',
  },
  'pledge.pledge_country': adding('pledge', { donor_country: `'xk'` }),
  'pledge.pledge_email': adding('pledge', { donor_email: `'Arta@example.org'` }),
  'pledge.pledge_locale': adding('pledge', { locale: `'Shqip'` }),
  'pledge.pledge_method': adding('pledge', { method: `'cash'`, bank_account_id: 'null' }),
  'pledge.pledge_pkey': adding('pledge', { id: some('pledge') }),
  'pledge.pledge_reference': adding('pledge', { reference: `'12345'` }),
  'pledge.pledge_reference_once': adding('pledge', {
    reference: '(select reference from payments.pledge)',
  }),
  'pledge.pledge_state': adding('pledge', { state: `'perhaps'` }),
  'pledge.pledge_sums': adding('pledge', { returned_minor: '1' }),
  'pledge.pledge_thanks_are_counted': adding(
    'pledge',
    { thanks_id: some('thanks') },
    'pledge_thanks_fit',
  ),
  'pledge.pledge_thanks_id_fkey': {
    statements: [
      insertion(wish, 'pledge', { purpose_id: drive, thanks_id: some('thanks') }),
      'delete from payments.thanks',
    ],
    by: 'pledge_thanks_id_fkey',
  },
  'pledge.pledge_thanks_note_check': adding('pledge', { thanks_note: `''` }),
  'pledge.pledge_visibility': adding('pledge', { visibility: `'hidden'` }),
  'pledge.pledge_withdrawn_before_it_came': adding('pledge', {
    state: `'withdrawn'`,
    received_minor: '1',
  }),
  'refund.refund_amount': adding('refund', { amount_minor: '0' }),
  'refund.refund_done_when': adding('refund', { state: `'done'` }),
  'refund.refund_fee': adding('refund', { fee_minor: '-1' }),
  'refund.refund_fee_bearer': adding('refund', { fee_bearer: `'nobody'` }),
  'refund.refund_is_counted': adding('refund', { amount_minor: '5001' }, 'refund_within_payment'),
  'refund.refund_is_not_deleted': doing('delete from payments.refund', kept),
  'refund.refund_passed_on': adding('refund', { reason: `'passed_on'` }),
  'refund.refund_waits_by_rule': adding('refund', {
    goes_at: 'now()',
    requested_by: person('Vesa'),
  }),
  'refund.refund_pkey': adding('refund', { id: done }),
  'refund.refund_reason': adding('refund', { reason: `'because'` }),
  'refund.refund_second_person': adding('refund', {
    requested_by: person('Vesa'),
    confirmed_by: person('Vesa'),
  }),
  'refund.refund_state': adding('refund', { state: `'perhaps'` }),
  'refund.refund_stays_what_it_is': doing('update payments.refund set amount_minor = 1', kept),
}
