// A year in which money is given: organisations with their treasurers, two treasurers of the
// platform, two accounts at a bank of paper, and a processor of cards on this machine.
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { type Steward, stewardOf } from '#modules/organisations/index.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { openPurpose } from '#modules/payments/commands.ts'
import { aBankAccount } from '#modules/payments/fixtures.ts'
import { anAccountOf } from '#modules/payments/payouts/fixtures.ts'
import { anXkIban } from '#modules/payments/statements/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { type Operator, operatorOf } from '#modules/people/index.ts'
import { aCardWorld, type CardWorld } from '../card-world.ts'
import type { Dice } from '../dice.ts'
import { aFakeBank, type FakeBank, type Party } from '../fake-bank.ts'
import type { TestWorld } from '../world.ts'

/** What a transfer was meant for, whatever its sender wrote. */
export type Meant =
  | { readonly kind: 'pledges'; readonly pledges: readonly string[] }
  | { readonly kind: 'purpose'; readonly house: House }
  | { readonly kind: 'processor' | 'return' }

export interface House {
  readonly id: string
  readonly slug: string
  readonly iban: string
  readonly account_id: string
  readonly steward: Steward
}

export interface Purse {
  /** The account in our books. */
  readonly id: string
  readonly entity_id: string
  readonly currency: string
  readonly bank: FakeBank
  /** Statements that got lost on the way, the oldest first. */
  readonly lost: string[]
}

export interface Donor extends Party {
  readonly email: string
}

export interface MoneyYear {
  readonly here: CardWorld
  readonly dice: Dice
  readonly treasurers: readonly [Operator, Operator]
  readonly houses: readonly House[]
  readonly donors: readonly Donor[]
  readonly eur: Purse
  readonly chf: Purse
  /** Where the processor sends what it owes. */
  readonly of_processor: Purse
  readonly purses: readonly Purse[]
  /** For something that ends in spring; what comes later goes back. */
  readonly drive: string
  /** By the bank's own reference of an entry. */
  readonly meant: Map<string, Meant>
  /** What was sent for each promise, as those who sent it know. */
  readonly sent: Map<string, bigint>
  /** What people will do, in which half of a month. */
  readonly plans: { readonly half: number; readonly act: () => unknown }[]
  /** Files that went to the bank and wait there. */
  readonly at_bank: { readonly purse: Purse; readonly xml: string }[]
  half: number
}

const aDay = 24 * 3600 * 1000
export const dayOf = (at: Date) => at.toISOString().slice(0, 10)
export const todayOf = ({ here }: MoneyYear) => dayOf(here.world.now())

/** Begins so many days ago: a month can only be closed when it is over for PostgreSQL, too. */
export async function aMoneyYear(dice: Dice, days: number): Promise<MoneyYear> {
  const now = new Date(Date.now() - (days + 20) * aDay)
  const abroad = dice.happens(0.5)
  const people: { [name: string]: string } = {}
  const made: House[] = []
  const here = await aCardWorld({
    abroad,
    now,
    timeout_ms: 400,
    async organisation(world) {
      for (const name of ['owner', 'finance', 'first', 'second']) {
        const roles = name === 'first' || name === 'second' ? (['operator'] as const) : []
        people[name] = (await aPerson(world.db, world.settings, { name, roles })).id
      }
      for (const slug of ['lumi', 'mali', 'fusha']) made.push(await aHouse(world, people, slug))
      return made[0]?.id ?? ''
    },
  })
  const eur = await aPurse(here, here.home, 'EUR', people, 1_000_00n)
  const chf = await aPurse(here, here.home, 'CHF', people)
  const of_processor = abroad ? await aPurse(here, here.entity, 'EUR', people) : eur
  const drive = await openPurpose(here.db, {
    kind: 'drive',
    organisation_id: made[1]?.id ?? '',
    ref_id: null,
    late: 'return',
    title: { en: 'A bridge by spring' },
    path: '/bridge',
    opens_at: now,
    account: { kind: 'payable', owner_id: made[1]?.id ?? '' },
    closes_at: new Date(now.getTime() + 150 * aDay),
  })
  const donors = Array.from({ length: 12 }, (_, i) => ({
    name: `Dhuruesi ${i}`,
    iban: anXkIban(),
    email: `donor${i}@example.org`,
  }))
  return {
    here,
    dice,
    houses: made,
    donors,
    eur,
    chf,
    of_processor,
    drive,
    half: 0,
    treasurers: [anOperator(people.first), anOperator(people.second)],
    purses: [...new Set([eur, chf, of_processor])],
    meant: new Map(),
    sent: new Map(),
    plans: [],
    at_bank: [],
  }
}

const meOf = (id = '') => ({
  id,
  name: '',
  email: `${id}@example.org`,
  session_id: id,
  locale: 'en' as const,
})

const anOperator = (id?: string) =>
  operatorOf({ ...meOf(id), roles: ['operator'], two_factor: true })

async function aHouse({ db, now: clock }: TestWorld, people: Record<string, string>, slug: string) {
  const { owner = '', finance = '', first = '', second = '' } = people
  const members = { owner, finance }
  const { id: organisation_id } = await anOrganisation(db, { slug, is_sample: true, members })
  const now = clock()
  const at = new Date(now.getTime() - 60 * aDay)
  const operators = [first, second] as const
  await aVerification(db, { organisation_id, requested_by: owner, operators, at })
  const iban = anXkIban()
  const of = { organisation_id, owner, finance, now, days: 30, iban }
  const account_id = await anAccountOf(db, of)
  const me = { ...meOf(finance), roles: [], two_factor: false }
  const steward = await stewardOf(db, me, slug, 'finance')
  return { id: organisation_id, slug, iban, account_id, steward }
}

async function aPurse(
  { db, world }: CardWorld,
  entity_id: string,
  currency: string,
  { first = '', second = '' }: Record<string, string>,
  opening_minor = 0n,
): Promise<Purse> {
  const iban = anXkIban()
  const confirmed_at = world.now()
  const by = { added_by: first, added_at: confirmed_at, confirmed_by: second, confirmed_at }
  const wish = { entity_id, iban, currency, ...by }
  const id = await aBankAccount(db, wish)
  return { id, entity_id, currency, lost: [], bank: aFakeBank({ iban, currency, opening_minor }) }
}
