import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { places } from './open-data/datasets.ts'
import { pages } from './pages.tsx'
import { paths } from './paths.ts'
import { countMunicipalities, type FoundPlace, listAddresses, searchPlaces } from './queries.ts'
import type { Db, Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'places',
  pages,
  api,
  nav: [{ to: paths.index(), label: (locale) => words(locale)('nav') }],
  stats: { municipalities: countMunicipalities },
  search: {
    kind: 'place',
    label: (locale) => words(locale)('title'),
    async find(db, query, locale, limit) {
      const found = await searchPlaces(db, query, limit)
      return found.map((place) => finding(place, locale))
    },
  },
  sitemap,
  datasets: [places],
  cli,
})

/** A settlement is shown on its municipality's page. */
function finding(place: FoundPlace, locale: Locale): Finding {
  const t = words(locale)
  const name = inLocale(place.name, locale)
  const municipality = textOf(place.parent_name, locale)
  const kind = t(`settlement.${place.settlement_kind ?? 'village'}`)
  return {
    to: paths.place({ slug: place.slug ?? place.parent_slug ?? '' }),
    title: name?.text ?? '',
    html_lang: name?.html ?? '',
    hint:
      place.kind === 'settlement'
        ? t('settlement.hint', { kind, municipality })
        : t(`kind.${place.kind}`),
    score: place.score,
  }
}

const textOf = (name: Localized | null, locale: Locale) => inLocale(name, locale)?.text ?? ''

async function* sitemap(db: Db) {
  yield { path: paths.index(), changed_at: null }
  for await (const { slug, changed_at } of listAddresses(db))
    yield { path: paths.place({ slug }), changed_at }
}
