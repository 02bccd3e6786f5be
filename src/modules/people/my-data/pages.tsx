import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { idOf, proofFirst } from '../pages.tsx'
import { paths } from '../paths.ts'
import { findProof } from '../queries.ts'
import { personOf, signedIn } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { askErasure, askExport, undoErasure } from './commands.ts'
import { findErasure, findExportFile, listExports } from './queries.ts'
import { DataPage, ErasurePage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.data.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const person = personOf(me)
  const exports = await listExports(db, person, now)
  const erasure = await findErasure(db, person)
  const props = { t: words(locale), exports, erasureDueAt: erasure?.due_at ?? null }
  return reply(c, <DataPage {...props} />)
})

pages.post(paths.dataExport.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await askExport(db, personOf(me), now)
  const t = words(locale)
  return see(c, paths.data(), t(outcome.ok ? 'export.asked' : 'export.enough'))
})

pages.plain.get(paths.dataFile.pattern, signedIn, async (c) => {
  const { db, me, now, files } = c.var
  const id = idOf(c)
  const { file_key } = found(await findExportFile(db, personOf(me), id, now))
  const bytes = await files.get(found(file_key))
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/zip',
    'content-disposition': 'attachment; filename="mozaik.zip"',
    'cache-control': 'private, no-store',
  })
})

pages.get(paths.erasure.pattern, signedIn, async (c) => {
  const { db, me, now, locale, modules } = c.var
  if (!(await findProof(db, me, now))) return proofFirst(c, paths.erasure())
  const kept = modules.flatMap(({ mydata }) => mydata?.keeps(locale) ?? [])
  return reply(c, <ErasurePage t={words(locale)} kept={kept} />)
})

pages.post(paths.erasure.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const proven = await findProof(db, me, now)
  if (!proven) return proofFirst(c, paths.erasure())
  const outcome = await askErasure(db, proven, now)
  const refused = !outcome.ok && outcome.refusal === 'last_operator'
  return see(c, paths.data(), words(locale)(refused ? 'erasure.last_operator' : 'erasure.asked'))
})

pages.post(paths.erasureUndoing.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await undoErasure(db, personOf(me), now)
  const undone = outcome.ok ? words(locale)('erasure.undone') : undefined
  return see(c, paths.account(), undone)
})
