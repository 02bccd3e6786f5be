// The addresses of all the houses together. `new` stands before the name of a post.
import { pages as directory } from './directory/pages.tsx'
import { pages as editing } from './editing/pages.tsx'
import { pages as history } from './history/pages.tsx'
import { pages as post } from './post/pages.tsx'
import { pages as standing } from './standing/pages.tsx'

const houses = [directory, editing, post, standing, history]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }
