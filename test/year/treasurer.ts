// What the two treasurers do: files are brought, whatever state they are in; money that waits is
// explained by one and confirmed by the other; organisations are paid, and money goes back.
import { expect } from 'vitest'
import { decimalText } from '#kit/money.ts'
import { closePeriod } from '#modules/ledger/index.ts'
import { approvePayout } from '#modules/payments/approving/commands.ts'
import { writePain001 } from '#modules/payments/formats/pain001.ts'
import { readStatements } from '#modules/payments/formats/reading.ts'
import { drawOrder, sendOrder } from '#modules/payments/orders/commands.ts'
import { findXml, listApproved, listConfirmedReturns } from '#modules/payments/orders/queries.ts'
import { draftPayout, requestPayout } from '#modules/payments/payouts/commands.ts'
import { findTerms, listStanding } from '#modules/payments/payouts/queries.ts'
import { askable } from '#modules/payments/payouts/rules.ts'
import {
  askEntryReturn,
  askRefund,
  confirmEntryReturn,
  confirmRefund,
} from '#modules/payments/refunds/commands.ts'
import { findPayment } from '#modules/payments/refunds/queries.ts'
import { importStatement, refuseFile } from '#modules/payments/statements/commands.ts'
import { confirmProposal, propose } from '#modules/payments/worklist/commands.ts'
import { dayOf, type Meant, type MoneyYear, type Purse, todayOf } from './world.ts'

const reason = 'The name and the amount tell.'

/** One file. What does not hold together is held or rejected, and posts nothing. */
async function bring(year: MoneyYear, text: string) {
  const { here, treasurers } = year
  const bytes = Buffer.from(text)
  const upload = { name: 'izvod.xml', bytes, read: readStatements(bytes) }
  const by = { person_id: treasurers[0].person_id }
  return importStatement(here.db, upload, { files: here.world.files, by, now: here.world.now() })
}

/** The statements of half a month, on the ways that files take. */
export async function statements(year: MoneyYear, last = false) {
  const { dice } = year
  for (const purse of year.purses) {
    const fresh = purse.bank.statement(todayOf(year), dice.pick(forms))
    // The first one of all is where the books begin: that is looked for.
    if (!last && year.half > 0 && dice.happens(0.15)) {
      purse.lost.push(fresh)
      continue
    }
    if (purse.lost.length > 0) await outOfOrder(year, purse, fresh)
    else if (dice.happens(0.2)) await damaged(year, fresh)
    expect(await bring(year, fresh)).toMatchObject({ state: 'imported' })
    if (dice.happens(0.25)) expect(await bring(year, fresh)).toMatchObject({ again: true })
    if (dice.happens(0.25)) await onceMore(year, purse)
  }
  await year.here.work()
}

const forms = ['camt.053.001.08', 'camt.053.001.02'] as const

/** The newer file comes first: it is held until the older ones are there. */
async function outOfOrder(year: MoneyYear, { lost }: Purse, fresh: string) {
  expect(await bring(year, fresh)).toMatchObject({ state: 'held' })
  for (const older of lost.splice(0))
    expect(await bring(year, older)).toMatchObject({ state: 'imported' })
}

async function damaged(year: MoneyYear, fresh: string) {
  const broken = fresh.replace(/(<Cd>CLBD<\/Cd>[\s\S]*?<Amt Ccy="...">)(\d)/, '$19$2')
  expect(await bring(year, broken)).toMatchObject({ state: 'rejected', entries_new: 0 })
}

/** The same entries in another file: none is posted again, and a person puts it away. */
async function onceMore(year: MoneyYear, { bank }: Purse) {
  const { here, treasurers, dice } = year
  const copy = await bring(year, `${bank.again(dice.pick(forms))}<!-- a copy -->`)
  expect(copy.entries_new).toBe(0)
  const decision = { person_id: treasurers[1].person_id, reason: 'It is here already.' }
  if (copy.state === 'held') await refuseFile(here.db, copy.id, decision, here.world.now())
}

/** Everything that waits is explained, by one and then by the other. */
export async function explain(year: MoneyYear) {
  const { here, meant } = year
  const waiting = await here.db
    .selectFrom('payments.entry')
    .select(['id', 'bank_reference', 'why_open'])
    .where('state', '=', 'open')
    .where('amount_minor', '>', 0n)
    .execute()
  for (const { id, bank_reference, why_open } of waiting) {
    const truth = meant.get(bank_reference ?? '')
    if (!truth) throw new Error(`nobody sent ${bank_reference} (${why_open})`)
    await explained(year, id, truth)
  }
  await here.work()
}

async function explained(year: MoneyYear, id: string, meant: Meant) {
  const { here, treasurers } = year
  const [first, second] = treasurers
  const said = {
    kind: meant.kind,
    reason,
    references: [],
    once: undefined,
    pledges: meant.kind === 'pledges' ? meant.pledges : [],
    organisation: meant.kind === 'purpose' ? meant.house.slug : null,
    organisation_id: null,
    processor: meant.kind === 'processor' ? here.account : null,
  }
  const proposed = await propose(here.db, first, id, said, here.world.now())
  if (!proposed.ok) throw new Error(`${meant.kind} not proposed: ${proposed.refusal}`)
  const alone = await confirmProposal(here.db, first, proposed.value, here.world.now())
  expect(alone).toMatchObject({ refusal: 'second_person' })
  const both = await confirmProposal(here.db, second, proposed.value, here.world.now())
  if (!both.ok) throw new Error(`${meant.kind} not confirmed: ${both.refusal}`)
}

