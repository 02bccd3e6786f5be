// Wishes to the books, drawn at random, and what the books say to them.
import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import type { Database } from '#modules'
import {
  type AccountKey,
  closePeriod,
  expire,
  ledgerId,
  openAccount,
  post,
  release,
  reverse,
  settle,
} from '#modules/ledger/index.ts'
import type { AccountLaw, Oracle, Sums, Wish, WishedLeg } from '#test/ledger-oracle.ts'

export const now = new Date('2026-11-21T10:00:00Z')

export const keys: readonly AccountKey[] = [
  { kind: 'bank', owner_id: ledgerId('model bank'), currency: 'EUR' },
  { kind: 'payable', owner_id: ledgerId('model one'), currency: 'EUR' },
  { kind: 'escrow', owner_id: ledgerId('model two'), currency: 'EUR' },
  { kind: 'suspense', owner_id: ledgerId('model bank'), currency: 'EUR' },
  { kind: 'bank', owner_id: ledgerId('model bank'), currency: 'USD' },
  { kind: 'payable', owner_id: ledgerId('model one'), currency: 'USD' },
]
export const laws: readonly AccountLaw[] = keys.map(({ kind, currency }) => ({
  currency,
  guarded: kind !== 'bank',
}))
const keyOf = (at: number): AccountKey => keys[at] ?? (keys[0] as AccountKey)

/** What is drawn: numbers that find their account, event or reservation when their turn comes. */
const account = fc.nat(keys.length - 1)
const day = fc.oneof(
  { weight: 20, arbitrary: fc.constant('2026-11-20') },
  { weight: 1, arbitrary: fc.constantFrom('2025-03-15', '2025-06-15', '2025-09-15') },
)
const amount = fc.oneof(
  { weight: 30, arbitrary: fc.bigInt({ min: 1n, max: 900n }) },
  { weight: 1, arbitrary: fc.constantFrom(0n, -5n, 100_000n) },
)
// Money comes from the bank more often than it moves about, and seldom where it cannot.
const ways = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(fc.constant(0), fc.integer({ min: 1, max: 3 })) },
  { weight: 8, arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(3)) },
  { weight: 1, arbitrary: fc.tuple(account, account) },
)
const leg = fc.record({
  way: ways,
  amount,
  phase: fc.oneof(
    { weight: 2, arbitrary: fc.constant('single' as const) },
    { weight: 1, arbitrary: fc.constant('pending' as const) },
  ),
  expires: fc.constantFrom(null, null, '2026-11-21T09:59:00Z', '2026-12-01T00:00:00Z'),
  again: fc.nat(30),
})
export const drawn = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      legs: fc.array(leg, { minLength: 1, maxLength: 3 }),
      day,
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom('settle' as const, 'release' as const, 'expire' as const),
      which: fc.nat(50),
      part: fc.constantFrom(null, null, null, 1n, 100n, 1000n, 0n),
      day,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat(50), day }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('repeat' as const),
      which: fc.nat(50),
      changed: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close_account' as const), account }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('close_period' as const),
      through: fc.constantFrom('2025-01-31', '2025-03-31', '2025-06-30'),
    }),
  },
)
export type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

const pick = <T>(of: readonly T[], which: number): T | undefined => of[which % (of.length || 1)]

/** The wish that a drawing means now; the past are those that were written. */
export function meant(one: Drawn, oracle: Oracle, past: readonly Wish[], name: string): Wish {
  const event = ledgerId('model', name)
  switch (one.do) {
    case 'post': {
      const legs = one.legs.map(
        ({ way: [debit, credit], expires, again, ...rest }, place): WishedLeg => {
          const taken = again === 0 ? pick([...oracle.kept.keys()].filter(isId), place) : undefined
          const expires_at = rest.phase === 'pending' && expires ? new Date(expires) : null
          return {
            ...rest,
            debit,
            credit,
            id: taken ?? ledgerId('model', name, String(place)),
            expires_at,
          }
        },
      )
      return { do: 'post', event, legs, day: one.day }
    }
    case 'settle':
    case 'release':
    case 'expire': {
      const open = [...oracle.kept.values()].filter(({ phase }) => phase === 'pending')
      const others = [...oracle.kept.values()].filter(({ id }) => isId(id))
      const pending = pick(one.which % 10 === 9 ? others : open, one.which)?.id ?? event
      const part = one.do === 'settle' ? one.part : null
      const id = ledgerId('model', name, 'resolution')
      return { do: one.do, event, id, pending, amount: part, day: one.day }
    }
    case 'reverse': {
      const of = pick([...oracle.events.keys()], one.which) ?? event
      return { do: 'reverse', event, of, day: one.day }
    }
    case 'repeat': {
      const wish = pick(past, one.which)
      if (!wish) return { do: 'close_account', account: 0 }
      if (!one.changed || wish.do !== 'post') return wish
      return { ...wish, legs: wish.legs.map((of) => ({ ...of, amount: of.amount + 1n })) }
    }
    default:
      return one
  }
}

