// The addresses of all the houses together, and the pages that have a document beside them.
import type { Alternate } from '#kit/module.ts'
import { paths as news } from '#modules/news/index.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { pages as desk } from './desk/pages.tsx'
import { pages as machines } from './machines/pages.tsx'
import { paths } from './paths.ts'
import { findIdBySlug, findPostId, findSubject } from './queries.ts'
import { readable } from './rules.ts'
import { pages as settings } from './settings/pages.tsx'
import type { Db, Tables } from './tables.ts'

export const pages = { routes: [machines, desk, settings].flatMap(({ routes }) => routes) }

const media = ['application/activity+json', 'application/ld+json']

/** An organisation and a post have one address each, for people and for programs. */
export const alternates: readonly Alternate<Tables>[] = [
  {
    media,
    pattern: organisations.profile.pattern,
    async find(db, { slug = '' }) {
      const id = await findIdBySlug(db, slug)
      return id && (await isReadable(db, id)) ? paths.actor({ id }) : null
    },
  },
  {
    media,
    pattern: news.post.pattern,
    async find(db, { slug = '', post = '' }) {
      const found = await findPostId(db, slug, post)
      if (!found || !(await isReadable(db, found.organisation_id))) return null
      return paths.post({ id: found.id })
    },
  },
]

async function isReadable(db: Db, id: string): Promise<boolean> {
  const subject = await findSubject(db, id)
  return subject !== undefined && readable(subject.standing)
}
