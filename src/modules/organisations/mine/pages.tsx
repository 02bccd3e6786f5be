import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { personOf, signedIn } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { listClaimsOf, membershipsOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { MinePage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.mine.pattern, signedIn, async (c) => {
  const { db, me, locale, modules } = c.var
  const { person_id } = personOf(me)
  const [organisations, claims] = await Promise.all([
    membershipsOf(db, person_id),
    listClaimsOf(db, person_id),
  ])
  const kept = modules.flatMap((module) => module.kept ?? [])
  const shown = { t: words(locale), organisations, claims, kept }
  return reply(c, <MinePage {...shown} />)
})
