// One person with several names: whoever shares a card, an account or an address is one giver.
import { sql } from 'kysely'
import type { Db } from '../../tables.ts'
import { type DueGift, greatestDonor, listKnown, type Round } from '../queries.ts'

/**
 * The giver of each gift, by a number made for the round. A gift that joins two who were known as
 * two makes them one from then on: of a quadratic round everything is counted anew at its end; in a
 * queue what was promised before stays.
 */
export async function knownAgain(tx: Db, round: Round, gifts: readonly DueGift[]) {
  const marks = [...new Set(gifts.flatMap((gift) => gift.marks))]
  const donorOf = new Map<string, number>()
  for (const { mark, donor } of await listKnown(tx, round.id, marks)) donorOf.set(mark, donor)
  let last = await greatestDonor(tx, round.id)
  const fresh: number[] = []
  const merged = new Map<number, number>()
  const present = (donor: number): number => {
    const into = merged.get(donor)
    return into === undefined ? donor : present(into)
  }
  const givers = new Map<string, number>()
  for (const gift of gifts) {
    const known = gift.marks.flatMap((mark) => donorOf.get(mark) ?? []).map(present)
    const donor = known.length > 0 ? Math.min(...known) : ++last
    if (known.length === 0) fresh.push(donor)
    for (const other of new Set(known)) if (other !== donor) merged.set(other, donor)
    for (const mark of gift.marks) donorOf.set(mark, donor)
    givers.set(gift.id, donor)
  }
  await keep(tx, round, { fresh, merged, marks, donorOf, present })
  if (round.kind === 'quadratic') for (const [id, donor] of givers) givers.set(id, present(donor))
  return givers
}

interface Kept {
  readonly fresh: readonly number[]
  readonly merged: ReadonlyMap<number, number>
  readonly marks: readonly string[]
  readonly donorOf: ReadonlyMap<string, number>
  readonly present: (donor: number) => number
}

async function keep(tx: Db, round: Round, { fresh, merged, marks, donorOf, present }: Kept) {
  const round_id = round.id
  if (fresh.length > 0)
    await tx
      .insertInto('campaigns.matching_donor')
      .values(fresh.map((donor) => ({ round_id, donor })))
      .execute()
  for (const from of merged.keys()) await become(tx, round, from, present(from))
  if (marks.length === 0) return
  const donors = marks.map((mark) => present(donorOf.get(mark) ?? 0))
  await sql`
    insert into campaigns.matching_identity (round_id, mark, donor)
    select ${round_id}::uuid, decode(n.mark, 'hex'), n.donor
    from unnest(${marks}::text[], ${donors}::int[]) as n (mark, donor)
    on conflict (round_id, mark) do update set donor = excluded.donor
  `.execute(tx)
}

/** Two numbers turn out to be one giver. */
async function become(tx: Db, { id, kind }: Round, from: number, to: number) {
  await tx
    .updateTable('campaigns.matching_identity')
    .set({ donor: to })
    .where('round_id', '=', id)
    .where('donor', '=', from)
    .execute()
  if (kind === 'quadratic')
    await tx
      .updateTable('campaigns.counted_gift')
      .set({ donor: to })
      .where('round_id', '=', id)
      .where('donor', '=', from)
      .execute()
}
