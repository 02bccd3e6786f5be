import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { remember } from '../commands.ts'
import type { Steward } from '../queries.ts'
import type { Db } from '../tables.ts'
import { findPerson, listPeople, type PersonShown } from './queries.ts'
import { whyNotShow } from './rules.ts'
import type { PersonForm } from './schema.ts'

export function showPerson(
  db: Db,
  steward: Steward,
  wish: PersonForm & { picture_id: string | null },
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const shown = await listPeople(tx, steward.organisation_id)
      const refusal = whyNotShow(wish, shown.length)
      if (refusal) return refused(refusal)
      const { id } = await tx
        .insertInto('organisations.person_shown')
        .values({
          ...valuesOf(wish),
          organisation_id: steward.organisation_id,
          picture_id: wish.picture_id,
          consent_noted_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, [shownChange(null, wish)], now)
      return done(id)
    }),
  )
}

/** `picture_id` is a new picture, null for none any more, undefined for the one there is. */
export function changePerson(
  db: Db,
  steward: Steward,
  id: string,
  wish: PersonForm & { picture_id: string | null | undefined },
  now: Date,
) {
  return atomically(db, async (tx) => {
    const person = found(await findPerson(tx, steward.organisation_id, id))
    const refusal = whyNotShow(wish, 0)
    if (refusal) return refused(refusal)
    const stored = await tx
      .updateTable('organisations.person_shown')
      .set({ ...valuesOf(wish), picture_id: wish.picture_id, consent_noted_at: now })
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .where('version', '=', wish.version ?? 0)
      .returning('id')
      .executeTakeFirst()
    // Somebody was quicker: nothing is stored, and the page shows both.
    if (!stored) return refused('changed_meanwhile')
    await remember(tx, steward, [shownChange(person, wish)], now)
    return done(id)
  })
}

export function hidePerson(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const person = found(await findPerson(tx, steward.organisation_id, id))
    await tx.deleteFrom('organisations.person_shown').where('id', '=', id).execute()
    await remember(tx, steward, [shownChange(person, null)], now)
    return done(person)
  })
}

const valuesOf = ({ name, role, position }: Pick<PersonForm, 'name' | 'role' | 'position'>) => ({
  name,
  role: JSON.stringify(role),
  position,
})

type Said = Pick<PersonShown, 'name'> | null

const shownChange = (before: Said, after: Said) => ({
  field: 'people',
  before: before?.name ?? null,
  after: after?.name ?? null,
})
