import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { api } from './api.ts'
import { listOwnChanges } from './history/queries.ts'
import { cron, jobs } from './jobs.ts'
import { pages } from './pages.tsx'
import { paths, postOf } from './paths.ts'
import { type Card, countPosts, everyPage, findBest } from './queries.ts'
import type { Db, Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'news',
  pages,
  api,
  jobs,
  cron,
  nav: [{ to: paths.index(), label: (locale) => words(locale)('title') }],
  stats: { posts: (db) => countPosts(db) },
  search: {
    kind: 'post',
    label: (locale) => words(locale)('title'),
    async find(db, query, locale, limit) {
      const found = await findBest(db, query, limit)
      return found.map((one) => finding(one, locale))
    },
  },
  sitemap,
  mydata: {
    export: async (db, personId) => ({ changes: await listOwnChanges(db, personId) }),
    // What somebody wrote on public pages stays written; their name is people's to forget.
    erase: async () => undefined,
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})

function finding(found: Card & { score: number }, locale: Locale): Finding {
  const title = inLocale(found.title, locale)
  return {
    to: postOf(found),
    title: title?.text ?? '',
    html_lang: title?.html ?? '',
    hint: inLocale(found.organisation_name, locale)?.text ?? '',
    score: found.score,
  }
}

async function* sitemap(db: Db) {
  yield { path: paths.index(), changed_at: null }
  for await (const card of everyPage(db)) yield { path: postOf(card), changed_at: card.updated_at }
}
