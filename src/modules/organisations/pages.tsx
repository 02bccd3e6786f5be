// The addresses of all the houses together. The page of an organisation itself is laid out by the
// site, because modules listed after this one have panels on it.
import { pages as accounts } from './accounts/pages.tsx'
import { pages as adding } from './adding/pages.tsx'
import { pages as claims } from './claims/pages.tsx'
import { pages as directory } from './directory/pages.tsx'
import { pages as documents } from './documents/pages.tsx'
import { pages as editing } from './editing/pages.tsx'
import { pages as history } from './history/pages.tsx'
import { pages as importing } from './importing/pages.tsx'
import { pages as invitations } from './invitations/pages.tsx'
import { pages as members } from './members/pages.tsx'
import { pages as merging } from './merging/pages.tsx'
import { pages as mine } from './mine/pages.tsx'
import { pages as naming } from './naming/pages.tsx'
import { pages as networks } from './networks/pages.tsx'
import { pages as peopleShown } from './people-shown/pages.tsx'
import { pages as standing } from './standing/pages.tsx'
import { pages as verification } from './verification/pages.tsx'

const houses = [
  ...[adding, directory, editing, history, naming],
  ...[peopleShown, documents, accounts, networks],
  ...[mine, members, invitations, claims, verification, standing],
  ...[importing, merging],
]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }
