// A world in which cards are taken: a processor of ours on this machine, an entity that collects,
// an organisation, and donors who promise.
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import type { Tariff } from '#modules/payments/adapters/practice-books.ts'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'
import { findLastIntent } from '#modules/payments/cards/queries.ts'
import { startCheckout } from '#modules/payments/commands.ts'
import { anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { paths } from '#modules/payments/paths.ts'
import { keyOf } from '#modules/payments/schema.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aFakeProcessor, type Travel } from './fake-processor.ts'
import { aWorld, type TestWorld } from './world.ts'

interface Wish {
  /** The account belongs to an entity abroad, which owes the home entity what it collects. */
  readonly abroad?: boolean
  readonly currency?: string
  readonly tariff?: Partial<Tariff>
  /** How long an answer of the processor is waited for. */
  readonly timeout_ms?: number
  /** When it begins; tomorrow, so that what is put off does not come up at once. */
  readonly now?: Date
  /** Whom the gifts are for: one that is made here, unless somebody else makes it. */
  readonly organisation?: (world: TestWorld) => Promise<string>
}

const tomorrow = () => new Date(Date.now() + 24 * 3600 * 1000)

export async function aCardWorld(wish: Wish = {}) {
  const { abroad = false, currency = 'EUR', tariff = {}, timeout_ms = 2000 } = wish
  const { now = tomorrow(), organisation: make = anyOrganisation } = wish
  const place: { world?: TestWorld; account?: string } = {}
  const fake = await aFakeProcessor({
    tariff,
    now: () => place.world?.now() ?? new Date(),
    hook: (body, signature) => post(place, body, signature),
  })
  const { secret_key, webhook_secret, api_url } = fake
  const keys = { secret_key, webhook_secrets: [webhook_secret], api_url, timeout_ms }
  const world = await aWorld({
    settings: { cards: { practice: false, stripe: { main: keys } } },
    now,
  })
  place.world = world
  const { db } = world
  const home = await anEntity(db)
  const other = { name: 'Shembull Schweiz', country: 'CH', is_home: false }
  const entity = abroad ? await anEntity(db, other) : home
  const account = await aProcessorAccount(db, { entity_id: entity, currency })
  place.account = account
  const organisation = await make(world)
  return {
    world,
    db,
    fake,
    home,
    entity,
    account,
    organisation,
    ...donors({ world, fake, entity, organisation, currency }),
    post: (body: string, signature: string) => post(place, body, signature),
    /** The worker does all that waits; what is put off a little as well. */
    work: () => world.work(),
    /** The processor tells, and the worker hears. */
    async tell(travel: Travel = {}) {
      const statuses = await fake.deliver(travel)
      await world.work()
      return statuses
    },
    later: (minutes: number) => {
      world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000)
    },
    async close() {
      await world.close()
      await fake.close()
    },
  }
}

const anyOrganisation = async ({ db }: TestWorld) => (await anOrganisation(db, { slug: 'lumi' })).id

export type CardWorld = Awaited<ReturnType<typeof aCardWorld>>

/** As the processor sends: no cookie, no origin, the body as it was signed. */
async function post(
  { world, account = '' }: { world?: TestWorld; account?: string },
  body: string,
  signature: string,
) {
  if (!world) throw new Error('The world is not there yet.')
  const address = `${world.settings.base_url}${paths.cardHook({ account })}`
  const headers = { 'stripe-signature': signature, 'content-type': 'application/json' }
  return world.app.request(address, { method: 'POST', body, headers })
}

interface Given {
  readonly world: TestWorld
  readonly fake: Awaited<ReturnType<typeof aFakeProcessor>>
  readonly entity: string
  readonly organisation: string
  readonly currency: string
}

function donors({ world, fake, entity, organisation, currency }: Given) {
  const { db } = world
  const promise = (amount_minor = 5000n, purpose_id?: string) =>
    aPledge(db, {
      purpose_id,
      organisation_id: organisation,
      collecting_entity_id: entity,
      method: 'card',
      amount_minor,
      currency,
      created_at: world.now(),
    })
  /** Promised, and the payment page asked for. */
  async function checkout(amount_minor = 5000n, purpose_id?: string) {
    const pledge_id = await promise(amount_minor, purpose_id)
    const begun = await startCheckout(db, { settings: world.settings, now: world.now() }, pledge_id)
    if (!begun.ok) throw new Error(begun.refusal)
    await world.work()
    const intent = await findLastIntent(db, pledge_id)
    return { pledge_id, intent_id: begun.value.intent_id, session: intent?.checkout_ref ?? '' }
  }
  return {
    promise,
    checkout,
    key: (pledge_id: string) => keyOf(pledge_id, world.settings.secret),
    /** Paid with a good card; the words about it wait to be delivered. */
    async paid(amount_minor = 5000n, purpose_id?: string) {
      const begun = await checkout(amount_minor, purpose_id)
      fake.pay(begun.session)
      const session = fake.thing(begun.session)
      const intent = fake.thing(String(session.payment_intent))
      return { ...begun, charge: String(intent.latest_charge) }
    },
    person: async () => ({ person_id: (await aPerson(db, world.settings)).id }),
    intent: (pledge_id: string) => findLastIntent(db, pledge_id),
    async pledge(id: string) {
      const row = db.selectFrom('payments.pledge').selectAll().where('id', '=', id)
      return row.executeTakeFirstOrThrow()
    },
    available: async (
      kind: 'payable' | 'dispute_reserve' | 'processor' | 'loss' | 'processor_fee',
      owner_id: string,
      in_currency = currency,
    ) => (await balanceOf(db, { kind, owner_id, currency: in_currency })).available_minor,
  }
}
