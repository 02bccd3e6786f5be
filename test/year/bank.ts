// What the bank does between two statements: it executes what we ordered, sends some of it back,
// takes its charge, and books what the processor of cards pays out.
import { anXkIban } from '#modules/payments/statements/fixtures.ts'
import { type MoneyYear, type Purse, todayOf } from './world.ts'

const payout = /^MZ-P-/

export function bankWorks(year: MoneyYear, last = false) {
  const { at_bank, dice } = year
  const on = todayOf(year)
  for (const { purse, xml } of at_bank.splice(0))
    for (const { end_to_end_id } of purse.bank.executesFile(xml, on))
      if (!last && end_to_end_id && payout.test(end_to_end_id) && dice.happens(0.15))
        year.plans.push({ half: year.half + 1, act: () => bounce(year, purse, end_to_end_id) })
  for (const { bank } of year.purses)
    if (dice.happens(0.4)) bank.charges(BigInt(50 + dice.upTo(400)), on)
}

/** The account of an organisation was closed, or its number is another's. */
const bounce = (year: MoneyYear, { bank }: Purse, end_to_end_id: string) =>
  bank.bounces(end_to_end_id, 'AC04', todayOf(year))

const processor = { name: 'Card Payments Ltd', iban: anXkIban() }

/** Most of what it owes us goes to the bank account of whoever collects. */
export function processorPaysOut(year: MoneyYear, all = false) {
  const { here, dice, of_processor, meant } = year
  const owed = here.fake.balance().get('eur') ?? 0
  const amount = all ? owed : Math.floor((owed * (50 + dice.upTo(40))) / 100)
  if (amount < 100) return
  const { id } = here.fake.payOut(amount, 'eur')
  const coming = { amount_minor: BigInt(amount), from: processor, text: `PAYOUT ${id}` }
  const { bank_reference } = of_processor.bank.arrives({ ...coming, on: todayOf(year) })
  meant.set(bank_reference, { kind: 'processor' })
}
