// What everybody sees of rounds: the pot, who is in it, and what is published to compute it again.
import { sql } from 'kysely'
import { findRound, listInputs } from '../queries.ts'
import { giftsOf, matchQuadratic } from '../rules.ts'
import type { Db } from '../tables.ts'

// More rounds than anybody reads on one page.
const listedMax = 100

export const listRounds = (db: Db) =>
  db
    .selectFrom('campaigns.matching_round as r')
    .innerJoin('organisations.card as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'r.slug', 'r.title', 'r.about', 'r.kind', 'r.state', 'r.donor', 'r.currency'])
    .select(['r.pot_minor', 'r.promised_minor', 'r.paid_minor', 'r.opens_at', 'r.closes_at'])
    .select(['r.factor_permille', 'r.is_sample', 'o.name as organisation'])
    .select(
      sql<number>`(select count(*)::int from campaigns.matching_joined j where j.round_id = r.id)`.as(
        'campaigns',
      ),
    )
    .where('r.opened_at', 'is not', null)
    .orderBy(sql`r.state = 'open'`, 'desc')
    .orderBy('r.closes_at', 'desc')
    .limit(listedMax)
    .execute()

export type ListedRound = Awaited<ReturnType<typeof listRounds>>[number]

/** Campaigns of a round with what is promised or paid to each. */
export const listInRound = (db: Db, roundId: string) =>
  db
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.campaign as c', 'c.id', 'j.campaign_id')
    .select(['c.id', 'c.slug', 'c.title', 'c.state', 'j.promised_minor'])
    .select(
      sql<number>`(select count(*)::int from campaigns.counted_gift g where g.round_id = j.round_id
        and g.campaign_id = j.campaign_id and g.place is not null and g.gone_place is null)`.as(
        'gifts',
      ),
    )
    .where('j.round_id', '=', roundId)
    .where('c.hidden_at', 'is', null)
    .orderBy('j.promised_minor', 'desc')
    .orderBy('c.slug')
    .execute()

export type InRound = Awaited<ReturnType<typeof listInRound>>[number]

/** What each campaign of a quadratic round would get if it ended now. */
export async function previewOf(
  db: Db,
  round: Parameters<typeof matchQuadratic>[0] & { id: string },
) {
  const shares = matchQuadratic(round, giftsOf(await listInputs(db, round.id)))
  return new Map(shares.map(({ campaign_id, amount_minor }) => [campaign_id, amount_minor]))
}

// A place in the queue as a moment: the true moment of a gift is nobody's business.
const momentOf = (opens_at: Date, place: number) =>
  new Date(opens_at.getTime() + place).toISOString()

/** Terms, gifts and what was added: everything that decides, and nothing about who gave. */
export async function publishRound(db: Db, slug: string) {
  const round = await findRound(db, slug)
  if (!round?.opens_at) return undefined
  const { opens_at } = round
  const inputs = await listInputs(db, round.id)
  const text = (minor: bigint | null) => (minor === null ? null : String(minor))
  const caps = {
    donor_cap_minor: round.donor_cap_minor,
    campaign_cap_minor: round.campaign_cap_minor,
  }
  const shares =
    round.kind === 'quadratic'
      ? matchQuadratic(round, giftsOf(inputs)).map((one) => [one.campaign_id, one.amount_minor])
      : []
  const added =
    round.kind === 'quadratic'
      ? [...shares, ...(await listShared(db, round.id))]
      : await listAdded(db, round.id)
  return {
    round: round.slug,
    kind: round.kind,
    state: round.state,
    currency: round.currency,
    terms: {
      pot_minor: String(round.pot_minor),
      factor_permille: round.factor_permille,
      donor_cap_minor: text(caps.donor_cap_minor),
      damping_minor: text(round.damping_minor),
      campaign_cap_minor: text(caps.campaign_cap_minor),
    },
    gifts: inputs.map(({ id, campaign, donor, amount_minor, place, gone_place }) => ({
      id,
      campaign,
      donor: String(donor),
      amount_minor: String(amount_minor),
      at: momentOf(opens_at, place ?? 0),
      ...(gone_place === null ? {} : { gone_at: momentOf(opens_at, gone_place) }),
    })),
    added: Object.fromEntries(added.map(([id, minor]) => [id, String(minor)])) as Record<
      string,
      string
    >,
  }
}

/** As it was promised, not as it would be computed: the two are the same, as anybody can see. */
async function listAdded(db: Db, roundId: string) {
  const rows = await db
    .selectFrom('campaigns.match')
    .select(['gift_id', 'amount_minor'])
    .where('round_id', '=', roundId)
    .where('state', '<>', 'released')
    .where('gift_id', 'is not', null)
    .execute()
  return rows.map(({ gift_id, amount_minor }) => [gift_id, amount_minor] as const)
}

/** What was shared out at the end; until then nothing. */
async function listShared(db: Db, roundId: string) {
  const rows = await db
    .selectFrom('campaigns.match as a')
    .innerJoin('campaigns.campaign as c', 'c.id', 'a.campaign_id')
    .select(['c.slug', 'a.amount_minor'])
    .where('a.round_id', '=', roundId)
    .where('a.gift_id', 'is', null)
    .execute()
  return rows.map(({ slug, amount_minor }) => [slug, amount_minor] as const)
}
