import { type SqlBool, sql } from 'kysely'
import { isUuid } from '#kit/ids.ts'
import type { Moderated, ModeratedThing } from '#kit/module.ts'
import type { All, Whole } from '../handed-up.ts'
import type { Db } from '../tables.ts'
import { lateDays, namesIn } from './rules.ts'
import type { QueueQuery, Shelf } from './schema.ts'

export type Kinds = readonly Moderated<All>[]

export interface Subject {
  readonly kind: Moderated<All>
  readonly thing: ModeratedThing
}

/** The thing that an address of ours is about, or undefined when it is about none. */
export async function findSubjectAt(
  db: Whole,
  kinds: Kinds,
  address: string,
): Promise<Subject | undefined> {
  // What belongs to something else has its address below it, and is listed after it.
  for (const kind of kinds.toReversed()) {
    const names = namesIn(kind.page, address)
    const thing = names ? await kind.find(db, names) : undefined
    if (thing) return { kind, thing }
  }
  return undefined
}

/** The thing that a case is about; a page, or a thing of a kind that is no more, has none. */
export async function findSubject(
  db: Whole,
  kinds: Kinds,
  about: { kind: string; thing_id: string | null },
): Promise<Subject | undefined> {
  const kind = kinds.find((one) => one.kind === about.kind)
  const thing = kind && about.thing_id ? await kind.find(db, { id: about.thing_id }) : undefined
  return kind && thing ? { kind, thing } : undefined
}

// A screen of work. The oldest comes first, so that nobody waits for ever.
const listMax = 50

const proposed = sql<boolean>`exists (select from site.moderation_decision d
  where d.case_id = c.id and d.outcome = 'suspend' and d.confirmed_at is null
    and d.undone_at is null)`
const appealed = sql<boolean>`exists (select from site.moderation_appeal a
  join site.moderation_decision d on d.id = a.decision_id
  where d.case_id = c.id and a.decided_at is null)`
const asked = sql<string | null>`(select max(d.change_by)::text from site.moderation_decision d
  where d.case_id = c.id and d.outcome = 'change' and d.undone_at is null)`

const cases = (db: Db) =>
  db
    .selectFrom('site.moderation_case as c')
    .select(['c.id', 'c.kind', 'c.thing_id', 'c.path', 'c.title', 'c.opened_at', 'c.closed_at'])
    .select(['c.claimed_by', 'c.claimed_at'])
    .select([
      proposed.as('proposed'),
      appealed.as('appealed'),
      asked.as('change_by'),
      sql<string[]>`array(select distinct r.reason from site.abuse_report r
        where r.case_id = c.id order by 1)`.as('reasons'),
      sql<number>`(select count(*)::int from site.abuse_report r where r.case_id = c.id)`.as(
        'reports',
      ),
      sql<string[]>`array(select distinct m from site.abuse_report r, unnest(r.marked) m
        where r.case_id = c.id order by 1)`.as('marked'),
    ])

export function listCases(db: Db, { shelf, kind, reason }: QueueQuery, me: string, now: Date) {
  let query = cases(db).where(onShelf(shelf, me, now))
  if (kind) query = query.where('c.kind', '=', kind)
  if (reason)
    query = query.where(
      sql<SqlBool>`exists (select from site.abuse_report r
        where r.case_id = c.id and r.reason = ${reason})`,
    )
  return query
    .orderBy('c.opened_at', shelf === 'closed' ? 'desc' : 'asc')
    .limit(listMax)
    .execute()
}

export type CaseRow = Awaited<ReturnType<typeof listCases>>[number]

function onShelf(shelf: Shelf, me: string, now: Date) {
  const late = new Date(now.getTime() - lateDays * 24 * 60 * 60 * 1000)
  const open = sql<SqlBool>`c.closed_at is null`
  const of = {
    open,
    mine: sql<SqlBool>`${open} and c.claimed_by = ${me}`,
    free: sql<SqlBool>`${open} and c.claimed_by is null`,
    late: sql<SqlBool>`${open} and c.opened_at < ${late}`,
    second: sql<SqlBool>`${open} and ${proposed}`,
    appealed: sql<SqlBool>`${appealed}`,
    closed: sql<SqlBool>`c.closed_at is not null`,
  }
  return of[shelf]
}

export async function findCase(db: Db, id: string) {
  if (!isUuid(id)) return undefined
  return cases(db).where('c.id', '=', id).executeTakeFirst()
}

export type Case = NonNullable<Awaited<ReturnType<typeof findCase>>>

export const listReports = (db: Db, caseId: string) =>
  db
    .selectFrom('site.abuse_report')
    .select(['id', 'reason', 'body', 'contact', 'locale', 'marked', 'proven', 'at', 'path'])
    .where('case_id', '=', caseId)
    // What somebody's device worked for is read first.
    .orderBy('proven', 'desc')
    .orderBy('id')
    .limit(listMax)
    .execute()

export type Report = Awaited<ReturnType<typeof listReports>>[number]

const decisions = (db: Db) =>
  db
    .selectFrom('site.moderation_decision as d')
    .innerJoin('site.moderation_case as c', 'c.id', 'd.case_id')
    .leftJoin('site.moderation_appeal as a', 'a.decision_id', 'd.id')
    .selectAll('d')
    .select(['c.kind', 'c.thing_id', 'c.path', 'c.title', 'c.closed_at', 'c.opened_at'])
    .select(['a.body as appeal_body', 'a.at as appealed_at', 'a.outcome as appeal_outcome'])
    .select(['a.statement as appeal_statement', 'a.decided_at as appeal_decided_at'])
    .select('a.decided_by as appeal_decided_by')

/** What was decided in a case, the latest first. */
export const listDecisions = (db: Db, caseId: string) =>
  decisions(db).where('d.case_id', '=', caseId).orderBy('d.id', 'desc').execute()

export async function findDecision(db: Db, id: string) {
  if (!isUuid(id)) return undefined
  return decisions(db).where('d.id', '=', id).executeTakeFirst()
}

export type Decision = NonNullable<Awaited<ReturnType<typeof findDecision>>>

/** The decision by which a thing is hidden, for the page that stands in its place. */
export const findHiding = (db: Db, kind: string, thingId: string) =>
  decisions(db)
    .where('c.kind', '=', kind)
    .where('c.thing_id', '=', thingId)
    .where('d.outcome', '=', 'hide')
    .where('d.undone_at', 'is', null)
    .orderBy('d.id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Cases and appeals that somebody should look at. */
export async function countWaiting(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('site.moderation_case as c')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where(sql<SqlBool>`c.closed_at is null or ${appealed}`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Those who reported something in a case and left an address to be answered at, each once. */
export async function listReporters(db: Db, caseId: string) {
  const rows = await db
    .selectFrom('site.abuse_report')
    .select(['contact', 'locale', 'path'])
    .where('case_id', '=', caseId)
    .where('contact', 'like', '%_@_%')
    .orderBy('id')
    .execute()
  const known = new Map(rows.map((row) => [row.contact ?? '', row]))
  return [...known].map(([contact, { locale, path }]) => ({ contact, locale, path }))
}
