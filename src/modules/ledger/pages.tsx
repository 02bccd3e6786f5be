import { pages as closing } from './closing/pages.tsx'
import { desk, pages as deskPages } from './desk/pages.tsx'
import { pages as journal } from './journal/pages.tsx'
import { pages as statement } from './statement/pages.tsx'

export { desk }

export const pages = {
  routes: [journal, deskPages, statement, closing].flatMap(({ routes }) => routes),
}
