// Two pages of one organisation become one, and may become two again.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically, brokenConstraint } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import { applyPatches, moveBack, moveOver } from '../commands.ts'
import type { Db } from '../tables.ts'
import {
  type Compared,
  findNamedAlike,
  findPair,
  findProgress,
  findSide,
  listAddedBy,
  listCandidates,
  listSharing,
  lockMerge,
  type Pairs,
} from './queries.ts'
import {
  differing,
  likelyFrom,
  type MergedField,
  matchScore,
  otherSide,
  type Side,
  whyNotMerge,
} from './rules.ts'
import { comparedAtOnce, judgedAtOnce, type Merge } from './schema.ts'

/** Put the pairs that are likely one on the list. Gives how many are new on it. */
export async function compare(db: Db, ids: readonly string[], now: Date): Promise<number> {
  const named = await findNamedAlike(db, ids)
  const sharing = await listSharing(db, ids)
  const one = [...named.one, ...sharing.one]
  const other = [...named.other, ...sharing.other]
  let added = 0
  for (let at = 0; at < one.length; at += judgedAtOnce) {
    const some = {
      one: one.slice(at, at + judgedAtOnce),
      other: other.slice(at, at + judgedAtOnce),
    }
    added += await judge(db, some, now)
  }
  return added
}

function judge(db: Db, pairs: Pairs, now: Date): Promise<number> {
  return atomically(db, async (tx) => {
    const candidates = await listCandidates(tx, pairs)
    const likely = candidates.flatMap(({ one_id, other_id, ...evidence }) => {
      const score = matchScore(evidence)
      if (score < likelyFrom) return []
      return [{ one_id, other_id, score, reasons: JSON.stringify(evidence), found_at: now }]
    })
    if (likely.length === 0) return 0
    const added = await tx
      .insertInto('organisations.likeness')
      .values(likely)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    return added.length
  })
}

/** Some more of what an import added. Gives whether there may be others left. */
export async function compareSomeOf(db: Db, importId: string, now: Date): Promise<boolean> {
  const progress = await findProgress(db, importId)
  if (!progress) return false
  const rows = await listAddedBy(db, importId, progress.compared_rows, comparedAtOnce)
  const last = rows.at(-1)
  if (!last) return false
  const ids = rows.flatMap(({ organisation_id }) => organisation_id ?? [])
  await compare(db, ids, now)
  await db
    .updateTable('organisations.import')
    .set({ compared_rows: last.number })
    .where('id', '=', importId)
    .execute()
  return true
}

/** Somebody looked and says that they are two. The pair is not asked about again. */
export function sayDifferent(db: Db, { person_id }: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { state } = found(await lockPair(tx, id))
    if (state !== 'open') return refused('decided_already')
    await decide(tx, id, 'different', person_id, now)
    return done(id)
  })
}

const decide = (tx: Db, id: string, state: 'different' | 'merged', person: string, now: Date) =>
  tx
    .updateTable('organisations.likeness')
    .set({ state, decided_at: now, decided_by: person })
    .where('id', '=', id)
    .execute()

async function lockPair(tx: Db, id: string) {
  await sql`select from organisations.likeness where id = ${id} for update`.execute(tx)
  return findPair(tx, id)
}

/**
 * One stays and takes what was chosen from the other; people, documents, networks and addresses of
 * the other move to it. The other is hidden, and stays as it was for the case of a mistake.
 */
