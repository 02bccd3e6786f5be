// An organisation asks for its money; two people of ours who have nothing to do with it approve.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { lockHouse, type Steward } from '#modules/organisations/index.ts'
import { movePayout } from '../commands.ts'
import { accountOf, findPayee, findPayeeAccount } from '../queries.ts'
import { isSepa } from '../rules.ts'
import type { Db } from '../tables.ts'
import { countDocuments, countDrafts, findAmounts, findTerms, lockPayout } from './queries.ts'
import { askable, whyNotCancel, whyNotRequest } from './rules.ts'
import { documentsMax, draftsMax, type PayoutForm } from './schema.ts'

type Fields = Omit<PayoutForm, 'once'>

/** What the money was given for: then it is paid out for that, from its account. */
export interface Bound {
  readonly purpose_id: string
  readonly part_id: string
  readonly part_title: Localized
}

const boundTo = ({ purpose_id, part_id, part_title }: Bound) => ({
  purpose_id,
  part_id,
  part_title: JSON.stringify(part_title),
})

/** What was typed, as it is kept; or which field cannot be. */
async function columnsOf(tx: Db, organisation_id: string, wish: Fields) {
  const { currency, account_id, purpose, bic } = wish
  const amount_minor = minorOf(wish.amount, currency)
  if (amount_minor === null)
    return { ok: false, refusal: 'not_an_amount', field: 'amount' } as const
  const account = await findPayeeAccount(tx, organisation_id, account_id)
  if (!account || account.removed_at)
    return { ok: false, refusal: 'account_gone', field: 'account_id' } as const
  const { iban, bank_name } = account
  // Abroad a bank is found by its code; here its name is enough.
  if (!bic && !iban.startsWith('XK') && !isSepa(currency, iban, iban))
    return { ok: false, refusal: 'bic_missing', field: 'bic' } as const
  return {
    ok: true,
    value: { amount_minor, currency, account_id, iban, bank_name, bic, purpose },
  } as const
}

/** A draft: nobody but the organisation sees it, and nothing is reserved. */
export function draftPayout(
  db: Db,
  steward: Steward,
  wish: PayoutForm & { bound?: Bound },
  now: Date,
) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const { name } = await lockHouse(tx, steward)
      if ((await countDrafts(tx, organisation_id)) >= draftsMax)
        return { ok: false, refusal: 'too_many_drafts', field: null } as const
      const columns = await columnsOf(tx, organisation_id, wish)
      if (!columns.ok) return columns
      const { is_sample } = await findPayee(tx, organisation_id)
      const { id } = await tx
        .insertInto('payments.payout')
        .values({
          ...columns.value,
          organisation_id,
          created_by: person_id,
          created_at: now,
          holder: inLocale(name, 'sq')?.text.slice(0, 140) ?? '',
          state_at: now,
          is_sample,
          ...(wish.bound ? boundTo(wish.bound) : {}),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return done(id)
    }),
  )
}

export function changeDraft(db: Db, steward: Steward, id: string, wish: Fields) {
  return atomically(db, async (tx) => {
    const payout = await ownPayout(tx, steward, id)
    if (payout.state !== 'draft') return { ok: false, refusal: 'not_a_draft', field: null } as const
    const columns = await columnsOf(tx, steward.organisation_id, wish)
    if (!columns.ok) return columns
    await tx.updateTable('payments.payout').set(columns.value).where('id', '=', id).execute()
    return done(id)
  })
}

async function ownPayout(tx: Db, steward: Steward, id: string) {
  await lockHouse(tx, steward)
  const payout = found(await lockPayout(tx, id))
  return found(payout.organisation_id === steward.organisation_id ? payout : null)
}

export function addDocument(db: Db, steward: Steward, id: string, file_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const payout = await ownPayout(tx, steward, id)
    if (payout.state !== 'draft') return refused('not_a_draft')
    if ((await countDocuments(tx, id)) >= documentsMax) return refused('too_many_documents')
    const { person_id } = steward
    await tx
      .insertInto('payments.payout_document')
      .values({ payout_id: id, file_id, added_by: person_id, added_at: now })
      .execute()
    return done(id)
  })
}

export function removeDocument(db: Db, steward: Steward, id: string, file_id: string) {
  return atomically(db, async (tx) => {
    const payout = await ownPayout(tx, steward, id)
    if (payout.state !== 'draft') return refused('not_a_draft')
    await tx
      .deleteFrom('payments.payout_document')
      .where('payout_id', '=', id)
      .where('file_id', '=', file_id)
      .execute()
    return done(id)
  })
}

/** The draft is sent: from now on its amount is spoken for, and it is not rewritten. */
export function requestPayout(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const payout = await ownPayout(tx, steward, id)
    const { organisation_id, person_id } = steward
    const terms = await findTerms(tx)
    const { currency, purpose_id } = payout
    const whose = { organisation_id, currency, purpose_id, except: id }
    const refusal = whyNotRequest(
      {
        payout,
        organisation: await findPayee(tx, organisation_id),
        account: await accountOf(tx, payout),
        hold_days: terms.hold_days,
        shows: purpose_id === null || (await countDocuments(tx, id)) > 0,
        askable_minor: askable(await findAmounts(tx, whose, terms, now)),
      },
      now,
    )
    if (refusal) return refused(refusal)
    await movePayout(tx, id, { from: 'draft', to: 'requested', person_id }, now)
    await record(tx, 'payout.requested', { payout_id: id, organisation_id }, steward)
    return done(id)
  })
}

export function cancelPayout(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { state } = await ownPayout(tx, steward, id)
    const refusal = whyNotCancel(state)
    if (refusal) return refused(refusal)
    const { person_id } = steward
    await movePayout(tx, id, { from: state, to: 'cancelled', person_id }, now)
    return done(state)
  })
}
