// What people do who give by bank: most of them what they were asked, the others everything else.

import { newReference } from '#modules/payments/formats/reference.ts'
import { chooseCredit, withdraw } from '#modules/payments/gifts/commands.ts'
import { promiseSupport } from '#modules/payments/giving/commands.ts'
import { findPledge } from '#modules/payments/queries.ts'
import type { Rhythm } from '#modules/payments/rules.ts'
import { anXkIban } from '#modules/payments/statements/fixtures.ts'
import type { Donor, House, Meant, MoneyYear, Purse } from './world.ts'
import { todayOf } from './world.ts'

const habits = [
  ...(['plain', 'plain', 'plain', 'structured', 'lines', 'lower', 'typo', 'nameless'] as const),
  ...(['over', 'over', 'under', 'twice', 'split', 'together', 'late', 'never'] as const),
  ...(['withdrawn', 'other_currency'] as const),
] as const
type Habit = (typeof habits)[number]

interface Promise_ {
  readonly id: string
  readonly reference: string
  readonly amount_minor: bigint
  readonly donor: Donor
  readonly house: House
  readonly purse: Purse
}

interface Wish {
  readonly house: House
  readonly purse: Purse
  readonly rhythm?: Rhythm
  readonly purpose_id?: string
}

async function promise(year: MoneyYear, wish: Wish): Promise<Promise_> {
  const { here, dice } = year
  const { house, purse, rhythm = null, purpose_id } = wish
  const donor = dice.pick(year.donors)
  const amount_minor = BigInt(500 + dice.upTo(30_000))
  const { id: bank_account_id, entity_id, currency } = purse
  const made = await promiseSupport(
    here.db,
    {
      organisation_id: house.id,
      purpose_id,
      amount_minor,
      rhythm,
      reference: newReference(),
      account: { bank_account_id, entity_id, currency, is_sample: true },
      today: todayOf(year),
      once_key: undefined,
      donor_name: donor.name,
      locale: 'sq',
      donor_email: donor.email,
      donor_country: 'CH',
      visibility: 'named',
      person_id: null,
      in_name_of: null,
      message: null,
    },
    here.world.now(),
  )
  if (!made.ok) throw new Error(`not promised: ${made.refusal}`)
  const pledge = await findPledge(here.db, made.value)
  return { id: made.value, reference: pledge?.reference ?? '', amount_minor, donor, house, purse }
}

/** Some promise, and decide when and how they will keep it. */
export async function promises(year: MoneyYear, count: number) {
  const { dice, houses, eur, chf } = year
  for (let i = 0; i < count; i++) {
    const purse = dice.happens(0.2) ? chf : eur
    const wish = { house: dice.pick(houses), purse }
    plan(year, await promise(year, wish), dice.pick(habits))
  }
}

/** For the drive: in time, and from its last weeks on too late. */
export async function promisesForDrive(year: MoneyYear) {
  const { dice, houses, eur, drive } = year
  const house = houses[1]
  if (!house) return
  for (const later of [1, 12]) {
    const made = await promise(year, { house, purse: eur, purpose_id: drive })
    const meant: Meant = later > 6 ? { kind: 'return' } : { kind: 'pledges', pledges: [made.id] }
    at(year, later + dice.upTo(2), () => send(year, made, made.amount_minor, { meant }))
  }
}

/** A standing order: the first reference for ever, as banks repeat it. */
export async function promisesAgain(year: MoneyYear, halves: number) {
  const { dice, houses, eur } = year
  const made = await promise(year, { house: dice.pick(houses), purse: eur, rhythm: 'month' })
  for (let later = 1; year.half + later < halves; later += 2)
    at(year, later, () => send(year, made, made.amount_minor))
}

const at = (year: MoneyYear, later: number, act: () => unknown) => {
  year.plans.push({ half: year.half + later, act })
}

interface Sending {
  readonly text?: string | readonly string[]
  readonly reference?: string
  readonly purse?: Purse
  /** What it was meant for; the promise itself when nothing is said. */
  readonly meant?: Meant
}

