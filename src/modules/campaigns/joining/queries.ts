// Rounds that a campaign may join, and those it is in.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

const unnamed = (campaignId: string) => sql<boolean>`(r.by_list and not exists (
  select from campaigns.matching_named n
  where n.round_id = r.id and n.campaign_id = ${campaignId}::uuid))`
const joined = (campaignId: string) => sql<boolean>`exists (
  select from campaigns.matching_joined j
  where j.round_id = r.id and j.campaign_id = ${campaignId}::uuid)`

export const findJoining = (db: Db, roundId: string, campaignId: string) =>
  db
    .selectFrom('campaigns.matching_round as r')
    .select([unnamed(campaignId).as('unnamed'), joined(campaignId).as('joined')])
    .where('r.id', '=', roundId)
    .executeTakeFirst()

// More rounds than run at once.
const listedMax = 50

export const listOpenRounds = (db: Db, campaignId: string, now: Date) =>
  db
    .selectFrom('campaigns.matching_round as r')
    .innerJoin('organisations.card as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'r.slug', 'r.title', 'r.kind', 'r.state', 'r.area', 'r.place_id'])
    .select(['r.currency', 'r.closes_at', 'r.donor', 'o.name as organisation'])
    .select([unnamed(campaignId).as('unnamed'), joined(campaignId).as('joined')])
    .where('r.state', '=', 'open')
    .where('r.closes_at', '>', now)
    .orderBy('r.closes_at')
    .orderBy('r.id')
    .limit(listedMax)
    .execute()

export type OpenRound = Awaited<ReturnType<typeof listOpenRounds>>[number]
