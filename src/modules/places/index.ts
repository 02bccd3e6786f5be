// The door: what other modules and the site may ask of places.
export { loadCountry } from './countries/commands.ts'
export { type CountryMap, findMap } from './drawing/queries.ts'
export { paths } from './paths.ts'
export {
  countMunicipalities,
  findPlace,
  findPlaceByName,
  listHistory,
  listMunicipalities,
  listPopulation,
  listSettlements,
  type Municipality,
  municipalityChoices,
  type Place,
} from './queries.ts'
export type { PlacesCard, PlacesTables } from './tables.ts'
