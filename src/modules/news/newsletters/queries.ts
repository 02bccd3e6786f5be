import type { Locale } from '#kit/locale.ts'
import type { Db } from '../tables.ts'
import { issuePostsMax, lettersAtOnce } from './schema.ts'

const columns = [
  ...(['i.id', 'i.organisation_id', 'i.number', 'i.title', 'i.intro', 'i.state'] as const),
  ...(['i.version', 'i.sent_at', 'i.sent_count', 'i.bounced_count', 'i.created_at'] as const),
] as const

/** All issues of an organisation, drafts first, then the newest. */
export const listIssues = (db: Db, organisationId: string) =>
  db
    .selectFrom('news.issue as i')
    .select(columns)
    .where('i.organisation_id', '=', organisationId)
    .orderBy('i.sent_at', (order) => order.desc().nullsFirst())
    .orderBy('i.id', 'desc')
    .limit(issuesMax)
    .execute()

// Twenty years of a monthly letter.
const issuesMax = 240

export type Issue = Awaited<ReturnType<typeof listIssues>>[number]

export const listSentIssues = async (db: Db, organisationId: string) =>
  (await listIssues(db, organisationId)).filter(({ state }) => state !== 'draft')

export const findIssue = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('news.issue as i')
    .select(columns)
    .where('i.id', '=', id)
    .where('i.organisation_id', '=', organisationId)
    .executeTakeFirst()

export const findSentIssue = (db: Db, organisationId: string, number: number) =>
  db
    .selectFrom('news.issue as i')
    .select(columns)
    .where('i.organisation_id', '=', organisationId)
    .where('i.number', '=', number)
    .executeTakeFirst()

/** The posts of an issue that anybody may still see, in their order. */
export const listIssuePosts = (db: Db, issueId: string) =>
  db
    .selectFrom('news.issue_post as ip')
    .innerJoin('news.card as p', 'p.id', 'ip.post_id')
    .select(['p.id', 'p.slug', 'p.organisation_slug', 'p.title', 'p.summary', 'p.published_at'])
    .where('ip.issue_id', '=', issueId)
    .orderBy('ip.position')
    .execute()

export type IssuePost = Awaited<ReturnType<typeof listIssuePosts>>[number]

/** Posts to choose from, the newest first. */
export const listOwnPosts = (db: Db, organisationId: string) =>
  db
    .selectFrom('news.card as p')
    .select(['p.id', 'p.title', 'p.published_at'])
    .where('p.organisation_id', '=', organisationId)
    .orderBy('p.published_at', 'desc')
    .limit(2 * issuePostsMax)
    .execute()

export type OwnPost = Awaited<ReturnType<typeof listOwnPosts>>[number]

/** How many said yes and can be written to: all that anybody is told of them. */
export async function countSubscribers(db: Db, organisationId: string): Promise<number> {
  const { total } = await db
    .selectFrom('news.subscription as s')
    .innerJoin('news.reader as r', 'r.id', 's.reader_id')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('s.organisation_id', '=', organisationId)
    .where('s.confirmed_at', 'is not', null)
    .where('r.bounced_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(total)
}

export async function countSentSince(db: Db, organisationId: string, since: Date) {
  const { total } = await db
    .selectFrom('news.issue')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('organisation_id', '=', organisationId)
    .where('sent_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** The next readers of an issue, in the order of ids. */
export const listNextReaders = (db: Db, organisationId: string, after: string) =>
  db
    .selectFrom('news.subscription as s')
    .innerJoin('news.reader as r', 'r.id', 's.reader_id')
    .leftJoin('people.reachable as p', 'p.id', 'r.person_id')
    .select(['s.id as subscription_id', 'r.id'])
    .select((eb) => eb.fn.coalesce('r.email', 'p.email').as('address'))
    .select((eb) => eb.fn.coalesce('p.locale', 'r.locale').$castTo<Locale>().as('locale'))
    .where('s.organisation_id', '=', organisationId)
    .where('s.confirmed_at', 'is not', null)
    .where('r.bounced_at', 'is', null)
    .where('r.id', '>', after)
    .orderBy('r.id')
    .limit(lettersAtOnce)
    .execute()

export type IssueReader = Awaited<ReturnType<typeof listNextReaders>>[number]

export const findAsked = (db: Db, subscriptionId: string) =>
  db
    .selectFrom('news.subscription as s')
    .innerJoin('news.reader as r', 'r.id', 's.reader_id')
    .innerJoin('organisations.card as o', 'o.id', 's.organisation_id')
    .select(['s.id', 's.confirmed_at', 'r.email', 'r.locale', 'o.name'])
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()

export const findOrganisation = (db: Db, id: string) =>
  db
    .selectFrom('organisations.card')
    .select(['id', 'slug', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
