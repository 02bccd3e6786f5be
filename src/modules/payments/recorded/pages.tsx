// "Is my gift in the books?": whoever has the reference sees the rows it became, and their proof.
import { readQuery } from '#kit/form.ts'
import { limited } from '#kit/limits.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findRecorded } from './queries.ts'
import { RecordedQuery, readReference, recordedLimit } from './schema.ts'
import { RecordedPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.recorded.pattern, anyone, async (c) => {
  const { db, locale, now, client } = c.var
  const typed = readQuery(c, RecordedQuery).reference ?? ''
  const t = words(locale)
  if (!typed) return reply(c, <RecordedPage t={t} typed="" gift={null} />)
  const wait = await limited(db, 'payments.recorded', client, recordedLimit, now)
  if (wait > 0) {
    c.header('retry-after', String(wait))
    return reply(c, <RecordedPage t={t} typed={typed} gift={null} often />, 429)
  }
  const reference = readReference(typed)
  const gift = reference ? await findRecorded(db, reference) : undefined
  return reply(c, <RecordedPage t={t} typed={typed} gift={gift ?? null} />)
})
