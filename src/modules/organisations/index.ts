// The door of organisations: who they are, who may act for them, and the panels others lay out.

export { ClaimInvitation } from './claims/views.tsx'
export { addOrganisation } from './commands.ts'
export { countAreas } from './directory/queries.ts'
export { paths } from './paths.ts'
export { shownSections } from './profile/rules.ts'
export { ProfilePage } from './profile/views.tsx'
export {
  type Card,
  cards,
  countByMunicipality,
  countInMunicipality,
  countMunicipalitiesCovered,
  countOrganisations,
  countVerified,
  findCard,
  findMembership,
  findPresentSlug,
  findProfile,
  listCards,
  listClaimsOf,
  listMembers,
  listNewest,
  listOfMunicipality,
  listRecentlyVerified,
  membershipsOf,
  type Profile,
  type Steward,
  stewardOf,
} from './queries.ts'
export {
  type Area,
  areas,
  editors,
  financeOfficers,
  freeSlug,
  isPublicInstitution,
  type Kind,
  kinds,
  mayAct,
  members,
  officials,
  owners,
  type Role,
  type ServedGroup,
  type State,
  slugFrom,
  standsStill,
  states,
  type WorkingLanguage,
} from './rules.ts'
export { ProfileSections } from './sections/views.tsx'
export { listStates } from './standing/queries.ts'
export { StateHistory } from './standing/views.tsx'
export type { OrganisationsCard, OrganisationsTables } from './tables.ts'
export { AreaName, areaSaid, CardList, StateBadge } from './views.tsx'
