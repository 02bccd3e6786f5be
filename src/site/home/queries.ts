import { remembered } from '#kit/remember.ts'
import { endingSoon } from '#modules/campaigns/index.ts'
import { latestNews } from '#modules/news/index.ts'
import {
  countAreas,
  countByMunicipality,
  countMunicipalitiesCovered,
  countOrganisations,
  countVerified,
  listNewest,
  listRecentlyVerified,
} from '#modules/organisations/index.ts'
import { findMap, listMunicipalities } from '#modules/places/index.ts'
import type { Whole } from '../handed-up.ts'

// Two columns of these fill a screen on a desk and three on a phone.
const shown = 5

// So many tags fill the column beside the map and do not outgrow it.
const areasShown = 12

/** What the home page shows to everybody alike. */
async function askHome(db: Whole) {
  const [
    map,
    places,
    counts,
    organisations,
    verified,
    covered,
    latest,
    recently,
    areaCounts,
    news,
    campaigns,
  ] = await Promise.all([
    findMap(db),
    listMunicipalities(db),
    countByMunicipality(db),
    countOrganisations(db),
    countVerified(db),
    countMunicipalitiesCovered(db),
    listNewest(db, 2 * shown),
    listRecentlyVerified(db, shown),
    countAreas(db),
    latestNews(db),
    endingSoon(db),
  ])
  // Whoever stands in the one list need not stand in the other.
  const seen = new Set(recently.map(({ id }) => id))
  const newest = latest.filter(({ id }) => !seen.has(id)).slice(0, shown)
  const areas = [...areaCounts]
    .map(([area, count]) => ({ area, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, areasShown)
  return {
    map,
    places,
    counts,
    organisations,
    verified,
    covered,
    newest,
    recently,
    areas,
    news,
    campaigns,
  }
}

export type Home = Awaited<ReturnType<typeof askHome>>

/** The same, kept for some seconds: counting a hundred thousand for each visitor helps nobody. */
export const homeContent = remembered(askHome)
