import { readQuery } from '#kit/form.ts'
import { signInNeeded } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { listCards } from '#modules/organisations/index.ts'
import { listNames, moderators, operators } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { listFacts, listQueues } from './queries.ts'
import { idsIn } from './rules.ts'
import { AuditQuery } from './schema.ts'
import { AuditPage, DeskPage } from './views.tsx'

export function deskPages({ desk }: HandedUp) {
  const pages = site<Whole>()

  pages.get(paths.desk.pattern, moderators, async (c) => {
    const { db, me, locale } = c.var
    if (!me) throw signInNeeded()
    const queues = await listQueues(db, desk, me, locale)
    return reply(c, <DeskPage t={words(locale)} queues={queues} />)
  })

  pages.get(paths.audit.pattern, operators, async (c) => {
    const { db, locale } = c.var
    const query = readQuery(c, AuditQuery)
    const rows = await listFacts(db, query)
    const ids = idsIn(rows)
    const [names, cards] = await Promise.all([listNames(db, ids), listCards(db, ids)])
    const organisations = new Map(cards.map((card) => [card.id, card]))
    const known = { names, organisations }
    return reply(c, <AuditPage t={words(locale)} rows={rows} known={known} kind={query.kind} />)
  })

  return pages
}
