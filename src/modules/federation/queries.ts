// Reads that more than one part of the house needs.
import { sql } from 'kysely'
import { isUuid } from '#kit/ids.ts'
import type { Localized } from '#kit/localized.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { findParts } from '#modules/news/index.ts'
import {
  type Area,
  areaSaid,
  findCard,
  findPresentSlug,
  findProfile,
  paths as organisations,
} from '#modules/organisations/index.ts'
import { mainLocale, standing } from './rules.ts'
import { outboxRows } from './schema.ts'
import type { Db } from './tables.ts'

/** Whether the operator lets anything of this installation speak with other servers. */
export async function isOpen(db: Db): Promise<boolean> {
  const row = await db.selectFrom('federation.switch').select('open').executeTakeFirst()
  return row?.open ?? false
}

/**
 * An organisation as other servers know it, with how it stands towards them. One whose page is
 * hidden is not on the card: of it remains at most that it was there.
 */
export async function findSubject(db: Db, id: string) {
  if (!isUuid(id)) return undefined
  const [found] = await subjects(db, id)
  if (!found) return undefined
  const { slug, state, gone_at } = found
  const [open, kept_off] = [found.open ?? false, found.kept_off ?? false]
  return {
    id,
    slug,
    open,
    kept_off,
    gone_at,
    standing: standing({ open, kept_off, gone_at, state }),
  }
}

// One row whatever is there of it: the switch, what is kept of the actor, the card.
const subjects = writtenOnce((db: Db, id: string) =>
  db
    .selectFrom(sql<{ id: string }>`(select ${id}::uuid as id)`.as('s'))
    .leftJoin('federation.switch as w', (join) => join.onTrue())
    .leftJoin('federation.actor as a', 'a.organisation_id', 's.id')
    .leftJoin('organisations.card as c', 'c.id', 's.id')
    .select(['w.open', 'a.kept_off', 'a.gone_at', 'c.slug', 'c.state'])
    .modifyFront(plannedOnce),
)

export type Subject = NonNullable<Awaited<ReturnType<typeof findSubject>>>

/** The id of whoever has this short address now, or had it once. */
export async function findIdBySlug(db: Db, slug: string): Promise<string | null> {
  const present = await findPresentSlug(db, slug.toLowerCase())
  const card = present ? await findCard(db, present) : undefined
  return card?.id ?? null
}

/** Everything that is said of an organisation as an actor. */
export async function findActorFacts(db: Db, id: string, now: Date) {
  const card = await db
    .selectFrom('organisations.card')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirst()
  return card && findProfile(db, card.slug, now)
}

/** The short address by which it can be followed from elsewhere, or null while it cannot. */
export async function findFollowed(db: Db, organisationId: string) {
  const subject = await findSubject(db, organisationId)
  return subject?.standing === 'open' ? subject.slug : null
}

/** How many organisations can be followed from elsewhere. */
export async function countFollowed(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('organisations.card as c')
    .leftJoin('federation.actor as a', 'a.organisation_id', 'c.id')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('c.state', 'not in', ['suspended', 'closed'])
    .where((eb) => eb.or([eb('a.kept_off', 'is', null), eb('a.kept_off', '=', false)]))
    .executeTakeFirstOrThrow()
  return Number(total)
}

export async function countFollowers(db: Db, organisationId: string): Promise<number> {
  const { total } = await db
    .selectFrom('federation.follower')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** Of these names, whether one is blocked. */
export async function isBlocked(db: Db, names: readonly string[]): Promise<boolean> {
  if (names.length === 0) return false
  const row = await db
    .selectFrom('federation.block')
    .select('host')
    .where('host', 'in', [...names])
    .executeTakeFirst()
  return row !== undefined
}

/** The pair that signs in an organisation's name today. */
export async function findKeyPair(db: Db, organisationId: string) {
  const row = await db
    .selectFrom('federation.key')
    .select(['public_jwk', 'private_jwk', 'made_at'])
    .where('organisation_id', '=', organisationId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row?.private_jwk ? { ...row, private_jwk: row.private_jwk } : undefined
}

/** A post that anybody may see, with everything of it that other servers show. */
export async function findNote(db: Db, id: string) {
  if (!isUuid(id)) return undefined
  const card = await db.selectFrom('news.card').selectAll().where('id', '=', id).executeTakeFirst()
  return card && withParts(db, card)
}

const withParts = async <C extends { id: string; areas: Area[] | null; body: Localized }>(
  db: Db,
  card: C,
) => {
  const { pictures, video } = await findParts(db, { id: card.id, project_id: null })
  const locale = mainLocale(card.body)
  const topics = (card.areas ?? []).map((area) => ({
    name: areaSaid(area, locale),
    to: organisations.index({ 'area[]': area }),
  }))
  // What is not described is not shown; what decorates tells nothing.
  const shown = pictures.filter(({ described, decorative }) => described && !decorative)
  return { ...card, pictures: shown, video, topics }
}

export type Note = NonNullable<Awaited<ReturnType<typeof findNote>>>

/** Posts of an organisation from the newest on; `skip` as many as came before. */
export async function listNotes(db: Db, organisationId: string, skip: number): Promise<Note[]> {
  const cards = await db
    .selectFrom('news.card')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(outboxRows)
    .offset(skip)
    .execute()
  return Promise.all(cards.map((card) => withParts(db, card)))
}

/** Whether other servers were ever told of a post. */
export async function wasTold(db: Db, postId: string): Promise<boolean> {
  const row = await db
    .selectFrom('federation.activity')
    .select('id')
    .where('post_id', '=', postId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What was last said of a post: the document and its kind. */
export const findLastTold = (db: Db, postId: string) =>
  db
    .selectFrom('federation.activity')
    .select(['kind', 'document'])
    .where('post_id', '=', postId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const findPostId = (db: Db, slug: string, post: string) =>
  db
    .selectFrom('news.card')
    .select(['id', 'organisation_id'])
    .where('organisation_slug', '=', slug)
    .where('slug', '=', post)
    .executeTakeFirst()
