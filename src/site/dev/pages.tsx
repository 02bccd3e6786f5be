// Pages for whoever develops: the letters that were not sent, and the gallery of components. In
// production they are not there.
import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { Gallery } from '#ui/gallery.tsx'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findLetter, listLetters } from './queries.ts'
import { LetterPage, MailboxPage } from './views.tsx'

export const pages = site<Db>()

const notInProduction = (c: Ask<Db>) => {
  if (c.var.settings.production) throw absent()
}

pages.get(paths.mailbox.pattern, anyone, async (c) => {
  notInProduction(c)
  const letters = await listLetters(c.var.db)
  return reply(c, <MailboxPage t={words(c.var.locale)} letters={letters} />)
})

pages.get(paths.letter.pattern, anyone, async (c) => {
  notInProduction(c)
  const letter = found(await findLetter(c.var.db, c.req.param('id')))
  return reply(c, <LetterPage t={words(c.var.locale)} letter={letter} />)
})

pages.get(paths.gallery.pattern, anyone, (c) => {
  notInProduction(c)
  return reply(c, <Gallery />)
})
