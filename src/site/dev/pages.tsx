// Pages for whoever develops: the letters that were not sent, and the gallery of components. In
// production they are not there.
import { randomUUID } from 'node:crypto'
import type { VNode } from 'preact'
import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { DirectorySample, GalleryPage, HomeSample, ProfileSample } from '#ui/gallery.tsx'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findLetter, listLetters } from './queries.ts'
import { LetterPage, MailboxPage } from './views.tsx'

export const pages = site<Db>()

// Another process, another name: the page in the browser then loads itself again.
const process_name = randomUUID()
const reloadScript = `const ask = async () => (await fetch('/dev/reload')).text()
const seen = await ask()
setInterval(async () => { try { if (await ask() !== seen) location.reload() } catch {} }, 300)
`

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

const show = (View: () => VNode | null) => (c: Ask<Db>) => {
  notInProduction(c)
  return reply(c, <View />)
}

pages.get(paths.gallery.pattern, anyone, show(GalleryPage))
pages.get(paths.galleryHome.pattern, anyone, show(HomeSample))
pages.get(paths.galleryDirectory.pattern, anyone, show(DirectorySample))
pages.get(paths.galleryProfile.pattern, anyone, show(ProfileSample))

pages.plain.get(paths.reload.pattern, anyone, (c) => {
  notInProduction(c)
  return c.text(process_name)
})

pages.plain.get(paths.reloadScript.pattern, anyone, (c) => {
  notInProduction(c)
  return c.body(reloadScript, 200, { 'content-type': 'text/javascript' })
})
