import { replyAlike } from '#kit/alike.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import type { Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { homeContent } from './queries.ts'
import { HomePage } from './views.tsx'

export const pages = site<Whole>()

// Nobody minds whether the newest organisation shows now or in a quarter of a minute; whoever
// develops or tries the sample does, so there it is always fresh.
const keptSeconds = 15

pages.get(paths.home.pattern, anyone, async (c) => {
  const { reads, now, locale, settings } = c.var
  const home = await homeContent(reads, settings.production ? keptSeconds : 0, now)
  return replyAlike(c, [home], () => <HomePage t={words(locale)} home={home} />)
})