/** What nobody here is meant by goes back to where it came from. */
export async function sendBack(year: MoneyYear) {
  const { here, treasurers } = year
  const [first, second] = treasurers
  const now = here.world.now()
  const waiting = await here.db
    .selectFrom('payments.entry')
    .select('id')
    .where('state', '=', 'to_return')
    .execute()
  for (const { id } of waiting) await askEntryReturn(here.db, first, id, 'It came too late.', now)
  const asked = await here.db
    .selectFrom('payments.bank_return')
    .select('id')
    .where('entry_id', 'is not', null)
    .where('state', '=', 'requested')
    .execute()
  for (const { id } of asked)
    expect((await confirmEntryReturn(here.db, second, id, now)).ok).toBe(true)
}

/** Somebody wants back what they gave, as long as the organisation still has it. */
export async function giveBack(year: MoneyYear) {
  const { here, dice, houses, treasurers } = year
  const paid = await here.db
    .selectFrom('payments.payment as p')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .select(['p.id', 'p.amount_minor', 'p.currency', 'u.organisation_id'])
    .where('p.source', '=', 'entry')
    .where('p.amount_minor', '>', 400n)
    .execute()
  if (paid.length === 0) return
  const { id, amount_minor, currency, organisation_id } = dice.pick(paid)
  const house = houses.find((one) => one.id === organisation_id)
  if (!house) return
  const part = dice.happens(0.5) ? amount_minor : amount_minor / 2n
  const wish = {
    amount: decimalText(part, currency),
    fee: '1',
    why: 'Kërkuar nga dhuruesi.',
    fee_bearer: dice.pick(['organisation', 'entity', 'donor'] as const),
    reason: 'donor_asked' as const,
    once: undefined,
  }
  const now = here.world.now()
  const payment = await findPayment(here.db, id)
  if (!payment) throw new Error('It was there a moment ago.')
  const key = String(dice.upTo(1e9))
  const asked = await askRefund(here.db, house.steward, payment, wish, key, now)
  if (asked.ok) await confirmRefund(here.db, treasurers[0], asked.value, id, now)
}

/** Each organisation asks for what it may, now and then; two approve. */
export async function payOut(year: MoneyYear) {
  const { here, dice, houses, treasurers } = year
  const now = here.world.now()
  for (const { id, steward, account_id } of houses) {
    const terms = await findTerms(here.db)
    for (const { currency, ...amounts } of await listStanding(here.db, id, terms, now)) {
      const askable_minor = askable(amounts)
      if (askable_minor < 1000n || !dice.happens(0.5)) continue
      const amount = decimalText(askable_minor - BigInt(dice.upTo(900)), currency)
      const form = { amount, currency, account_id, bic: null, purpose: 'Qiraja', once: undefined }
      const draft = await draftPayout(here.db, steward, form, now)
      if (!draft.ok) throw new Error(`not drafted: ${draft.refusal}`)
      const asked = await requestPayout(here.db, steward, draft.value, now)
      if (!asked.ok) throw new Error(`not asked for: ${asked.refusal}`)
      for (const operator of treasurers)
        expect((await approvePayout(here.db, operator, draft.value, now)).ok).toBe(true)
    }
  }
}

/** What was decided becomes a file for each account; the second treasurer takes it to the bank. */
export async function order(year: MoneyYear) {
  const { here, eur, chf } = year
  for (const purse of year.purses) {
    const backs = await listConfirmedReturns(here.db)
    const payouts = purse === eur || purse === chf ? await listApproved(here.db) : []
    const items = [
      ...payouts.filter(({ currency }) => currency === purse.currency),
      ...backs.filter(({ bank_account_id }) => bank_account_id === purse.id),
    ].map(({ id }) => id)
    if (items.length === 0 || (await drawn(year, purse, items))) continue
    // A dispute took meanwhile what was approved: that line stays behind, the others go.
    for (const item of items) await drawn(year, purse, [item])
  }
}

async function drawn(year: MoneyYear, purse: Purse, items: readonly string[]) {
  const { here, treasurers } = year
  const [first, second] = treasurers
  const now = here.world.now()
  const wish = { bank_account_id: purse.id, execute_on: dayOf(now), items: [...items] }
  const order = await drawOrder(here.db, first, { ...wish, once: undefined }, writePain001, now)
  if (!order.ok) expect(order.refusal).toBe('overdrawn')
  if (!order.ok) return false
  expect((await sendOrder(here.db, second, order.value, now)).ok).toBe(true)
  const file = await findXml(here.db, order.value)
  year.at_bank.push({ purse, xml: file?.xml ?? '' })
  return true
}

/** The month before last is over for good. */
export async function closeMonth(year: MoneyYear) {
  const { here, treasurers } = year
  const now = here.world.now()
  const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 0))
  const by = { person_id: treasurers[0].person_id }
  await here.db.transaction().execute((tx) => closePeriod(tx, dayOf(end), by))
}
