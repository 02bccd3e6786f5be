import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { findBest } from './directory/queries.ts'
import { hideProject, showProject } from './hiding/commands.ts'
import { findModerated, listTexts } from './hiding/queries.ts'
import { listOwnChanges } from './history/queries.ts'
import { jobs } from './importing/jobs.ts'
import { desk } from './importing/pages.tsx'
import { datasets } from './open-data/datasets.ts'
import { pages } from './pages.tsx'
import { paths } from './paths.ts'
import { type Card, countProjects, everyPage } from './queries.ts'
import { reactions } from './reactions.ts'
import type { Db, Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'projects',
  pages,
  api,
  cli,
  jobs,
  desk: [desk],
  nav: [{ to: paths.index(), label: (locale) => words(locale)('nav') }],
  stats: {
    projects: (db) => countProjects(db),
    open_projects: (db) => countProjects(db, 'published'),
  },
  search: {
    kind: 'project',
    label: (locale) => words(locale)('title'),
    async find(db, query, locale, limit) {
      const found = await findBest(db, query, limit)
      return found.map((one) => finding(one, locale))
    },
  },
  sitemap,
  moderated: [
    {
      kind: 'project',
      label: (locale) => words(locale)('moderated'),
      page: paths.project.pattern,
      async find(db, key) {
        const one = await findModerated(db, key)
        return one && { ...one, to: paths.project(one) }
      },
      texts: {
        after: { 'project.published': 'project_id', 'project.changed': 'project_id' },
        of: listTexts,
      },
      hide: hideProject,
      show: showProject,
    },
  ],
  datasets,
  reactions,
  mydata: {
    export: async (db, personId) => ({ changes: await listOwnChanges(db, personId) }),
    // What somebody wrote on public pages stays written; their name is people's to forget.
    erase: async () => undefined,
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})

function finding(found: Card & { score: number }, locale: Locale): Finding {
  const name = inLocale(found.name, locale)
  const who = inLocale(found.organisation, locale)?.text
  return {
    to: paths.project(found),
    title: name?.text ?? '',
    html_lang: name?.html ?? '',
    hint: [who, words(locale)(`state.${found.state}`)].filter(Boolean).join(' · '),
    score: found.score,
  }
}

async function* sitemap(db: Db) {
  yield { path: paths.index(), changed_at: null }
  for await (const { slug, updated_at } of everyPage(db))
    yield { path: paths.project({ slug }), changed_at: updated_at }
}
