// Campaigns of the town: one that is open, one that is written, one that waits for the operators. A
// verified organisation next door receives the money.
import { linkPart } from '#kit/signed.ts'
import { addExpense } from '#modules/campaigns/accounting/commands.ts'
import {
  type ACampaign,
  aCampaign,
  aDraft,
  aMatchingRound,
  aReview,
  aRoundDraft,
  aWaitingRound,
} from '#modules/campaigns/fixtures.ts'
import { joinRound } from '#modules/campaigns/joining/commands.ts'
import type { CampaignSteward } from '#modules/campaigns/queries.ts'
import { settleCampaign } from '#modules/campaigns/settlement/commands.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { addThanks, giftKey } from '#modules/payments/index.ts'
import { aBoundPayout } from '#modules/payments/payouts/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import type { Houses, Visitors } from './town.ts'
import { add, aFile, localized } from './town-rows.ts'
import type { TestWorld } from './world.ts'

export async function campaignsThere(world: TestWorld, visitors: Visitors, houses: Houses) {
  const { db, settings } = world
  const at = world.now()
  const operator = async (name: string) =>
    (await aPerson(db, settings, { email: `${name}@example.org`, roles: ['operator'] })).id
  const judges = [await operator('judge.one'), await operator('judge.two')] as const
  const host = await anOrganisation(db, {
    slug: 'bridge-keepers',
    members: { owner: visitors.foreigner.id },
  })
  const asked_by = visitors.owner.id
  const vouched = { organisation_id: host.id, requested_by: visitors.foreigner.id, at }
  await aVerification(db, { ...vouched, operators: judges })
  const organisation_id = houses.river
  const hosted = { host_id: host.id, host_agreed_by: visitors.foreigner.id, host_agreed_at: at }
  const open = await aCampaign(db, {
    slug: 'new-boats',
    organisation_id,
    asked_by,
    judges,
    at,
    terms: hosted,
  })
  const terms = { host_id: host.id }
  const draft = await aDraft(db, { slug: 'new-oars', organisation_id, at, terms })
  const waiting = await aDraft(db, { slug: 'new-nets', organisation_id, at, terms: hosted })
  const item = await db
    .selectFrom('campaigns.budget_item')
    .select('id')
    .where('campaign_id', '=', draft.id)
    .executeTakeFirstOrThrow()
  const rounds = await roundsThere(world, visitors, houses, { campaign: open.id, judges })
  return {
    ...rounds,
    campaign: open.slug,
    campaign_draft: draft.slug,
    campaign_item: item.id,
    campaign_review: await aReview(db, waiting.id, asked_by, at),
    campaign_question: await add(world, 'campaigns.question', {
      campaign_id: open.id,
      person_id: visitors.visitor.id,
      language: 'en',
      text: 'How many boats?',
      asked_at: at,
      answer: localized('Two.'),
      answered_by: asked_by,
      answered_at: at,
    }),
    ...(await afterwards(world, visitors, judges)),
    ...(await thankedThere(world, open, judges)),
  }
}

/** A gift that came, and what it is thanked with. */
async function thankedThere(
  { db, now, settings }: TestWorld,
  { id: ref_id, purpose_id }: { id: string; purpose_id: string },
  [added_by, confirmed_by]: readonly [string, string],
) {
  const entity_id = await anEntity(db, { is_home: false, name: 'Bridge Fund' })
  const bank_account_id = await aBankAccount(db, {
    entity_id,
    iban: 'XK051212012345678906',
    added_by,
    confirmed_by,
    confirmed_at: now(),
  })
  const what = { title: { en: 'A postcard' }, note: {}, least_minor: 1000n, stock: 20 }
  const thanks = await addThanks(db, { ...what, kind: 'campaign', ref_id, currency: 'EUR' }, now())
  if (!thanks.ok) throw new Error(`The town thanks nobody: ${thanks.refusal}`)
  const give = (thanks_id: string | null) =>
    aPledge(db, {
      organisation_id: '',
      purpose_id,
      collecting_entity_id: entity_id,
      bank_account_id,
      created_at: now(),
      thanks_id,
    })
  const pledge_id = await give(thanks.value)
  await aBankGift(db, { pledge_id, bank_account_id, amount_minor: 5000n })
  return {
    campaign_gift_key: linkPart(await give(null), settings.secret),
    campaign_thanks: thanks.value,
    campaign_thanked: pledge_id,
  }
}

/** One that succeeded: some of it was paid out, and something was bought. */
async function afterwards(world: TestWorld, visitors: Visitors, judges: readonly [string, string]) {
  const { db, now, settings } = world
  const payee = await db
    .selectFrom('organisations.bank_account as a')
    .innerJoin('organisations.organisation as o', 'o.id', 'a.organisation_id')
    .select(['o.id as organisation_id', 'a.id as account_id'])
    .where('o.slug', '=', 'payee')
    .executeTakeFirstOrThrow()
  const at = new Date(now().getTime() - 30 * 24 * 60 * 60 * 1000)
  const asked_by = visitors.owner.id
  const { organisation_id } = payee
  const terms = { days: 7, grace_days: 0 }
  const campaign = await aCampaign(db, {
    slug: 'old-boats',
    organisation_id,
    asked_by,
    judges,
    at,
    terms,
  })
  const { id: campaign_id, purpose_id } = campaign
  const entity = await db
    .selectFrom('payments.bank_account')
    .select(['id', 'entity_id'])
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  const collecting = { collecting_entity_id: entity.entity_id, bank_account_id: entity.id }
  const pledge_id = await aPledge(db, {
    ...collecting,
    organisation_id,
    purpose_id,
    amount_minor: 100_000n,
    created_at: at,
  })
  const on = at.toISOString().slice(0, 10)
  const money = { pledge_id, bank_account_id: entity.id, amount_minor: 100_000n, on }
  await aBankGift(db, money)
  const settled = await settleCampaign(db, campaign_id, now())
  if (!settled.ok) throw new Error(`The town has no finished campaign: ${settled.refusal}`)
  const done = { campaign_id, purpose_id, ...payee }
  return {
    campaign_done: campaign.slug,
    ...(await spentThere(world, visitors, done)),
    campaign_gift: pledge_id,
    campaign_gift_page_key: giftKey(pledge_id, settings.secret),
    ...(await waitingThere(world, { asked_by, judges, at, terms, organisation_id }, collecting)),
  }
}

