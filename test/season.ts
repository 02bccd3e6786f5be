// A season of campaigns: a bank on paper, a card processor on this machine, an organisation that
// asks, people who match, and donors who pay as donors do: late, short, twice.

import { sql } from 'kysely'
import { type AMatchingRound, aCampaign, aMatchingRound } from '#modules/campaigns/fixtures.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { findLastIntent } from '#modules/payments/cards/queries.ts'
import { orders, startCheckout } from '#modules/payments/commands.ts'
import { aBankAccount, aPledge } from '#modules/payments/fixtures.ts'
import { writePain001 } from '#modules/payments/formats/pain001.ts'
import { readStatements } from '#modules/payments/formats/reading.ts'
import { matchEntries } from '#modules/payments/matching/commands.ts'
import { drawOrder, sendOrder } from '#modules/payments/orders/commands.ts'
import { listConfirmedReturns, listItems } from '#modules/payments/orders/queries.ts'
import { sendDue } from '#modules/payments/passing-on/commands.ts'
import { findPledge } from '#modules/payments/queries.ts'
import { confirmRefund } from '#modules/payments/refunds/commands.ts'
import { importStatement } from '#modules/payments/statements/commands.ts'
import { anXkIban } from '#modules/payments/statements/fixtures.ts'
import { tellWhither } from '#modules/payments/whither/commands.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import type { Operator } from '#modules/people/index.ts'
import { aCardWorld } from './card-world.ts'
import { aFakeBank } from './fake-bank.ts'

/** Mulberry32: small, and the same everywhere. */
export function dice(from: number) {
  let state = from
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const upTo = (most: number) => Math.floor(random() * most)
  return {
    random,
    upTo,
    chance: (of: number) => random() < of,
    pick: <T>(of: readonly T[]): T => of[upTo(of.length)] as T,
  }
}

const dayMs = 86_400_000

export async function aSeason() {
  const here = await aCardWorld()
  const { db, world, home } = here
  const come = async (email: string, roles: readonly 'operator'[] = []) =>
    (await aPerson(db, world.settings, { email, roles })).id
  const owner = await come('owner@river.example')
  const patron = await come('patron@fund.example')
  const judges = [
    await come('one@judges.example', ['operator']),
    await come('two@judges.example', ['operator']),
  ] as const
  const river = (await anOrganisation(db, { slug: 'river', members: { owner } })).id
  const fund = (await anOrganisation(db, { slug: 'fund', members: { owner: patron } })).id
  await aVerification(db, {
    organisation_id: river,
    requested_by: owner,
    operators: judges,
    at: world.now(),
  })
  const iban = anXkIban()
  const account = await aBankAccount(db, {
    entity_id: home,
    iban,
    added_by: judges[0],
    confirmed_by: judges[1],
    confirmed_at: world.now(),
  })
  const bank = aFakeBank({ iban, currency: 'EUR' })
  const place = { here, bank, account, river, fund, owner, patron, judges }
  return {
    ...place,
    now: () => world.now(),
    day: () => world.now().toISOString().slice(0, 10),
    days: (many: number) => {
      world.clock.now = new Date(world.clock.now.getTime() + many * dayMs)
    },
    ...givingIn(place),
    ...askingIn(place),
    ...bankingIn(place),
    held: async (kind: Kept, owner_id: string) =>
      (await balanceOf(db, { kind, owner_id, currency: 'EUR' })).available_minor,
    /** To campaigns that succeeded, all of them together. */
    async owed() {
      const { sum } = await db
        .selectFrom('ledger.account as a')
        .innerJoin('campaigns.campaign as c', 'c.id', 'a.owner_id')
        .select(({ fn, eb }) =>
          fn
            .sum<bigint>(eb('a.credits_posted_minor', '-', eb.ref('a.debits_posted_minor')))
            .as('sum'),
        )
        .where('a.kind', '=', 'payable')
        .executeTakeFirstOrThrow()
      return BigInt(sum)
    },
    close: () => here.close(),
  }
}

export type Season = Awaited<ReturnType<typeof aSeason>>
type Kept = 'bank' | 'payable' | 'escrow' | 'match_pool' | 'suspense' | 'processor' | 'loss'

interface Place {
  readonly river: string
  readonly fund: string
  readonly owner: string
  readonly patron: string
  readonly here: Awaited<ReturnType<typeof aCardWorld>>
  readonly bank: ReturnType<typeof aFakeBank>
  readonly account: string
  readonly judges: readonly [string, string]
}

function askingIn({ here, river, fund, owner, patron, judges }: Place) {
  const { db, world } = here
  return {
    campaign: (slug: string, terms: object, budget: readonly bigint[]) =>
      aCampaign(db, {
        slug,
        organisation_id: river,
        asked_by: owner,
        judges,
        at: world.now(),
        terms,
        budget: budget.map((amount_minor, at) => ({ amount_minor, essential: at === 0 })),
      }),
    round: (wish: Partial<AMatchingRound>, fill: (purpose_id: string) => Promise<unknown>) =>
      aMatchingRound(db, {
        organisation_id: fund,
        asked_by: patron,
        opened_by: judges[0],
        at: world.now(),
        ...wish,
        fund: fill,
      }),
  }
}

// IBANs of donors, each with right check digits.
const accounts = Array.from({ length: 200 }, () => anXkIban())
export const donorOf = (number: number) => ({
  name: `Donor ${number}`,
  iban: accounts[number % accounts.length] ?? '',
})

