import { alike, replyAlike } from '#kit/alike.ts'
import { readQuery } from '#kit/form.ts'
import { localePath } from '#kit/page.tsx'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { best, searchEverything } from './queries.ts'
import { SearchQuery } from './schema.ts'
import { SearchPage } from './views.tsx'

// A page of results of each kind; whoever needs more asks the directory.
const resultsMax = 20
// What fits under the box on a phone, above its keyboard.
const suggestionsMax = 7

export function searchPages({ searches }: HandedUp) {
  const pages = site<Whole>()

  pages.get(
    paths.search.pattern,
    anyone,
    alike(async (c) => {
      const { q } = readQuery(c, SearchQuery)
      const { reads, locale } = c.var
      const found = q === '' ? [] : await searchEverything(reads, searches, q, locale, resultsMax)
      return replyAlike(c, null, () => <SearchPage t={words(locale)} query={q} found={found} />)
    }),
  )

  pages.get(paths.suggestions.pattern, anyone, async (c) => {
    const { q } = readQuery(c, SearchQuery)
    const { reads, locale } = c.var
    const found = q === '' ? [] : await searchEverything(reads, searches, q, locale, suggestionsMax)
    const suggestions = best(found, suggestionsMax).map(
      ({ to, title, html_lang, hint, label }) => ({
        href: localePath(locale, to),
        title,
        lang: html_lang,
        hint: hint || label,
      }),
    )
    return c.json({ suggestions })
  })

  return pages
}
