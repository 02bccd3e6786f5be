// Where each cent of one gift is now. What was given by many cannot be told apart coin by coin: the
// share of a gift in each place is its share of the whole, in whole cents, by largest remainders.

export interface Part<Where> {
  readonly where: Where
  readonly amount_minor: bigint
}

/**
 * The whole cents of `gift_minor` shared out as the weights stand to each other. They add up to the
 * gift, each is less than a cent from its exact share, and nothing goes where there is nothing. The
 * cents that rounding leaves go to the largest remainders, the earlier one where two are equal.
 */
export function shareOut<Where>(
  gift_minor: bigint,
  weights: readonly Part<Where>[],
): Part<Where>[] {
  const whole = weights.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
  if (whole <= 0n || gift_minor <= 0n)
    return weights.map(({ where }) => ({ where, amount_minor: 0n }))
  const exact = weights.map(({ where, amount_minor }, place) => ({
    where,
    place,
    down: (gift_minor * amount_minor) / whole,
    rest: (gift_minor * amount_minor) % whole,
  }))
  const given = exact.reduce((sum, { down }) => sum + down, 0n)
  const order = exact.toSorted((a, b) => (a.rest === b.rest ? a.place - b.place : less(b, a)))
  const more = new Set(order.slice(0, Number(gift_minor - given)).map(({ place }) => place))
  return exact.map(({ where, place, down }) => ({
    where,
    amount_minor: more.has(place) ? down + 1n : down,
  }))
}

const less = (a: { readonly rest: bigint }, b: { readonly rest: bigint }) =>
  a.rest < b.rest ? -1 : 1

export interface Account {
  /** What is there for the campaign, given and matched, in the currency of the gift. */
  readonly there_minor: bigint
  readonly lines: readonly {
    readonly id: string
    readonly paid_minor: bigint
    readonly spent_minor: bigint
  }[]
}

export type Place =
  | { readonly kind: 'held' }
  | { readonly kind: 'spent' | 'with_organisation'; readonly item_id: string }

/** Everything that the account of a campaign says of its money, as places where cents can be. */
export function placesOf({ there_minor, lines }: Account): Part<Place>[] {
  const paid = lines.reduce((sum, { paid_minor }) => sum + paid_minor, 0n)
  const spent = lines.map(({ id, paid_minor, spent_minor }) => ({
    where: { kind: 'spent', item_id: id } as const,
    // Bought for more than was paid for this line: what another line was paid bore it.
    amount_minor: smaller(spent_minor, paid_minor),
  }))
  const unspent = lines.map(({ id, paid_minor, spent_minor }) => ({
    where: { kind: 'with_organisation', item_id: id } as const,
    amount_minor: paid_minor > spent_minor ? paid_minor - spent_minor : 0n,
  }))
  const held = there_minor > paid ? there_minor - paid : 0n
  const places = [...spent, ...unspent, { where: { kind: 'held' } as const, amount_minor: held }]
  return places.filter(({ amount_minor }) => amount_minor > 0n)
}

// `Math.min` knows floats alone.
function smaller(one: bigint, other: bigint): bigint {
  if (one < other) return one
  return other
}

interface Gift {
  readonly state: 'open' | 'withdrawn' | 'expired'
  readonly amount_minor: bigint
  /** What arrived for this purpose. */
  readonly here_minor: bigint
  /** Of that went back, or is on its way. */
  readonly back_minor: bigint
  readonly gone_back_minor: bigint
  /** Of that its giver gave on to something else. */
  readonly passed_on_minor: bigint
}

/** One gift, every cent of it in one place. */
export function whereIs(gift: Gift, account: Account) {
  const { here_minor, back_minor, gone_back_minor, passed_on_minor, amount_minor } = gift
  const missing = amount_minor > here_minor ? amount_minor - here_minor : 0n
  const stays = here_minor - back_minor
  const places = placesOf(account)
  const shared: Part<Place>[] =
    places.length > 0
      ? shareOut(stays, places)
      : [{ where: { kind: 'held' }, amount_minor: stays > 0n ? stays : 0n }]
  return {
    promised_minor: gift.state === 'open' ? missing : 0n,
    received_minor: here_minor,
    going_back_minor: back_minor - gone_back_minor,
    gone_back_minor: gone_back_minor - passed_on_minor,
    passed_on_minor,
    parts: shared.filter((part) => part.amount_minor > 0n),
  }
}

export type Whereabouts = ReturnType<typeof whereIs>