function send(year: MoneyYear, made: Promise_, amount_minor: bigint, sending: Sending = {}) {
  const { purse = made.purse, reference } = sending
  const { meant = { kind: 'pledges', pledges: [made.id] } } = sending
  const text = sending.text ?? (reference ? [] : `Dhurim ${made.reference}`)
  const on = todayOf(year)
  const coming = { amount_minor, from: made.donor, text, on, ...(reference ? { reference } : {}) }
  const { bank_reference } = purse.bank.arrives(coming)
  year.meant.set(bank_reference, meant)
  if (meant.kind === 'pledges' && meant.pledges.length === 1) count(year, made.id, amount_minor)
}

const count = ({ sent }: MoneyYear, id: string, more: bigint) =>
  sent.set(id, (sent.get(id) ?? 0n) + more)

/** Two signs changed places: the check digits tell. */
function mistyped(reference: string): string {
  for (let i = 5; i + 1 < reference.length; i++) {
    const [a = '', b = ''] = [reference[i], reference[i + 1]]
    if (a !== b) return reference.slice(0, i) + b + a + reference.slice(i + 2)
  }
  return reference.slice(0, -3)
}

function plan(year: MoneyYear, made: Promise_, habit: Habit) {
  const { amount_minor: all, reference } = made
  const { dice } = year
  const part = all / 3n
  const soon = dice.upTo(2)
  const pays = (amount: bigint, sending?: Sending, later = soon) =>
    at(year, later, () => send(year, made, amount, sending))
  const middle = Math.floor(reference.length / 2)
  const halves = [reference.slice(0, middle), reference.slice(middle)]
  if (habit === 'plain') pays(all)
  if (habit === 'structured') pays(all, { reference })
  if (habit === 'lines') pays(all, { text: halves })
  if (habit === 'lower') pays(all, { text: reference.toLowerCase().replace(/(.{4})/g, '$1 ') })
  if (habit === 'typo') pays(all, { text: mistyped(reference) })
  if (habit === 'nameless') pays(all, { text: 'për shoqatën' })
  if (habit === 'over') pays(all + BigInt(1 + dice.upTo(5000)))
  if (habit === 'under') {
    pays(part)
    if (dice.happens(0.5)) pays(all - part, {}, soon + 2)
  }
  if (habit === 'twice') for (const later of [soon, soon + 1]) pays(all, {}, later)
  if (habit === 'split') for (const amount of [part, all - part]) pays(amount)
  if (habit === 'late') pays(all, {}, 5)
  if (habit === 'together') at(year, soon, () => together(year, made))
  if (habit === 'withdrawn') {
    at(year, soon, () => withdraw(year.here.db, made.id))
    pays(all, { meant: { kind: 'return' } }, soon + 1)
  }
  if (habit === 'other_currency')
    pays(all, { purse: made.purse === year.eur ? year.chf : year.eur, meant: meantFor(made) })
}

const meantFor = ({ house }: Promise_): Meant => ({ kind: 'purpose', house })

/** One transfer for two promises. */
async function together(year: MoneyYear, first: Promise_) {
  const { purse, house, reference } = first
  const second = await promise(year, { purse, house })
  const text = [reference, second.reference]
  const sum = first.amount_minor + second.amount_minor
  const meant = { kind: 'pledges', pledges: [first.id, second.id] } as const
  send(year, first, sum, { text, meant })
  for (const { id, amount_minor } of [first, second]) count(year, id, amount_minor)
}

/** Somebody whom nobody knows: for an organisation, or for nobody here. */
export function strangers(year: MoneyYear) {
  const { dice, houses, eur, meant } = year
  const from = { name: 'I panjohur', iban: anXkIban() }
  const amount_minor = BigInt(100 + dice.upTo(9000))
  const coming = { amount_minor, from, text: 'pagesë', on: todayOf(year) }
  const { bank_reference } = eur.bank.arrives(coming)
  const house = dice.pick(houses)
  meant.set(bank_reference, dice.happens(0.5) ? { kind: 'purpose', house } : { kind: 'return' })
}

/** Those who sent too much say what it is for, or say nothing. */
export async function choices(year: MoneyYear) {
  const { here, dice, houses, sent } = year
  for (const pledge_id of sent.keys()) {
    if (!dice.happens(0.2)) continue
    const choice = dice.pick(['keep', 'keep', 'other', 'back'] as const)
    const organisation_id = dice.pick(houses).id
    const wish = { pledge_id, choice, organisation_id, today: todayOf(year) }
    await chooseCredit(here.db, wish, here.world.now())
  }
}