function givingIn({ here, bank, account }: Place) {
  const { db, world, home, entity, fake } = here
  const promise = (purpose_id: string, amount_minor: bigint, donor: number, card = false) =>
    aPledge(db, {
      organisation_id: '',
      purpose_id,
      amount_minor,
      created_at: world.now(),
      donor_email: `donor${donor}@example.org`,
      donor_name: `Donor ${donor}`,
      ...(card
        ? { method: 'card' as const, collecting_entity_id: entity }
        : { collecting_entity_id: home, bank_account_id: account }),
    })
  /** Promised by card, and the payment page asked for. */
  async function checkout(purpose_id: string, amount_minor: bigint, donor: number) {
    const pledge_id = await promise(purpose_id, amount_minor, donor, true)
    const around = { settings: world.settings, now: world.now() }
    const begun = await startCheckout(db, around, pledge_id)
    if (!begun.ok) throw new Error(begun.refusal)
    await world.work()
    const intent = await findLastIntent(db, pledge_id)
    return { pledge_id, session: intent?.checkout_ref ?? '' }
  }
  return {
    promise,
    /** What the donor's bank sends: perhaps another sum than was promised. */
    async transfers(pledge_id: string, amount_minor: bigint, donor: number, on: string) {
      const { reference } = (await findPledge(db, pledge_id)) ?? { reference: '' }
      bank.arrives({ amount_minor, from: donorOf(donor), reference, on })
    },
    checkout,
    /** By card, with a good one; the words about it wait to be delivered. */
    async pays(purpose_id: string, amount_minor: bigint, donor: number) {
      const { pledge_id, session } = await checkout(purpose_id, amount_minor, donor)
      fake.pay(session)
      return pledge_id
    },
  }
}

function bankingIn({ here, bank, account, judges }: Banking) {
  const { db, world } = here
  const around = () => ({ by: 'system', now: world.now(), orders }) as const
  const today = () => world.now().toISOString().slice(0, 10)
  /** Everything since the last statement, imported and matched. */
  async function statement() {
    const bytes = Buffer.from(bank.statement(today()))
    const upload = { name: `${today()}.xml`, bytes, read: readStatements(bytes) }
    const done = await importStatement(db, upload, { ...around(), files: world.files })
    if (done.state !== 'imported') throw new Error(JSON.stringify(done.reasons))
    await matchEntries(db, around())
    here.later(1)
  }
  return {
    ...returningIn({ here, bank, account, judges }, statement),
    statement,
    /** What quadratic rounds paid to campaigns that had ended before them. */
    async sharedLate() {
      const { rows } = await sql<{ late: bigint }>`
        select (select coalesce(sum(amount_minor), 0) from campaigns.match where state = 'paid')
          - (select coalesce(sum(matched_minor), 0) from campaigns.settlement
             where outcome = 'succeeded') as late
      `.execute(db)
      return BigInt(rows[0]?.late ?? 0n)
    },
  }
}

type Banking = Pick<Place, 'here' | 'bank' | 'account' | 'judges'>

function returningIn({ here, bank, account, judges }: Banking, statement: () => Promise<unknown>) {
  const { db, world } = here
  const today = () => world.now().toISOString().slice(0, 10)
  const operators = judges.map((person_id) => ({ person_id }) as Operator)
  /** Whose account is no more names another one; one operator writes it down, another confirms. */
  async function donorsTellAccounts() {
    const [one, two] = operators
    const unknown = await db
      .selectFrom('payments.bank_return as b')
      .innerJoin('payments.refund as r', 'r.id', 'b.refund_id')
      .select(['b.id', 'r.id as refund_id', 'r.payment_id'])
      .where('b.state', '=', 'requested')
      .execute()
    if (!one || !two) throw new Error('there are two operators')
    for (const { id, refund_id, payment_id } of unknown) {
      await tellWhither(db, one, id, { iban: anXkIban(), holder: 'Donor', bic: null })
      await confirmRefund(db, two, refund_id, payment_id, world.now())
    }
    return unknown.length
  }
  async function aFile(bounces: (number: number) => boolean): Promise<number> {
    const [one, two] = operators
    const items = (await listConfirmedReturns(db)).map(({ id }) => id)
    if (items.length === 0 || !one || !two) return 0
    const wish = { bank_account_id: account, execute_on: today(), items, once: undefined }
    const drawn = await drawOrder(db, one, wish, writePain001, world.now())
    if (!drawn.ok) throw new Error(drawn.refusal)
    await sendOrder(db, two, drawn.value, world.now())
    const lines = await listItems(db, drawn.value)
    bank.executes(
      lines.map((line) => ({
        end_to_end_id: line.end_to_end_id,
        amount_minor: line.amount_minor,
        to: { name: line.holder, iban: line.iban },
      })),
      today(),
    )
    await statement()
    const back = lines.filter((_, number) => bounces(number))
    for (const { end_to_end_id } of back) bank.bounces(end_to_end_id, 'AC04', today())
    if (back.length > 0) await statement()
    return lines.length
  }
  return {
    donorsTellAccounts,
    /** What waited for its giver's word goes. */
    sendDue: () => sendDue(db, world.now()),
    /** All returns that are confirmed, file by file; two operators see each. */
    async returnsGoOut(bounces: (number: number) => boolean) {
      let out = 0
      for (let sent = await aFile(bounces); sent > 0; sent = await aFile(bounces)) out += sent
      return out
    },
  }
}
