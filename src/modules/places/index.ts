// The door: what other modules and the site may ask of places, and the panels they lay out.
export { loadCountry } from './countries/commands.ts'
export { readCountry } from './countries/queries.ts'
export { type CountryMap, findMap } from './drawing/queries.ts'
export { PlaceOnMap, PlacesMap } from './drawing/views.tsx'
export { findCountry } from './open-data/queries.ts'
export { paths } from './paths.ts'
export {
  countMunicipalities,
  type Figure,
  findPlace,
  findPlaceByName,
  listHistory,
  listMunicipalities,
  listPopulation,
  listSettlements,
  type Municipality,
  municipalityChoices,
  type Place,
  type Settlement,
  type Succession,
} from './queries.ts'
export { settlementsPerPage } from './schema.ts'
export type { PlacesCard, PlacesTables } from './tables.ts'
export {
  PeopleLarge,
  PlaceFigures,
  PlaceHistory,
  PlaceNames,
  PlaceSettlements,
  placesTitle,
} from './views.tsx'
