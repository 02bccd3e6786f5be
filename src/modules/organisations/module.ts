import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { type Found, findBest } from './directory/queries.ts'
import { pages } from './pages.tsx'
import { paths } from './paths.ts'
import {
  countMunicipalitiesCovered,
  countOrganisations,
  countVerified,
  everyPage,
} from './queries.ts'
import type { Db, Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'organisations',
  pages,
  nav: [{ to: paths.index(), label: (locale) => words(locale)('nav') }],
  stats: {
    organisations: countOrganisations,
    verified_organisations: countVerified,
    municipalities_covered: countMunicipalitiesCovered,
  },
  search: {
    kind: 'organisation',
    label: (locale) => words(locale)('title'),
    async find(db, query, locale, limit) {
      const found = await findBest(db, query, limit)
      return found.map((one) => finding(one, locale))
    },
  },
  sitemap,
})

function finding(found: Found, locale: Locale): Finding {
  const t = words(locale)
  const name = inLocale(found.name, locale)
  const place = inLocale(found.municipality, locale)?.text
  const state = found.state === 'verified' ? t('state.verified') : null
  return {
    to: paths.profile(found),
    title: name?.text ?? '',
    html_lang: name?.html ?? '',
    hint: [t(`kind.${found.kind}`), place, state].filter(Boolean).join(' · '),
    score: found.score,
  }
}

async function* sitemap(db: Db) {
  yield { path: paths.index(), changed_at: null }
  for await (const { slug, updated_at } of everyPage(db))
    yield { path: paths.profile({ slug }), changed_at: updated_at }
}
