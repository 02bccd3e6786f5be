// What other pages show of campaigns: those of an organisation, and what ends soon.
import { sql } from 'kysely'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { cards } from '../queries.ts'
import { givingStates } from '../rules.ts'
import type { Db } from '../tables.ts'

// As many as fit a screen; the list of campaigns shows the rest.
const shownMax = 6

/** Campaigns of an organisation, those that run first; with its drafts for its own people. */
export async function campaignsOf(db: Db, organisationId: string, withDrafts: boolean) {
  const [own, drafts, asked] = await Promise.all([
    listOwn(db, organisationId),
    withDrafts ? listDrafts(db, organisationId) : [],
    withDrafts ? listAsked(db, organisationId) : [],
  ])
  return { own, drafts, asked }
}

const listOwn = writtenOnce((db: Db, organisationId: string) =>
  cards(db)
    .where('c.organisation_id', '=', organisationId)
    .orderBy(sql`c.state in ('open', 'second_round')`, 'desc')
    .orderBy('c.closes_at', 'desc')
    .limit(shownMax)
    .modifyFront(plannedOnce),
)

const listDrafts = (db: Db, organisationId: string) =>
  db
    .selectFrom('campaigns.campaign')
    .select(['id', 'slug', 'title', 'state'])
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['draft', 'in_review'])
    .orderBy('id', 'desc')
    .limit(shownMax)
    .execute()

/** Groups that ask this organisation to receive the money of their campaign. */
const listAsked = (db: Db, organisationId: string) =>
  db
    .selectFrom('campaigns.campaign')
    .select(['id', 'slug', 'title', 'state'])
    .where('host_id', '=', organisationId)
    .where('host_agreed_at', 'is', null)
    .where('state', '=', 'draft')
    .orderBy('id', 'desc')
    .limit(shownMax)
    .execute()

export type Draft = Awaited<ReturnType<typeof listDrafts>>[number]

// What the front page has room for.
const frontMax = 3

/** Those in which one can give and which end soonest. */
export const endingSoon = (db: Db) =>
  cards(db, givingStates)
    .where(sql<boolean>`c.closes_at > now()`)
    .orderBy('c.closes_at')
    .orderBy('c.id')
    .limit(frontMax)
    .execute()
