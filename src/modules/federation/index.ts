// The door of federation: how an organisation is followed from other servers.
export { paths } from './paths.ts'
export { findFollowed } from './queries.ts'
export type { FederationTables } from './tables.ts'
export { FollowLine } from './views.tsx'
