// The addresses of all parts of this house together.
import { pages as closing } from './closing/pages.tsx'
import { desk, pages as deskPages } from './desk/pages.tsx'
import { pages as event } from './event/pages.tsx'
import { pages as journal } from './journal/pages.tsx'
import { pages as statement } from './statement/pages.tsx'
import { pages as trial } from './trial/pages.tsx'

export { desk }

export const pages = {
  routes: [journal, deskPages, statement, event, trial, closing].flatMap(({ routes }) => routes),
}
