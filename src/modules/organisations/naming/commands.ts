import { record } from '#facts'
import { atomically, brokenConstraint } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { remember } from '../commands.ts'
import type { Steward } from '../queries.ts'
import { whyNotSlug } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findSlugOwner, listFormerNames } from './queries.ts'
import { type FormerNameForm, formerNamesMax } from './schema.ts'

export async function changeAddress(db: Db, steward: Steward, slug: string, now: Date) {
  const { organisation_id } = steward
  try {
    return await atomically(db, async (tx) => {
      const refusal = whyNotSlug(slug)
      if (refusal) return refused(refusal)
      const owner = await findSlugOwner(tx, slug)
      if (owner && owner.organisation_id !== organisation_id) return refused('slug_taken')
      const { slug: before } = await tx
        .selectFrom('organisations.organisation')
        .select('slug')
        .where('id', '=', organisation_id)
        .forUpdate()
        .executeTakeFirstOrThrow()
      if (before === slug) return done(slug)
      await tx
        .updateTable('organisations.organisation')
        .set({ slug })
        .where('id', '=', organisation_id)
        .execute()
      await remember(tx, steward, [{ field: 'slug', before, after: slug }], now)
      const told = { organisation_id, before, after: slug }
      await record(tx, 'organisation.address_changed', told, steward)
      return done(slug)
    })
  } catch (fault) {
    // Two organisations asked for it in the same moment; the database let one have it.
    if (brokenConstraint(fault)) return refused('slug_taken')
    throw fault
  }
}

export function addFormerName(db: Db, steward: Steward, wish: FormerNameForm, now: Date) {
  const { organisation_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const known = await listFormerNames(tx, organisation_id)
      if (known.length >= formerNamesMax) return refused('too_many_former_names')
      const { name, until_year } = wish
      const { id } = await tx
        .insertInto('organisations.former_name')
        .values({ organisation_id, name: JSON.stringify(name), until_year })
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, [{ field: 'former_names', before: null, after: name }], now)
      return done(id)
    }),
  )
}

export function removeFormerName(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const gone = await tx
      .deleteFrom('organisations.former_name')
      .where('organisation_id', '=', steward.organisation_id)
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst()
    const { name } = found(gone)
    await remember(tx, steward, [{ field: 'former_names', before: name, after: null }], now)
    return done(id)
  })
}
