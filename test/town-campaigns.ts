// Campaigns of the town: one that is open, one that is written, one that waits for the operators. A
// verified organisation next door receives the money.
import { linkPart } from '#kit/signed.ts'
import {
  aCampaign,
  aDraft,
  aMatchingRound,
  aReview,
  aRoundDraft,
  aWaitingRound,
} from '#modules/campaigns/fixtures.ts'
import { joinRound } from '#modules/campaigns/joining/commands.ts'
import type { CampaignSteward } from '#modules/campaigns/queries.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import type { Houses, Visitors } from './town.ts'
import { add, localized } from './town-rows.ts'
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
  const gift = await aGift(world, open, judges)
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
    campaign_gift_key: linkPart(gift, settings.secret),
  }
}

async function aGift(
  { db, now }: TestWorld,
  { purpose_id }: { purpose_id: string },
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
  return aPledge(db, {
    organisation_id: '',
    purpose_id,
    collecting_entity_id: entity_id,
    bank_account_id,
    created_at: now(),
  })
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
