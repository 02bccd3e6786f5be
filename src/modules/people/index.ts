// The door of people: who asks, what they may do everywhere, and how to tell them something.
export {
  type Appointer,
  disablePerson,
  enablePerson,
  findMe,
  grantRole,
  revokeRole,
} from './commands.ts'
export { notify } from './notices/commands.ts'
export { paths } from './paths.ts'
export {
  findPerson,
  findPersonByEmail,
  findProof,
  listHolders,
  listNames,
  listPeople,
  type PersonRow,
} from './queries.ts'
export {
  anyone,
  type Moderator,
  mayModerate,
  mayOperate,
  moderatorOf,
  moderators,
  type Operator,
  operatorOf,
  operators,
  ownPath,
  type Person,
  type Proven,
  personOf,
  signedIn,
} from './rules.ts'
export type { HoldersTables, NoticesTables, PeopleCard, PeopleReachable, Role } from './tables.ts'