export function merge(db: Db, operator: Operator, id: string, wish: Merge, now: Date) {
  return atomically(db, async (tx) => {
    const pair = found(await lockPair(tx, id))
    await lockBoth(tx, pair.one_id, pair.other_id)
    const { person_id } = operator
    const sides = {
      one: await findSide(tx, pair.one_id, person_id),
      other: await findSide(tx, pair.other_id, person_id),
    }
    const [kept, gone] = [sides[wish.kept], sides[otherSide(wish.kept)]]
    const refusal = whyNotMerge(pair.state, kept, gone)
    if (refusal) return refused(refusal)

    const taken = takenFields(sides, wish)
    const before = pick(kept, taken)
    const after = pick(gone, taken)
    const { id: merge_id } = await tx
      .insertInto('organisations.merge')
      .values({
        kept_id: kept.id,
        gone_id: gone.id,
        person_id,
        at: now,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('organisations.organisation')
      .set({ merged_into_id: kept.id, hidden_at: now })
      .where('id', '=', gone.id)
      .execute()
    const moved = await moveOver(tx, kept.id, gone.id, now)
    await tx
      .updateTable('organisations.merge')
      .set({ moved: JSON.stringify(moved) })
      .where('id', '=', merge_id)
      .execute()
    await write(tx, kept, before, { ...after, merged: gone.name }, operator, now)
    await write(tx, gone, {}, { merged: kept.name }, operator, now)
    await decide(tx, id, 'merged', person_id, now)
    const fact = { merge_id, kept_id: kept.id, gone_id: gone.id }
    await record(tx, 'organisation.merged', fact, operator)
    return done({ merge_id, slug: kept.slug })
  })
}

/** In the order of their ids, so that two merges never wait for each other. */
const lockBoth = (tx: Db, one: string, other: string) =>
  sql`select from organisations.organisation where id in (${one}, ${other})
    order by id for no key update`.execute(tx)

/** Fields in which they differ and the value of the one that goes was chosen. */
const takenFields = (sides: Record<Side, Compared>, { kept, take }: Merge) =>
  differing(sides.one, sides.other).filter((field) => (take[field] ?? kept) !== kept)

const pick = (from: Compared, fields: readonly MergedField[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field]]))

type Values = Readonly<Record<string, unknown>>

const write = (
  tx: Db,
  { id }: { id: string },
  before: Values,
  after: Values,
  by: Operator,
  now: Date,
) => applyPatches(tx, [{ number: 1, organisation_id: id, before, after }], by, now)

/** Both stand again as they were; what was changed on the kept one since stays. */
export async function undoMerge(db: Db, operator: Operator, id: string, now: Date) {
  try {
    return await atomically(db, (tx) => undo(tx, operator, id, now))
  } catch (fault) {
    // Somebody joined since under an owner who would go back with the other page.
    if (brokenConstraint(fault) !== 'membership_keeps_an_owner') throw fault
    return refused('members_joined')
  }
}

async function undo(tx: Db, operator: Operator, id: string, now: Date) {
  const { person_id } = operator
  const { kept_id, gone_id, before, after, moved, undone_at } = found(await lockMerge(tx, id))
  await lockBoth(tx, kept_id, gone_id)
  const [kept, gone] = [
    await findSide(tx, kept_id, person_id),
    await findSide(tx, gone_id, person_id),
  ]
  if (undone_at) return refused('undone_already')
  if (kept.merged_into_id) return refused('merged_since')
  await tx
    .updateTable('organisations.merge')
    .set({ undone_at: now, undone_by: person_id })
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('organisations.organisation')
    .set({ merged_into_id: null, hidden_at: null })
    .where('id', '=', gone_id)
    .execute()
  await moveBack(tx, kept_id, gone_id, moved, now)
  const back = Object.keys(after).filter(
    (field) => JSON.stringify(kept[field as MergedField]) === JSON.stringify(after[field]),
  )
  const only = (values: Values) => Object.fromEntries(back.map((field) => [field, values[field]]))
  const merged = { merged: gone.name }
  await write(
    tx,
    kept,
    { ...only(after), ...merged },
    { ...only(before), merged: null },
    operator,
    now,
  )
  await write(tx, gone, { merged: kept.name }, { merged: null }, operator, now)
  const pair = [kept_id, gone_id].sort()
  await sql`update organisations.likeness set state = 'different', decided_at = ${now},
    decided_by = ${person_id} where one_id = ${pair[0]} and other_id = ${pair[1]}`.execute(tx)
  await record(tx, 'organisation.merge_undone', { merge_id: id, kept_id, gone_id }, operator)
  return done(id)
}
