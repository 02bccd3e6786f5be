import { PageQuery } from '#kit/fields.ts'
import { readQuery } from '#kit/form.ts'
import { inLocale } from '#kit/localized.ts'
import { found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { members } from '#modules/organisations/index.ts'
import { mayOperate } from '#modules/people/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { paths } from '../paths.ts'
import { findPost, listProjects, postStewardOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { listChanges } from './queries.ts'
import { HistoryPage } from './views.tsx'

export const pages = site<Db>()

// For those who answer for the page, and for operators who have to judge a complaint.
pages.get(paths.history.pattern, members, async (c) => {
  const { db, me, locale } = c.var
  const at = c.req.param()
  if (!mayOperate(me)) await postStewardOf(db, me, at, 'member')
  const post = found(await findPost(db, at.slug, at.post))
  const { page } = readQuery(c, PageQuery)
  const [changes, municipalities, projects] = await Promise.all([
    listChanges(db, post.id, page),
    municipalityChoices(db, locale),
    listProjects(db, post.organisation_id),
  ])
  const names = new Map([
    ...municipalities.map(({ value, label }) => [value, label] as const),
    ...projects.map(({ id, name }) => [id, inLocale(name, locale)?.text ?? ''] as const),
  ])
  return reply(
    c,
    <HistoryPage t={words(locale)} post={post} changes={changes} page={page} names={names} />,
  )
})
