// A town in which things are matched: who asks, who matches, who judges, and money that comes.

import { type AMatchingRound, aCampaign, aMatchingRound } from '#modules/campaigns/fixtures.ts'
import { joinRound } from '#modules/campaigns/joining/commands.ts'
import type { CampaignSteward } from '#modules/campaigns/queries.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld } from './world.ts'

export const opened = new Date('2026-11-01T09:00:00Z')
export const later = new Date('2026-11-25T09:00:00Z')
export const over = new Date('2026-12-20T09:00:00Z')

interface Giver {
  readonly mail?: string
  readonly person_id?: string
  readonly on?: string
}

export async function aMatchingWorld() {
  const world = await aWorld()
  const { db } = world
  const come = async (email: string, roles: readonly 'operator'[] = []) =>
    (await aPerson(db, world.settings, { email, roles })).id
  const owner = await come('owner@river.example')
  const patron = await come('patron@fund.example')
  const one = await come('one@judges.example', ['operator'])
  const judges = [one, await come('two@judges.example', ['operator'])] as const
  const river = (await anOrganisation(db, { slug: 'river', members: { owner } })).id
  const fund = (await anOrganisation(db, { slug: 'fund', members: { owner: patron } })).id
  const vouched = { organisation_id: river, requested_by: owner, operators: judges }
  await aVerification(db, { ...vouched, at: new Date('2026-10-01T09:00:00Z') })
  const entity = await anEntity(db)
  const confirmed = { added_by: judges[0], confirmed_by: judges[1], confirmed_at: opened }
  const account = await aBankAccount(db, { entity_id: entity, ...confirmed })
  const place = { db, owner, patron, judges, river, fund, entity, account }
  return { ...place, world, ...givingIn(place), close: () => world.close() }
}

interface Place {
  readonly db: Awaited<ReturnType<typeof aWorld>>['db']
  readonly owner: string
  readonly patron: string
  readonly judges: readonly [string, string]
  readonly river: string
  readonly fund: string
  readonly entity: string
  readonly account: string
}

function givingIn({ db, owner, patron, judges, river, fund, entity, account }: Place) {
  const open = (slug: string, terms = {}) =>
    aCampaign(db, {
      slug,
      organisation_id: river,
      asked_by: owner,
      judges,
      at: opened,
      terms: { days: 40, grace_days: 3, ...terms },
    })
  async function give(purpose_id: string, amount_minor: bigint, giver: Giver = {}) {
    const { mail = `${Math.random()}@example.org`, person_id = null, on = '2026-11-20' } = giver
    const pledge_id = await aPledge(db, {
      collecting_entity_id: entity,
      bank_account_id: account,
      organisation_id: river,
      purpose_id,
      amount_minor,
      person_id,
      donor_email: mail,
    })
    return aBankGift(db, { pledge_id, bank_account_id: account, amount_minor, on })
  }
  const wish = (more: Partial<AMatchingRound> = {}): AMatchingRound => ({
    organisation_id: fund,
    asked_by: patron,
    opened_by: judges[0],
    at: opened,
    ...more,
  })
  const aRound = ({ in_pot = 100_000n, ...terms }: Partial<AMatchingRound> & InPot = {}) =>
    aMatchingRound(db, {
      ...wish(terms),
      fund: (purpose_id) => give(purpose_id, in_pot, { on: '2026-11-01' }),
    })
  const join = (campaign_id: string, round_id: string) => {
    const steward = { person_id: owner, organisation_id: river, campaign_id }
    return joinRound(db, steward as CampaignSteward, round_id, opened)
  }
  const held = async (kind: 'match_pool' | 'escrow' | 'payable', owner_id: string) =>
    (await balanceOf(db, { kind, owner_id, currency: 'EUR' })).available_minor
  return { open, give, wish, aRound, join, held }
}

interface InPot {
  in_pot?: bigint
}
