// The door of organisations: who they are, who may act for them, and the panels others lay out.

export { ClaimInvitation } from './claims/views.tsx'
export { addOrganisation } from './commands.ts'
export { countAreas } from './directory/queries.ts'
export { patchProfile } from './editing/commands.ts'
export { listMerged } from './merging/queries.ts'
export {
  countOpen as countOpenOrganisations,
  findOpen as findOpenOrganisation,
  type OpenOrganisation,
  pageOpen as pageOpenOrganisations,
} from './open-data/queries.ts'
export { paths, picture } from './paths.ts'
export { shownSections } from './profile/rules.ts'
export { ProfilePage, previewOf } from './profile/views.tsx'
export {
  type Card,
  cards,
  countByMunicipality,
  countInMunicipality,
  countMunicipalitiesCovered,
  countOrganisations,
  countVerified,
  findCard,
  findHiddenId,
  findMembership,
  findMunicipality,
  findPresentSlug,
  findProfile,
  listCards,
  listClaimsOf,
  listMembers,
  listNewest,
  listOfMunicipality,
  listRecentlyVerified,
  lockHouse,
  membershipsOf,
  type Profile,
  type Steward,
  stewardBehind,
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
  servedGroups,
  slugFrom,
  socialKinds,
  standsStill,
  states,
  type WorkingLanguage,
  workingLanguages,
} from './rules.ts'
export { ProfileSections } from './sections/views.tsx'
export { listStates } from './standing/queries.ts'
export { StateHistory } from './standing/views.tsx'
export type { OrganisationsCard, OrganisationsTables } from './tables.ts'
export { AreaName, areaSaid, CardList, StateBadge } from './views.tsx'
