// What modules above register, so that money can be given for it.
import type { Localized } from '#kit/localized.ts'
import { found } from '#kit/outcome.ts'
import type { AccountKind } from '#modules/ledger/index.ts'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import type { Db } from './tables.ts'

export interface PurposeWish {
  /** The word of the module that registers it. */
  readonly kind: string
  readonly organisation_id: string
  /** What it is in that module. */
  readonly ref_id: string | null
  readonly title: Localized
  /** Its public page, without the locale. */
  readonly path: string
  /** The account in the ledger that gifts are credited to. */
  readonly account: { readonly kind: AccountKind; readonly owner_id: string }
  readonly opens_at: Date
  readonly closes_at: Date | null
  /** What becomes of money that comes after the end. */
  readonly late: 'accept' | 'return'
  readonly is_sample?: boolean
}

/** The purpose, made when it is asked for the first time; its words and times follow the wish. */
export async function openPurpose(tx: Db, wish: PurposeWish): Promise<string> {
  const { title, account, ...columns } = wish
  const changing = {
    ...{ title: JSON.stringify(title), path: wish.path, late: wish.late },
    ...{ opens_at: wish.opens_at, closes_at: wish.closes_at },
  }
  const { id } = await tx
    .insertInto('payments.purpose')
    .values({
      ...columns,
      ...changing,
      account_kind: account.kind,
      account_owner_id: account.owner_id,
    })
    .onConflict((conflict) => conflict.constraint('purpose_once').doUpdateSet(changing))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The plain gift: support of an organisation, without an end. */
export async function supportPurposeOf(tx: Db, organisation_id: string, now: Date) {
  const known = await tx
    .selectFrom('payments.purpose')
    .select('id')
    .where('kind', '=', 'support')
    .where('organisation_id', '=', organisation_id)
    .executeTakeFirst()
  if (known) return known.id
  const card = await tx
    .selectFrom('organisations.card')
    .select(['name', 'slug', 'is_sample'])
    .where('id', '=', organisation_id)
    .executeTakeFirst()
  const { name, slug, is_sample } = found(card)
  return openPurpose(tx, {
    ...{ kind: 'support', organisation_id, ref_id: null, title: name, is_sample },
    path: organisationPaths.profile({ slug }),
    account: { kind: 'payable', owner_id: organisation_id },
    ...{ opens_at: now, closes_at: null, late: 'accept' },
  })
}

/** From now on gifts for it, and what is given back of them, concern another account. */
export async function redirectPurpose(tx: Db, id: string, account: PurposeWish['account']) {
  await tx
    .updateTable('payments.purpose')
    .set({ account_kind: account.kind, account_owner_id: account.owner_id })
    .where('id', '=', id)
    .execute()
}
