// The addresses of all the houses together. The page of a project itself is laid out by the site.
import { pages as adding } from './adding/pages.tsx'
import { pages as directory } from './directory/pages.tsx'
import { pages as documents } from './documents/pages.tsx'
import { pages as editing } from './editing/pages.tsx'
import { pages as history } from './history/pages.tsx'
import { pages as importing } from './importing/pages.tsx'
import { pages as results } from './results/pages.tsx'
import { pages as standing } from './standing/pages.tsx'

const houses = [directory, adding, editing, results, documents, standing, history, importing]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }
