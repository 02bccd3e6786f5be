import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { findBest } from './directory/queries.ts'
import { notices } from './hearing/views.tsx'
import { hideCampaign, showCampaign } from './hiding/commands.ts'
import { findModerated } from './hiding/queries.ts'
import { cron, jobs } from './jobs.ts'
import { datasets } from './open-data/datasets.ts'
import { pages } from './pages.tsx'
import { paths } from './paths.ts'
import { type Card, countCampaigns, everyPage } from './queries.ts'
import { reactions } from './reactions.ts'
import { desk } from './reviewing/pages.tsx'
import { desk as deskRounds } from './rounds/pages.tsx'
import type { Db, Tables } from './tables.ts'
import { forgetAsker } from './talking/commands.ts'
import { listOwn } from './talking/queries.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'campaigns',
  desk_part: 'money',
  pages,
  api,
  cli,
  jobs,
  cron,
  reactions,
  desk: [desk, deskRounds],
  nav: [{ to: paths.index(), label: (locale) => words(locale)('nav') }],
  kept: [
    {
      to: (slug) => `${organisations.profile({ slug })}#campaigns`,
      label: (locale) => words(locale)('title'),
      roles: ['editor', 'finance', 'owner'],
    },
  ],
  stats: {
    campaigns: (db) => countCampaigns(db),
    running_campaigns: (db) => countCampaigns(db, true),
  },
  search: {
    kind: 'campaign',
    label: (locale) => words(locale)('title'),
    async find(db, query, locale, limit) {
      const found = await findBest(db, query, limit)
      return found.map((one) => finding(one, locale))
    },
  },
  sitemap,
  datasets,
  moderated: [
    {
      kind: 'campaign',
      label: (locale) => words(locale)('moderated'),
      page: paths.campaign.pattern,
      async find(db, key) {
        const one = await findModerated(db, key)
        return one && { ...one, to: paths.campaign(one) }
      },
      hide: hideCampaign,
      show: showCampaign,
    },
  ],
  notices: { label: (locale) => words(locale)('title'), kinds: notices },
  mydata: {
    export: listOwn,
    erase: forgetAsker,
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})

function finding(found: Card & { score: number }, locale: Locale): Finding {
  const title = inLocale(found.title, locale)
  const who = inLocale(found.organisation, locale)?.text
  return {
    to: paths.campaign(found),
    title: title?.text ?? '',
    html_lang: title?.html ?? '',
    hint: [who, words(locale)(`state.${found.state}`)].filter(Boolean).join(' · '),
    score: found.score,
  }
}

async function* sitemap(db: Db) {
  yield { path: paths.index(), changed_at: null }
  yield { path: paths.rounds(), changed_at: null }
  for await (const { slug, updated_at } of everyPage(db))
    yield { path: paths.campaign({ slug }), changed_at: updated_at }
}