/** One that failed: its gift waits for its giver's word. */
async function waitingThere(
  { db, now, settings }: TestWorld,
  asking: Omit<ACampaign, 'slug'>,
  collecting: { readonly collecting_entity_id: string; readonly bank_account_id: string },
) {
  const { id, slug, purpose_id } = await aCampaign(db, { ...asking, slug: 'lost-boats' })
  const { organisation_id } = asking
  const pledge_id = await aPledge(db, { ...collecting, organisation_id, purpose_id })
  const { bank_account_id } = collecting
  const on = (asking.at ?? now()).toISOString().slice(0, 10)
  await aBankGift(db, { pledge_id, bank_account_id, amount_minor: 5000n, on })
  const settled = await settleCampaign(db, id, now())
  if (!settled.ok) throw new Error(`The town has no failed campaign: ${settled.refusal}`)
  return {
    campaign_failed: slug,
    campaign_waiting: pledge_id,
    campaign_waiting_key: giftKey(pledge_id, settings.secret),
  }
}

interface Done {
  readonly campaign_id: string
  readonly purpose_id: string
  readonly organisation_id: string
  readonly account_id: string
}

/** Some of its money was paid out, and something was bought with it. */
async function spentThere(
  world: TestWorld,
  { owner, finance, operator, unarmed }: Visitors,
  { campaign_id, purpose_id, organisation_id, account_id }: Done,
) {
  const { db, now } = world
  const { id: item_id } = await db
    .selectFrom('campaigns.budget_item')
    .select('id')
    .where('campaign_id', '=', campaign_id)
    .where('essential', '=', true)
    .executeTakeFirstOrThrow()
  const file_id = await aFile(world, 'evidence', owner.id)
  await aBoundPayout(db, {
    organisation_id,
    account_id,
    purpose_id,
    part_id: item_id,
    created_by: finance.id,
    operators: [operator.id, unarmed.id],
    file_id,
    amount_minor: 60_000n,
    now: now(),
  })
  const steward = { person_id: owner.id, organisation_id, campaign_id } as CampaignSteward
  const which = { item_id, file_id: await aFile(world, 'document', owner.id) }
  const wish = { title: { en: 'A boat' }, paid_to: 'Boatyard', amount: '400', once: undefined }
  const spent_on = now().toISOString().slice(0, 10)
  const expense = await addExpense(db, steward, which, { ...wish, spent_on }, now())
  if (!expense.ok) throw new Error(`The town has no expense: ${expense.refusal}`)
  return { campaign_done_item: item_id, campaign_expense: expense.value }
}

interface Around {
  readonly campaign: string
  readonly judges: readonly [string, string]
}

/** A round that runs and has a campaign, one that waits for an operator, one that is written. */
async function roundsThere(
  world: TestWorld,
  { owner }: Visitors,
  { river }: Houses,
  { campaign, judges: [opened_by] }: Around,
) {
  const { db } = world
  const at = world.now()
  const wish = { organisation_id: river, asked_by: owner.id, opened_by, at }
  const open = await aMatchingRound(db, {
    ...wish,
    title: { en: 'Doubled by the river' },
    pot: '10',
    days: 90,
    fund: (purpose_id) => aPotGift(world, purpose_id),
  })
  const steward = { person_id: owner.id, organisation_id: river, campaign_id: campaign }
  await joinRound(db, steward as CampaignSteward, open.id, at)
  await aMatchingRound(db, {
    ...wish,
    title: { en: 'Doubled by the town' },
    pot: '10',
    days: 90,
    fund: (purpose_id) => aPotGift(world, purpose_id),
  })
  const waiting = await aWaitingRound(db, { ...wish, title: { en: 'Doubled by the bridge' } })
  await aPotGift(world, waiting.purpose_id, 100_000n)
  const draft = await aRoundDraft(db, { ...wish, title: { en: 'Doubled by nobody yet' } })
  const drafted = { matching_draft: draft.slug }
  return { ...drafted, matching_open: open.slug, matching_waiting: waiting.id }
}

async function aPotGift({ db, now }: TestWorld, purpose_id: string, amount_minor = 1000n) {
  const { id: entity_id } = await db
    .selectFrom('payments.entity')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { id: bank_account_id } = await db
    .selectFrom('payments.bank_account')
    .select('id')
    .where('entity_id', '=', entity_id)
    .limit(1)
    .executeTakeFirstOrThrow()
  const pledge_id = await aPledge(db, {
    organisation_id: '',
    purpose_id,
    collecting_entity_id: entity_id,
    bank_account_id,
    amount_minor,
    created_at: now(),
  })
  await aBankGift(db, { pledge_id, bank_account_id, amount_minor })
}
