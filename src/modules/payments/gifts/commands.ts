// What a donor may still decide about a gift, and what time decides.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { balanceOf, ledgerId } from '#modules/ledger/index.ts'
import { freeThanks, give, handBack, supportPurposeOf } from '../commands.ts'
import { findPledge, findPurpose, listUnsent, type Pledge } from '../queries.ts'
import { type CreditChoice, reminderDays } from '../rules.ts'
import type { Db } from '../tables.ts'
import { listWaiting } from './queries.ts'
import { whyNotWithdraw } from './rules.ts'

const byOf = ({ person_id }: Pick<Pledge, 'person_id'>): By =>
  person_id ? { person_id } : 'system'

/** The row and nobody else's: a transfer that is being booked waits, and so do we. */
async function lockPledge(tx: Db, id: string): Promise<Pledge> {
  await tx.selectFrom('payments.pledge').select('id').where('id', '=', id).forUpdate().execute()
  return found(await findPledge(tx, id))
}

export function withdraw(db: Db, id: string) {
  return atomically(db, async (tx) => {
    const pledge = await lockPledge(tx, id)
    const whyNot = whyNotWithdraw(pledge)
    if (whyNot) return refused(whyNot)
    await tx
      .updateTable('payments.pledge')
      .set({ state: 'withdrawn' })
      .where('id', '=', id)
      .execute()
    const { organisation_id } = found(await findPurpose(tx, pledge.purpose_id))
    const fact = { pledge_id: id, purpose_id: pledge.purpose_id, organisation_id }
    await record(tx, 'payment.withdrawn', fact, byOf(pledge))
    return done(id)
  })
}

export interface Choosing {
  readonly pledge_id: string
  readonly choice: CreditChoice
  /** For `other`: whom it is for. */
  readonly organisation_id: string | null
  /** The day it counts for. */
  readonly today: string
}

/** What becomes of money beyond the promise: the whole of it goes one way. */
export function chooseCredit(db: Db, wish: Choosing, now: Date) {
  return atomically(db, async (tx) => {
    const pledge = await lockPledge(tx, wish.pledge_id)
    const { id, currency } = pledge
    const { available_minor } = await balanceOf(tx, creditKey(pledge))
    if (available_minor <= 0n) return refused('nothing_left')
    if (wish.choice === 'back') {
      const row = { pledge_id: id, choice: wish.choice, amount_minor: available_minor, currency }
      // What bounced may be asked for again.
      const choice_id = ledgerId('credit_choice', id, 'back', String(await countBack(tx, id)))
      await tx
        .insertInto('payments.credit_choice')
        .values({ ...row, id: choice_id, purpose_id: null, event_id: null, chosen_at: now })
        .execute()
      for (const choice of await listUnsent(tx, choice_id)) await handBack(tx, choice, now)
      return done(wish.choice)
    }
    const purpose = await purposeOf(tx, pledge, wish, now)
    if (!purpose) return refused('not_an_organisation')
    return give(tx, { pledge, purpose, amount_minor: available_minor, ...wish }, now)
  })
}

const creditKey = ({ id, currency }: Pick<Pledge, 'id' | 'currency'>) =>
  ({ kind: 'donor_credit', owner_id: id, currency }) as const

async function countBack(tx: Db, pledge_id: string) {
  const { count } = await tx
    .selectFrom('payments.credit_choice')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('pledge_id', '=', pledge_id)
    .where('choice', '=', 'back')
    .executeTakeFirstOrThrow()
  return count
}

async function purposeOf(tx: Db, pledge: Pledge, wish: Choosing, now: Date) {
  if (wish.choice === 'keep') return findPurpose(tx, pledge.purpose_id)
  const chosen = await tx
    .selectFrom('organisations.card')
    .select('id')
    .where('id', '=', wish.organisation_id)
    .where('state', '=', 'verified')
    .where('is_sample', '=', pledge.is_sample)
    .executeTakeFirst()
  return chosen && findPurpose(tx, await supportPurposeOf(tx, chosen.id, now))
}

// Of one night; more waits for the next.
const sweepMax = 2000
const dayMs = 24 * 60 * 60 * 1000

/** Reminds once of promises that are about to end, and ends those whose time is over. */
export async function keepTime(db: Db, now: Date): Promise<{ reminded: number; ended: number }> {
  const soon = new Date(now.getTime() + reminderDays * dayMs)
  await freeThanks(db, now)
  const waiting = await listWaiting(db, soon, sweepMax)
  const [over, due] = [
    waiting.filter(({ expires_at }) => expires_at <= now),
    waiting.filter(({ expires_at }) => expires_at > now),
  ]
  for (const { id } of over)
    await db
      .updateTable('payments.pledge')
      .set({ state: 'expired' })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .where('received_minor', '=', 0n)
      .execute()
  for (const { id } of due)
    await enqueue(db, 'payments.letter_reminder', { pledge_id: id }, { key: `reminder ${id}` })
  return { reminded: due.length, ended: over.length }
}

/** True the first time, in this transaction: no letter about the same is sent twice. */
export async function firstTime(tx: Db, kind: string, about_id: string, now: Date) {
  const noted = await tx
    .insertInto('payments.letter')
    .values({ kind, about_id, sent_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (noted.numInsertedOrUpdatedRows ?? 0n) > 0n
}
