// The books beside a notebook: whatever is wished in whatever order, both say the same, and after
// each step what stands on the accounts is the same to the cent. A failure prints its seed:
//
//   SEED=… MODEL_RUNS=500 vitest run --project house src/modules/ledger/commands.model.test.ts
import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from '#kit/db.ts'
import type { Database } from '#modules'
import { cloneDatabase } from '#test/database.ts'
import { Oracle, type Wish } from '#test/ledger-oracle.ts'
import {
  asked,
  type Drawn,
  drawn,
  laws,
  meant,
  now,
  openAll,
  standing,
} from '#test/ledger-wishes.ts'
import { verify } from './checking/queries.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
const runs = Number(process.env.MODEL_RUNS ?? 6)

/** The books stand as the notebook does; what one gave, another took. */
async function compare(db: Kysely<Database>, oracle: Oracle) {
  const found = await standing(db)
  expect(found.map(({ summed }) => summed)).toEqual(oracle.sums)
  const guarded = found.filter((_, at) => laws[at]?.guarded)
  expect(guarded.map(({ kept }) => kept)).toEqual(guarded.map(({ summed }) => summed))
  const total = (at: 0 | 1 | 2 | 3) => found.reduce((sum, { summed }) => sum + summed[at], 0n)
  expect([total(0), total(2)]).toEqual([total(1), total(3)])
}

/** Empty books, that are found sound at the end. */
async function inBooks(connections: number, work: (db: Kysely<Database>) => Promise<void>) {
  const database = await cloneDatabase()
  const db = connect<Database>(database.url, { max: connections })
  try {
    await openAll(db)
    await work(db)
    expect((await verify(db, { now, closings: [] })).faults).toEqual([])
  } finally {
    await db.destroy()
    await database.drop()
  }
}

const shownOf = (one: Drawn | Wish) =>
  JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))

class Step implements fc.AsyncCommand<{ oracle: Oracle; past: Wish[] }, Kysely<Database>> {
  readonly drawn: Drawn
  constructor(one: Drawn) {
    this.drawn = one
  }
  check = () => true
  async run(model: { oracle: Oracle; past: Wish[] }, db: Kysely<Database>) {
    const { oracle, past } = model
    const wish = meant(this.drawn, oracle, past, String(past.length))
    const reasons = oracle.reasons(wish)
    const said = await asked(db, wish)
    const shown = shownOf(wish)
    if (reasons.size === 0) {
      expect(said, shown).toBe('created')
      oracle.take(wish)
      past.push(wish)
    } else expect([...reasons], `${shown} was ${said}`).toContain(said)
    await compare(db, oracle)
  }
  toString = () => shownOf(this.drawn)
}

test(`the books and the notebook agree after each step (SEED=${seed})`, async () => {
  const commands = fc.commands([drawn.map((one) => new Step(one))], {
    maxCommands: 60,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      await inBooks(1, async (db) => {
        const model = { oracle: new Oracle(laws, now), past: [] as Wish[] }
        await fc.asyncModelRun(() => ({ model, real: db }), steps)
      })
    }),
    { seed, numRuns: runs, endOnFailure: true },
  )
}, 600_000)

const connections = 6

/** All wishes at once; those that were written, and what they were told. */
async function atOnce(db: Kysely<Database>, all: readonly Drawn[]) {
  // A sketch of what is there, to find something to settle or to take back.
  const sketch = new Oracle(laws, now)
  const written: Wish[] = []
  const told: string[] = []
  const left = [...all.entries()]
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [place, one] = next
      const wish = meant(one, sketch, written, String(place))
      const said = await asked(db, wish)
      told.push(said)
      if (said !== 'created') continue
      sketch.take(wish)
      written.push(wish)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return { written, told }
}

/** The wishes in the order in which the books took them. */
async function inOrder(db: Kysely<Database>, written: readonly Wish[]): Promise<Wish[]> {
  const { rows } = await sql<{ name: string; place: bigint }>`
    select event_id::text as name, min(seq) as place from ledger.transfer group by event_id
    union all select closed_through::text, closed_seq from ledger.period_close
  `.execute(db)
  const places = new Map(rows.map(({ name, place }) => [name, place]))
  const placeOf = (wish: Wish): bigint => {
    // Nothing comes upon a closed account any more, so it may as well have been the last.
    if (wish.do === 'close_account') return 1n << 62n
    return places.get(wish.do === 'close_period' ? wish.through : wish.event) ?? -1n
  }
  return written.toSorted((a, b) => Number(placeOf(a) - placeOf(b)))
}

test(`of many at once, what was written is right one after another (SEED=${seed})`, async () => {
  let created = 0
  for (let round = 0; round < runs; round++) {
    const all = fc.sample(drawn, { seed: seed + round, numRuns: 150 })
    await inBooks(connections, async (db) => {
      const { written, told } = await atOnce(db, all)
      const alone = new Oracle(laws, now)
      for (const wish of await inOrder(db, written)) {
        expect([...alone.reasons(wish)], shownOf(wish)).toEqual([])
        alone.take(wish)
      }
      await compare(db, alone)
      created += told.filter((one) => one === 'created').length
    })
  }
  // A round in which an account is closed early writes little; all of them together do not.
  expect(created / runs).toBeGreaterThan(20)
}, 600_000)
