// A season of gifts by card with a processor that repeats itself, mixes up, forgets, breaks off and
// disputes. At its end the ledger and the processor agree to the cent, and every donor with both.
import { test } from 'vitest'
import { aCardWorld } from '#test/card-world.ts'
import { aDice, seedOf } from '#test/dice.ts'
import { aCardWeek, agreesWithProcessor, quiet } from '#test/year/cards.ts'

const seed = seedOf()

test(`a season of cards ends in books that agree (SEED=${seed})`, async () => {
  const dice = aDice(seed)
  const here = await aCardWorld({ abroad: dice.happens(0.5), timeout_ms: 400 })
  try {
    for (let week = 0; week < 6; week++) await aCardWeek(here, dice, { gifts: 4, days: 7 })
    await quiet(here)
    await agreesWithProcessor(here, 120)
  } finally {
    await here.close()
  }
}, 120_000)