// A reversal's own ids are made inside; the notebook has other names for them.
const isId = (text: string) => !text.startsWith('reversal')

/** Ask the books for it: `created`, `exists`, or why not. */
export async function asked(db: Kysely<Database>, wish: Wish): Promise<string> {
  if (wish.do === 'close_account') {
    const { rows } = await sql<{ closed: boolean | null }>`
      select ledger.close_account(a.id) as closed from ledger.account a
      where a.kind = ${keyOf(wish.account).kind} and a.currency = ${keyOf(wish.account).currency}
    `.execute(db)
    return rows[0]?.closed ? 'created' : 'not_closed'
  }
  const by = 'system' as const
  if (wish.do === 'close_period') {
    const said = await atomically(db, (tx) => closePeriod(tx, wish.through, by))
    return said.ok ? 'created' : said.refusal
  }
  const happening = { event_id: wish.event, kind: 'corrected', effective_on: wish.day, by } as const
  const said = await atomically(db, (tx) => {
    if (wish.do === 'post') {
      const legs = wish.legs.map(
        ({ debit, credit, amount: amount_minor, expires_at, ...rest }) => ({
          ...rest,
          debit: keyOf(debit),
          credit: keyOf(credit),
          amount_minor,
          ...(expires_at ? { expires_at } : {}),
        }),
      )
      return post(tx, { ...happening, legs }, now)
    }
    if (wish.do === 'reverse')
      return reverse(tx, { ...happening, reverses_event: wish.of, reason: 'A model asks' })
    const resolution = { ...happening, id: wish.id, pending_id: wish.pending }
    if (wish.do === 'release') return release(tx, resolution, now)
    if (wish.do === 'expire') return expire(tx, resolution, now)
    const part = wish.amount === null ? {} : { amount_minor: wish.amount }
    return settle(tx, { ...resolution, ...part }, now)
  })
  return said.ok ? said.value : said.refusal
}

interface Standing {
  readonly kept: Sums
  readonly summed: Sums
}

/** What the rows of accounts say, and what the transfers add up to. */
export async function standing(db: Kysely<Database>): Promise<Standing[]> {
  const { rows } = await sql<{ kind: string; currency: string } & Record<string, bigint>>`
    with moved as (
      select t.debit_account, t.credit_account,
        case when t.phase in ('single', 'post') then t.amount_minor else 0 end as posted,
        case when t.phase = 'pending' then t.amount_minor else -coalesce(p.amount_minor, 0) end as held
      from ledger.transfer t left join ledger.transfer p on p.id = t.pending_id
    )
    select a.kind, a.currency, a.debits_posted_minor as k0, a.credits_posted_minor as k1,
      a.debits_pending_minor as k2, a.credits_pending_minor as k3,
      coalesce(sum(posted) filter (where debit_account = a.id), 0)::bigint as s0,
      coalesce(sum(posted) filter (where credit_account = a.id), 0)::bigint as s1,
      coalesce(sum(held) filter (where debit_account = a.id), 0)::bigint as s2,
      coalesce(sum(held) filter (where credit_account = a.id), 0)::bigint as s3
    from ledger.account a left join moved on a.id in (debit_account, credit_account)
    group by a.id
  `.execute(db)
  const four = (row: Record<string, bigint>, of: string): Sums => [
    ...([row[`${of}0`] ?? 0n, row[`${of}1`] ?? 0n] as const),
    ...([row[`${of}2`] ?? 0n, row[`${of}3`] ?? 0n] as const),
  ]
  return keys.map(({ kind, currency }) => {
    const row = rows.find((one) => one.kind === kind && one.currency === currency)
    const none: Sums = [0n, 0n, 0n, 0n]
    return row ? { kept: four(row, 'k'), summed: four(row, 's') } : { kept: none, summed: none }
  })
}

/** An empty book with its accounts. */
export async function openAll(db: Kysely<Database>) {
  for (const key of keys) await openAccount(db, key)
}
