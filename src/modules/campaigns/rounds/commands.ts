// A round of matching is set up, shown to an operator from outside, and opened when its money is
// there. The one who asks and the one who opens are two.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { languagesOf } from '#kit/localized.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { freeSlug, slugFrom } from '#modules/organisations/index.ts'
import { openPurpose } from '#modules/payments/index.ts'
import type { Operator } from '#modules/people/index.ts'
import { returnPot } from '../commands.ts'
import { findRound, lockRound, potOf, type Round } from '../queries.ts'
import { inDays, whyNotOpenRound } from '../rules.ts'
import type { Db } from '../tables.ts'
import { belongs, isPlace, listNamedIds, listTakenRounds } from './queries.ts'
import type { NewRound } from './schema.ts'

/** Who keeps a round: somebody of the money of its organisation, or an operator for a donor. */
export interface Keeper {
  readonly organisation_id: string
  readonly person_id: string
}

export function addRound(
  db: Db,
  keeper: Keeper,
  wish: NewRound & { readonly donor?: string | null },
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const columns = columnsOf(wish)
      if (!columns) return refused('too_many_decimals')
      if (!(await isPlace(tx, wish.place_id))) return refused('not_a_choice')
      const named = await listNamedIds(tx, wish.named)
      if (named.length < wish.named.length) return refused('unknown_campaign')
      const [language = 'en'] = languagesOf(wish.title)
      const name = wish.title[language] ?? ''
      const slug = freeSlug(name, await listTakenRounds(tx, slugFrom(name)))
      const { organisation_id } = keeper
      const house = await tx
        .selectFrom('organisations.card')
        .select('is_sample')
        .where('id', '=', organisation_id)
        .executeTakeFirstOrThrow()
      const { id } = await tx
        .insertInto('campaigns.matching_round')
        .values({
          ...columns,
          slug,
          organisation_id,
          donor: wish.donor ?? null,
          is_sample: house.is_sample,
          created_at: now,
          updated_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await nameCampaigns(tx, id, named)
      return done(slug)
    }),
  )
}

export function changeRound(db: Db, roundId: string, wish: NewRound, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    if (round.state !== 'draft') return refused('terms_stand')
    const columns = columnsOf(wish)
    if (!columns) return refused('too_many_decimals')
    if (!(await isPlace(tx, wish.place_id))) return refused('not_a_choice')
    const named = await listNamedIds(tx, wish.named)
    if (named.length < wish.named.length) return refused('unknown_campaign')
    await tx
      .updateTable('campaigns.matching_round')
      .set({ ...columns, updated_at: now })
      .where('id', '=', roundId)
      .execute()
    await tx.deleteFrom('campaigns.matching_named').where('round_id', '=', roundId).execute()
    await nameCampaigns(tx, roundId, named)
    return done(round.slug)
  })
}

/** What was typed as the table keeps it; null when an amount has too many decimals. */
function columnsOf(wish: NewRound) {
  const minor = (typed: string | null) => (typed === null ? null : minorOf(typed, 'EUR'))
  const pot_minor = minor(wish.pot)
  const typed = [wish.pot, wish.donor_cap, wish.campaign_cap, wish.damping]
  const whole = typed.every((one) => one === null || (minor(one) ?? 0n) > 0n)
  if (pot_minor === null || !whole) return null
  const { kind, days, hold_days, area, place_id } = wish
  return {
    kind,
    pot_minor,
    days,
    hold_days,
    area,
    place_id,
    by_list: wish.named.length > 0,
    title: JSON.stringify(wish.title),
    about: JSON.stringify(wish.about),
    donor_cap_minor: minor(wish.donor_cap),
    campaign_cap_minor: minor(wish.campaign_cap),
    damping_minor: kind === 'quadratic' ? minor(wish.damping) : null,
    factor_permille: wish.percent * 10,
  }
}

async function nameCampaigns(tx: Db, round_id: string, named: readonly string[]) {
  if (named.length === 0) return
  await tx
    .insertInto('campaigns.matching_named')
    .values(named.map((campaign_id) => ({ round_id, campaign_id })))
    .execute()
}

/** From now on money can be given for its pot, and an operator looks at it. */
export function submitRound(db: Db, { person_id }: Keeper, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    if (round.state !== 'draft') return refused('not_a_draft')
    const purpose_id = await potPurpose(tx, round, now, null)
    await tx
      .updateTable('campaigns.matching_round')
      .set({ state: 'waiting', asked_by: person_id, asked_at: now, purpose_id, updated_at: now })
      .where('id', '=', roundId)
      .execute()
    const { organisation_id } = round
    await record(tx, 'matching.asked', { round_id: roundId, organisation_id }, { person_id })
    return done(round.slug)
  })
}

/** Once a round is open its pot stays as it is: what comes afterwards goes back. */
const potPurpose = (tx: Db, round: Round, now: Date, closes_at: Date | null) =>
  openPurpose(tx, {
    kind: 'matching',
    organisation_id: round.organisation_id,
    ref_id: round.id,
    title: round.title,
    path: `/matching/${round.slug}`,
    late: 'return',
    // What is promised of a pot must not be taken out of it by a donor's bank.
    by_bank_only: true,
    is_sample: round.is_sample,
    account: { kind: 'match_pool', owner_id: round.id },
    opens_at: round.asked_at ?? now,
    closes_at,
  })

/** The second person, from outside; the money of the pot is there before a cent is promised. */
export function openRound(db: Db, { person_id }: Operator, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    const belonged = await belongs(tx, round.organisation_id, person_id)
    const refusal = whyNotOpenRound(round, { person_id, belonged }, await potOf(tx, round))
    if (refusal) return refused(refusal)
    await tx
      .updateTable('campaigns.matching_round')
      .set({
        state: 'open',
        opened_by: person_id,
        opened_at: now,
        opens_at: now,
        closes_at: inDays(now, round.days),
        remarks: null,
        updated_at: now,
      })
      .where('id', '=', roundId)
      .execute()
    await potPurpose(tx, round, now, now)
    const { organisation_id } = round
    await record(tx, 'matching.opened', { round_id: roundId, organisation_id }, { person_id })
    return done(round.slug)
  })
}

export function refuseRound(db: Db, _: Operator, roundId: string, remarks: string, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    if (round.state !== 'waiting') return refused('already_decided')
    await tx
      .updateTable('campaigns.matching_round')
      .set({ state: 'draft', remarks, updated_at: now })
      .where('id', '=', roundId)
      .execute()
    return done(round.slug)
  })
}

/** Nothing was promised yet: what is in the pot goes back. */
export function cancelRound(db: Db, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    if (round.state !== 'draft' && round.state !== 'waiting') return refused('over_already')
    await returnPot(tx, round, now)
    if (round.purpose_id) await potPurpose(tx, round, now, now)
    await tx
      .updateTable('campaigns.matching_round')
      .set({ state: 'cancelled', updated_at: now })
      .where('id', '=', roundId)
      .execute()
    return done(found(await findRound(tx, roundId)).slug)
  })
}
