import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './bounces/cli.ts'
import { pages as bounces } from './bounces/pages.tsx'
import { pages as feeds } from './feeds/pages.tsx'
import { forgetReader, forgetUnconfirmed } from './following/commands.ts'
import { cron as digestCron, jobs as letters } from './following/jobs.ts'
import { pages as following } from './following/pages.tsx'
import { findOwnReading } from './following/queries.ts'
import { reactions } from './following/reactions.ts'
import { unconfirmedDays } from './following/schema.ts'
import { hidePost, showPost } from './hiding/commands.ts'
import { findModerated, listTexts } from './hiding/queries.ts'
import { listOwnChanges } from './history/queries.ts'
import { cron, jobs } from './jobs.ts'
import { jobs as newsletterJobs } from './newsletters/jobs.ts'
import { pages as newsletters } from './newsletters/pages.tsx'
import { posts } from './open-data/datasets.ts'
import { pages } from './pages.tsx'
import { paths, postOf } from './paths.ts'
import { type Card, countPosts, everyPage, findBest } from './queries.ts'
import type { Db, Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'news',
  pages: {
    routes: [pages, feeds, following, newsletters, bounces].flatMap(({ routes }) => routes),
  },
  api,
  jobs: { ...jobs, ...letters, ...newsletterJobs },
  cron: [...cron, ...digestCron],
  reactions,
  cli,
  nav: [{ to: paths.index(), label: (locale) => words(locale)('title') }],
  account: [{ to: paths.following(), label: (locale) => words(locale)('following.mine') }],
  retention: [
    {
      name: 'news.unconfirmed',
      label: (locale) => words(locale)('retention.unconfirmed'),
      keep_days: unconfirmedDays,
      // The letter may wait over a weekend.
      least_days: 3,
      sweep: forgetUnconfirmed,
    },
  ],
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
  datasets: [posts],
  moderated: [
    {
      kind: 'post',
      label: (locale) => words(locale)('moderated'),
      page: '/o/:within/news/:slug',
      async find(db, key) {
        const post = await findModerated(db, key)
        return post && { ...post, to: paths.post({ slug: post.slug, post: post.post }) }
      },
      texts: {
        after: { 'post.published': 'post_id', 'post.changed': 'post_id' },
        of: listTexts,
      },
      hide: hidePost,
      show: showPost,
    },
  ],
  mydata: {
    export: async (db, personId) => ({
      changes: await listOwnChanges(db, personId),
      reading: await findOwnReading(db, personId),
    }),
    // What somebody wrote on public pages stays written; their name is people's to forget.
    erase: (tx, personId) => forgetReader(tx, personId),
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
