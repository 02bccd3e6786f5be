// A year of money: people give by bank and by card, and they, the bank's files and the processor
// misbehave. At its end the ledger, the bank and the processor agree to the cent, every donor and
// every organisation with them, and the books can be recomputed from zero. Repeat one with SEED;
// YEARS makes it longer.
import { expect, test } from 'vitest'
import { newReference } from '#modules/payments/formats/reference.ts'
import { keepTime } from '#modules/payments/gifts/commands.ts'
import { promiseDue } from '#modules/payments/recurring/commands.ts'
import { aDice, seedOf } from '#test/dice.ts'
import { agree, agreesWithBank, agreesWithDonors } from '#test/year/agreement.ts'
import { bankWorks, processorPaysOut } from '#test/year/bank.ts'
import { aCardWeek, agreesWithProcessor, quiet, takeUp } from '#test/year/cards.ts'
import { choices, promises, promisesAgain, promisesForDrive, strangers } from '#test/year/donors.ts'
import {
  closeMonth,
  explain,
  giveBack,
  order,
  payOut,
  sendBack,
  statements,
} from '#test/year/treasurer.ts'
import { aMoneyYear, type MoneyYear } from '#test/year/world.ts'

const seed = seedOf()
const halves = 24 * Number(process.env.YEARS ?? 1)
const days = halves * 15

test(
  `a year of money ends in books that agree (SEED=${seed})`,
  async () => {
    const year = await aMoneyYear(aDice(seed), days)
    try {
      await promisesForDrive(year)
      for (let i = 0; i < 2; i++) await promisesAgain(year, halves - 4)
      for (; year.half < halves; year.half++) await halfAMonth(year)
      await theEnd(year)
      await agree(year, days + 60)
      await andWouldNotOtherwise(year)
    } finally {
      await year.here.close()
    }
  },
  240_000 * Math.max(1, halves / 24),
)

async function halfAMonth(year: MoneyYear) {
  const { here, half } = year
  const ending = half > halves - 6
  await aCardWeek(here, year.dice, { gifts: 2, days: 15 })
  if (!ending) await promises(year, 5)
  await acts(year)
  if (half % 3 === 0) strangers(year)
  if (half % 2 === 0) processorPaysOut(year)
  bankWorks(year)
  await statements(year)
  await explain(year)
  await sendBack(year)
  await giveBack(year)
  await choices(year)
  if (half % 2 === 1) await monthsEnd(year)
  await here.work()
}

async function acts(year: MoneyYear) {
  const due = year.plans.filter(({ half }) => half === year.half)
  for (const { act } of due) await act()
}

async function monthsEnd(year: MoneyYear) {
  const { db, world } = year.here
  await keepTime(db, world.now())
  await promiseDue(db, world.now(), newReference)
  await payOut(year)
  await order(year)
  await closeMonth(year)
}

/** Everything that is under way arrives, and nothing new begins. */
async function theEnd(year: MoneyYear) {
  const { here } = year
  await quiet(here)
  for (let i = 0; i < 3; i++) {
    year.half += 1
    here.later(2 * 24 * 60)
    await acts(year)
    if (i === 0) processorPaysOut(year)
    bankWorks(year, true)
    await statements(year, true)
    await explain(year)
    await sendBack(year)
    await order(year)
    await takeUp(here)
  }
}

/** The proof proves something: one event that is lost is seen by whoever looks for it. */
async function andWouldNotOtherwise(year: MoneyYear) {
  const { here, eur, donors, sent } = year
  const [from] = donors
  if (!from) throw new Error('There are donors.')
  eur.bank.arrives({ amount_minor: 1n, from, on: '2026-01-01' })
  await expect(agreesWithBank(year)).rejects.toThrow()
  const [first] = sent.keys()
  sent.set(first ?? '', (sent.get(first ?? '') ?? 0n) + 1n)
  await expect(agreesWithDonors(year)).rejects.toThrow()
  // One that nobody heard of is seen by the balance, found in the processor's list, and booked.
  const { session } = await here.checkout()
  here.fake.pay(session)
  const ours = await here.available('processor', here.account)
  expect(ours).toBeLessThan(BigInt(here.fake.balance().get('eur') ?? 0))
  await agreesWithProcessor(here, days + 60)
}
