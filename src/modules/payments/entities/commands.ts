// Who collects: added, confirmed by a second person, closed. An account is never rewritten.
import type { z } from 'zod'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import type { Db } from '../tables.ts'
import { findAccount, findEntity } from './queries.ts'
import { whyNotClose, whyNotConfirm } from './rules.ts'
import type { AccountForm, EntityForm } from './schema.ts'

export function addEntity(db: Db, by: Operator, wish: z.output<typeof EntityForm>, now: Date) {
  const { once: key, ...columns } = wish
  return atomically(db, (tx) =>
    once(tx, key, async () => {
      if (wish.is_home && (await homeOf(tx))) return refused('home_already')
      const { id } = await tx
        .insertInto('payments.entity')
        .values({ ...columns, opened_at: now, closed_at: null })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'collecting.entity_added', { entity_id: id }, by)
      return done(id)
    }),
  )
}

const homeOf = (tx: Db) =>
  tx.selectFrom('payments.entity').select('id').where('is_home', '=', true).executeTakeFirst()

export function closeEntity(db: Db, by: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    await tx.selectFrom('payments.entity').select('id').where('id', '=', id).forUpdate().execute()
    const entity = found(await findEntity(tx, id))
    const { open } = await tx
      .selectFrom('payments.bank_account')
      .select(({ fn }) => fn.countAll<bigint>().as('open'))
      .where('entity_id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
    const whyNot = whyNotClose(entity, Number(open))
    if (whyNot) return refused(whyNot)
    await tx.updateTable('payments.entity').set({ closed_at: now }).where('id', '=', id).execute()
    await record(tx, 'collecting.entity_closed', { entity_id: id }, by)
    return done(id)
  })
}

type NewAccount = z.output<typeof AccountForm> & { entity_id: string }

export function addAccount(db: Db, by: Operator, wish: NewAccount, now: Date) {
  const { once: key, ...columns } = wish
  return atomically(db, (tx) =>
    once(tx, key, async () => {
      const entity = found(await findEntity(tx, wish.entity_id))
      if (entity.closed_at) return refused('closed_already')
      const known = await tx
        .selectFrom('payments.bank_account')
        .select('id')
        .where('iban', '=', wish.iban)
        .where('currency', '=', wish.currency)
        .where('closed_at', 'is', null)
        .executeTakeFirst()
      if (known) return refused('known_already')
      const { id } = await tx
        .insertInto('payments.bank_account')
        .values({
          ...columns,
          is_sample: entity.is_sample,
          added_by: by.person_id,
          added_at: now,
          confirmed_by: null,
          confirmed_at: null,
          closed_at: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'collecting.account_added', { bank_account_id: id }, by)
      return done(id)
    }),
  )
}

async function lockAccount(tx: Db, id: string) {
  const locked = tx.selectFrom('payments.bank_account').select('id').where('id', '=', id)
  await locked.forUpdate().execute()
  return found(await findAccount(tx, id))
}

/** By somebody else than who added it: only then is it shown to those who give. */
export function confirmAccount(db: Db, by: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const account = await lockAccount(tx, id)
    const whyNot = whyNotConfirm(account, by.person_id)
    if (whyNot) return refused(whyNot)
    await tx
      .updateTable('payments.bank_account')
      .set({ confirmed_by: by.person_id, confirmed_at: now })
      .where('id', '=', id)
      .execute()
    await record(tx, 'collecting.account_confirmed', { bank_account_id: id }, by)
    return done(account.entity_id)
  })
}

export function closeAccount(db: Db, by: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const account = await lockAccount(tx, id)
    if (account.closed_at) return refused('closed_already')
    await tx
      .updateTable('payments.bank_account')
      .set({ closed_at: now })
      .where('id', '=', id)
      .execute()
    await record(tx, 'collecting.account_closed', { bank_account_id: id }, by)
    return done(account.entity_id)
  })
}
