import { readQuery } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { mayOperate } from '#modules/people/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { paths } from '../paths.ts'
import { findCard, stewardOf } from '../queries.ts'
import { members } from '../rules.ts'
import { PageQuery } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { listChanges } from './queries.ts'
import { HistoryPage } from './views.tsx'

export const pages = site<Db>()

// For those who answer for the page, and for operators who have to judge a complaint.
pages.get(paths.history.pattern, members, async (c) => {
  const { db, me, locale } = c.var
  const slug = c.req.param('slug')
  if (!mayOperate(me)) await stewardOf(db, me, slug, 'member')
  const organisation = found(await findCard(db, slug))
  const { page } = readQuery(c, PageQuery)
  const [changes, municipalities] = await Promise.all([
    listChanges(db, organisation.id, page),
    municipalityChoices(db, locale),
  ])
  const places = new Map(municipalities.map(({ value, label }) => [value, label]))
  return reply(
    c,
    <HistoryPage
      t={words(locale)}
      organisation={organisation}
      changes={changes}
      page={page}
      places={places}
    />,
  )
})
