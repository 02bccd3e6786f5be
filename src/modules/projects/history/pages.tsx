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
import { findProject, listObjectives, projectStewardOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { listChanges } from './queries.ts'
import { HistoryPage } from './views.tsx'

export const pages = site<Db>()

// For those who answer for the page, and for operators who have to judge a complaint.
pages.get(paths.history.pattern, members, async (c) => {
  const { db, me, locale } = c.var
  const slug = c.req.param('slug')
  if (!mayOperate(me)) await projectStewardOf(db, me, slug, 'member')
  const project = found(await findProject(db, slug))
  const { page } = readQuery(c, PageQuery)
  const [changes, municipalities, objectives] = await Promise.all([
    listChanges(db, project.id, page),
    municipalityChoices(db, locale),
    listObjectives(db, project.id),
  ])
  const names = new Map([
    ...municipalities.map(({ value, label }) => [value, label] as const),
    ...objectives.map(({ id, title }) => [id, inLocale(title, locale)?.text ?? ''] as const),
  ])
  return reply(
    c,
    <HistoryPage t={words(locale)} project={project} changes={changes} page={page} names={names} />,
  )
})
