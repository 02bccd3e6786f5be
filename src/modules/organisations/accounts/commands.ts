import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { notify } from '#modules/people/index.ts'
import { remember } from '../commands.ts'
import { listMembers, type Steward } from '../queries.ts'
import { mayAct } from '../rules.ts'
import type { Db } from '../tables.ts'
import { listAccounts, lockAccount } from './queries.ts'
import { whyNotConfirm } from './rules.ts'
import { type AccountForm, accountsMax, type BenefitForm } from './schema.ts'

export function addAccount(db: Db, steward: Steward, wish: AccountForm, now: Date) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const present = await listAccounts(tx, organisation_id)
      if (present.some(({ iban }) => iban === wish.iban)) return refused('iban_known')
      if (present.length >= accountsMax) return refused('too_many_accounts')
      const { iban, bank_name, shown } = wish
      const { id } = await tx
        .insertInto('organisations.bank_account')
        .values({
          organisation_id,
          iban,
          bank_name,
          shown,
          created_at: now,
          purpose: JSON.stringify(wish.purpose),
          added_by: person_id,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, [{ field: 'accounts', before: null, after: iban }], now)
      await record(tx, 'organisation.account_added', { organisation_id, account_id: id }, steward)
      await tellTheOthers(tx, steward, now)
      return done(id)
    }),
  )
}

/** Whoever else may confirm it hears that it waits for them. */
async function tellTheOthers(tx: Db, { organisation_id, person_id }: Steward, now: Date) {
  const { slug, name, state } = await tx
    .selectFrom('organisations.organisation')
    .select(['slug', 'name', 'state'])
    .where('id', '=', organisation_id)
    .executeTakeFirstOrThrow()
  const notice = { kind: 'organisations.account_waits', payload: { slug, name } } as const
  for (const one of await listMembers(tx, organisation_id))
    if (one.person_id !== person_id && mayAct(one.role, 'finance', state))
      await notify(tx, one.person_id, notice, now)
}

/** The second of two people says: this number is ours. */
export function confirmAccount(db: Db, steward: Steward, id: string, now: Date) {
  const { organisation_id, person_id } = steward
  return atomically(db, async (tx) => {
    const account = found(await lockAccount(tx, organisation_id, id))
    const refusal = whyNotConfirm(account, person_id)
    if (refusal) return refused(refusal)
    await tx
      .updateTable('organisations.bank_account')
      .set({ confirmed_by: person_id, confirmed_at: now })
      .where('id', '=', id)
      .execute()
    await record(tx, 'organisation.account_confirmed', { organisation_id, account_id: id }, steward)
    return done(account)
  })
}

export function showAccount(db: Db, steward: Steward, id: string, shown: boolean, now: Date) {
  return atomically(db, async (tx) => {
    const account = found(await lockAccount(tx, steward.organisation_id, id))
    if (account.shown === shown) return done(account)
    await tx.updateTable('organisations.bank_account').set({ shown }).where('id', '=', id).execute()
    await remember(
      tx,
      steward,
      [{ field: 'accounts_shown', before: account.shown, after: shown }],
      now,
    )
    return done(account)
  })
}

export function removeAccount(db: Db, steward: Steward, id: string, now: Date) {
  const { organisation_id } = steward
  return atomically(db, async (tx) => {
    const account = found(await lockAccount(tx, organisation_id, id))
    await tx
      .updateTable('organisations.bank_account')
      .set({ removed_at: now })
      .where('id', '=', id)
      .execute()
    await remember(tx, steward, [{ field: 'accounts', before: account.iban, after: null }], now)
    await record(tx, 'organisation.account_removed', { organisation_id, account_id: id }, steward)
    return done(account)
  })
}

/** The status in one year, or none in it. */
export function setPublicBenefit(db: Db, steward: Steward, wish: BenefitForm, now: Date) {
  const { organisation_id } = steward
  const { year, status } = wish
  return atomically(db, async (tx) => {
    const table = 'organisations.public_benefit'
    const before = await tx
      .deleteFrom(table)
      .where('organisation_id', '=', organisation_id)
      .where('year', '=', year)
      .returning('status')
      .executeTakeFirst()
    if (status) await tx.insertInto(table).values({ organisation_id, year, status }).execute()
    const said = (one: string | undefined) => (one ? `${year}: ${one}` : null)
    const values = { before: said(before?.status), after: said(status) }
    await remember(tx, steward, [{ field: 'public_benefit', ...values }], now)
    return done(year)
  })
}
