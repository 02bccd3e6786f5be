// A gift that returns: a promise and a letter each time, until somebody says stop.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { calendarDay } from '#kit/format.ts'
import { enqueue } from '#kit/jobs.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { addPledge, chargeKept, give } from '../commands.ts'
import { findMandate, findPledge, findPurpose, listOpenAccounts } from '../queries.ts'
import { whyNotPledge } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findRecurring, listDue, type Recurring } from './queries.ts'
import { nextDay } from './rules.ts'

// Of one night; more waits for the next.
const dueMax = 2000

/** Everything that is due today. Returns how many promises were made. */
export async function promiseDue(db: Db, now: Date, reference: () => string): Promise<number> {
  const today = calendarDay(now)
  let made = 0
  for (const { id } of await listDue(db, today, dueMax))
    if (await promiseAgain(db, id, now, reference())) made++
  return made
}

/** The next promise of a series, once for its day. */
function promiseAgain(db: Db, id: string, now: Date, reference: string) {
  return atomically(db, async (tx) => {
    await tx
      .selectFrom('payments.recurring')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .execute()
    const series = await findRecurring(tx, id)
    const today = calendarDay(now)
    if (series?.state !== 'active' || series.next_on > today) return false
    const account = await accountOf(tx, series)
    const purpose = await findPurpose(tx, series.purpose_id)
    const ended = !purpose || whyNotPledge(purpose, now) !== null
    if (ended || !account || !(await isVerified(tx, series)) || !(await mayCharge(tx, series))) {
      // Nothing to remind of now; the day moves on, and the next one may find it open again.
      await moveOn(tx, series, today)
      return false
    }
    const pledge_id = await addPledge(
      tx,
      { ...series, message: null, recurring_id: id, account, reference },
      now,
    )
    await moveOn(tx, series, today)
    const made = account.bank_account_id ? undefined : await findPledge(tx, pledge_id)
    const { purpose_id, organisation_id } = series
    await record(tx, 'payment.pledged', { pledge_id, purpose_id, organisation_id }, 'system')
    if (made) {
      await chargeKept(tx, made, now)
      return true
    }
    await enqueue(tx, 'payments.letter_promised', { pledge_id })
    await followStandingOrder(tx, pledge_id, now, today)
    return true
  })
}

const moveOn = (tx: Db, { id, rhythm, created_at }: Recurring, today: string) =>
  tx
    .updateTable('payments.recurring')
    .set({ next_on: nextDay(calendarDay(created_at), rhythm, today) })
    .where('id', '=', id)
    .execute()

/** By bank always; a card only once it was kept, which the first payment does. */
const mayCharge = async (tx: Db, { id, bank_account_id }: Recurring) =>
  bank_account_id !== null || Boolean((await findMandate(tx, id))?.card_ref)

/** The account it began with, or the one that took its place; by card, who collects. */
async function accountOf(tx: Db, series: Recurring) {
  const { bank_account_id, collecting_entity_id: entity_id, currency, is_sample } = series
  if (entity_id) return { bank_account_id: null, entity_id, currency, is_sample }
  const open = await listOpenAccounts(tx)
  const fitting = open.filter((one) => one.currency === currency && one.is_sample === is_sample)
  const account = fitting.find(({ id }) => id === bank_account_id) ?? fitting[0]
  return account && { ...account, bank_account_id: account.id }
}

const isVerified = async (tx: Db, { organisation_id }: Recurring) =>
  Boolean(
    await tx
      .selectFrom('organisations.card')
      .select('id')
      .where('id', '=', organisation_id)
      .where('state', '=', 'verified')
      .executeTakeFirst(),
  )

/**
 * A standing order repeats one reference for ever, so that the later transfers arrive as too much
 * for its first promise. What is left over there is what the open promises of the series wait for.
 */
export async function followStandingOrder(tx: Db, pledge_id: string, now: Date, today: string) {
  const about = await findPledge(tx, pledge_id)
  if (!about?.recurring_id) return
  const promises = await tx
    .selectFrom('payments.pledge')
    .selectAll()
    .where('recurring_id', '=', about.recurring_id)
    .orderBy('created_at')
    .forUpdate()
    .execute()
  const open = promises.filter((one) => one.state === 'open' && one.received_minor === 0n)
  for (const from of promises.filter((one) => one.received_minor > 0n)) {
    const key = { kind: 'donor_credit', owner_id: from.id, currency: from.currency } as const
    let { available_minor: left } = await balanceOf(tx, key)
    for (let to = open[0]; to && left >= to.amount_minor; to = open[0]) {
      const purpose = await findPurpose(tx, to.purpose_id)
      if (!purpose) return
      const wish = { pledge: to, from, purpose, amount_minor: to.amount_minor, today }
      const given = await give(tx, { ...wish, choice: 'keep' }, now)
      if (!given.ok) return
      left -= to.amount_minor
      open.shift()
    }
  }
}
