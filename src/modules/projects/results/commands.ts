// Values of indicators by date.
import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { rememberChanges } from '../commands.ts'
import { listIndicators, type ProjectSteward } from '../queries.ts'
import type { Db } from '../tables.ts'
import { whyNotMeasure } from './rules.ts'
import { type ValueForm, valuesMax } from './schema.ts'

interface Wish extends ValueForm {
  readonly indicator_id: string
  readonly evidence_file_id: string | null
}

export function addValue(db: Db, steward: ProjectSteward, wish: Wish, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      await lock(tx, steward)
      const indicator = await findIndicator(tx, steward, wish.indicator_id)
      const refusal = whyNotMeasure(wish, indicator.values, now, valuesMax)
      if (refusal) return refused(refusal)
      const { indicator_id, on_date, value, note, evidence_url, evidence_file_id } = wish
      const { id } = await tx
        .insertInto('projects.measurement')
        .values({
          project_id: steward.project_id,
          indicator_id,
          on_date,
          value,
          evidence_url,
          evidence_file_id,
          note: JSON.stringify(note),
          person_id: steward.person_id,
          at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, indicator_id, null, { on_date, value }, now)
      return done(id)
    }),
  )
}

/** The value no longer counts. That it was said, and that it was taken back, stays on record. */
export function takeValueBack(
  db: Db,
  steward: ProjectSteward,
  indicator_id: string,
  id: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    await lock(tx, steward)
    const indicator = await findIndicator(tx, steward, indicator_id)
    const value = found(indicator.values.find((one) => one.id === id))
    await tx
      .updateTable('projects.measurement')
      .set({ withdrawn_at: now })
      .where('id', '=', id)
      .execute()
    await remember(tx, steward, indicator_id, value, null, now)
    return done(id)
  })
}

const lock = (tx: Db, { project_id }: ProjectSteward) =>
  tx
    .selectFrom('projects.project')
    .select('id')
    .where('id', '=', project_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

const findIndicator = async (tx: Db, { project_id }: ProjectSteward, id: string) =>
  found((await listIndicators(tx, project_id)).find((one) => one.id === id))

type Said = { readonly on_date: string; readonly value: number } | null

async function remember(
  tx: Db,
  steward: ProjectSteward,
  item_id: string,
  before: Said,
  after: Said,
  now: Date,
) {
  const say = (said: Said) => said && `${said.on_date}: ${said.value}`
  const change = {
    part: 'indicator',
    item_id,
    field: 'value',
    before: say(before),
    after: say(after),
  }
  await rememberChanges(tx, steward, 'measurement', [change], now)
}
