// The storm: load, and something that breaks every few seconds, drawn from a seed.
import { setTimeout as pause } from 'node:timers/promises'
import { judged, restored, settled, type Verdict } from './judge.ts'
import { fakeTime } from './late-postgres.ts'
import { giving, payAll } from './load.ts'
import { ask, aTown, type Town } from './town.ts'

interface Wish {
  readonly seed: number
  readonly seconds: number
  /** How many kinds of faults it has to have seen, however long that takes. */
  readonly kinds?: number
  /** Halfway a backup is made and brought into a new place, which takes a minute. */
  readonly restore: boolean
  readonly say: (sentence: string) => void
}

/** Mulberry32: small, and the same everywhere. */
function dice(from: number) {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const hourMs = 3_600_000

const faults = {
  async 'PostgreSQL killed'(town) {
    await town.killPostgres()
  },
  async 'a web process killed'(town, random) {
    await town.webs[random() < 0.5 ? 0 : 1]?.killed()
  },
  async 'a worker killed'(town, random) {
    await town.workers[random() < 0.5 ? 0 : 1]?.killed()
  },
  async 'the line cut'(town, random) {
    town.line.cut()
    await pause(random() * 500)
    town.line.mend()
  },
  async 'the program that pays in killed'(town) {
    town.payer.kill()
  },
  async 'a clock set back'(town, random) {
    const machine = random() < 0.5 ? town.webs[1] : town.workers[1]
    await machine?.killed(random() < 0.5 ? hourMs : 24 * hourMs)
  },
  // It stays so until PostgreSQL is killed the next time.
  async 'PostgreSQL with its clock set back'(town, random) {
    await town.killPostgres(random() < 0.5 ? hourMs : 24 * hourMs)
    const [behind] = await ask<{ ms: number }>(
      town,
      `select ${Date.now()} - extract(epoch from clock_timestamp()) * 1000 as ms`,
    )
    if (Number(behind?.ms) < hourMs / 2) throw new Error('its clock was not set back')
  },
} satisfies Record<string, (town: Town, random: () => number) => Promise<void>>

const names = (Object.keys(faults) as (keyof typeof faults)[]).filter(
  (name) => fakeTime !== undefined || name !== 'PostgreSQL with its clock set back',
)

export interface Told extends Verdict {
  readonly broken: Readonly<Record<string, number>>
  readonly tries: number
}

/** Every fault at least once, in an order of its own, and then again as long as there is time. */
function order(random: () => number) {
  let waiting: (keyof typeof faults)[] = []
  return () => {
    if (waiting.length === 0)
      waiting = names
        .map((name) => [random(), name] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, name]) => name)
    return waiting.pop() ?? 'the line cut'
  }
}

export async function storm({ seed, seconds, kinds = 0, restore, say }: Wish): Promise<Told> {
  const random = dice(seed)
  const next = order(random)
  const broken: Record<string, number> = {}
  if (!fakeTime) say('libfaketime is not installed: the clock of PostgreSQL itself stays right')
  const town = await aTown(seed)
  try {
    await ready(town)
    town.payer.start()
    const load = giving(town)
    const until = Date.now() + seconds * 1000
    // A busy machine takes its time: a storm is over when enough was broken as well.
    const goesOn = () => Date.now() < until || Object.keys(broken).length < kinds
    const paying = whileTrue(goesOn, () => payAll(town, random))
    await pause(1500)
    let kept: Verdict | null = null
    while (goesOn()) {
      const name = next()
      await faults[name](town, random)
      broken[name] = (broken[name] ?? 0) + 1
      say(`${name}; ${load.gifts.length} promises, ${town.payer.said.size} paid in`)
      await pause(1000 + random() * 1500)
      if (restore && !kept && Date.now() > until - seconds * 500) kept = await restored(town, load)
    }
    await load.stop()
    await town.payer.stop()
    await paying
    await payAll(town, () => 1)
    await calm(town)
    const end = await judged(town, load)
    const complaints = [...(kept?.complaints ?? []), ...end.complaints]
    const counts = { ...end.counts, ...kept?.counts }
    return { complaints, counts, broken, tries: load.tries() }
  } finally {
    await town.close()
  }
}

async function whileTrue(may: () => boolean, work: () => Promise<unknown>) {
  while (may()) {
    await work()
    await pause(200)
  }
}

async function ready({ ports, webs }: Town) {
  for (const [place, port] of ports.entries()) {
    let answered = false
    for (let tries = 0; tries < 300 && !answered; tries++) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
      answered = answer?.ok ?? false
      if (!answered) await pause(100)
    }
    if (!answered) throw new Error(`a web process does not come up: ${webs[place]?.words()}`)
  }
}

/** All clocks are right again, and what waits is done. */
async function calm(town: Town) {
  await town.killPostgres()
  await Promise.all([...town.webs, ...town.workers].map((machine) => machine.killed()))
  await ready(town)
  // Whoever opened a payment page has paid by now.
  for (let times = 0; times < 3; times++) {
    await settled(town)
    if ((await payAll(town, () => 1)) === 0) break
  }
  await ask(town, 'select 1')
}
