import { remembered } from '#kit/remember.ts'
import {
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

/** What the home page shows to everybody alike. */
async function askHome(db: Whole) {
  const [map, places, counts, organisations, verified, covered, newest, recently] =
    await Promise.all([
      findMap(db),
      listMunicipalities(db),
      countByMunicipality(db),
      countOrganisations(db),
      countVerified(db),
      countMunicipalitiesCovered(db),
      listNewest(db, shown),
      listRecentlyVerified(db, shown),
    ])
  return { map, places, counts, organisations, verified, covered, newest, recently }
}

export type Home = Awaited<ReturnType<typeof askHome>>

/** The same, kept for some seconds: counting a hundred thousand for each visitor helps nobody. */
export const homeContent = remembered(askHome)
