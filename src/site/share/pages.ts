// How pages are passed on elsewhere.
import { pages as previews } from './previews.ts'

const houses = [previews]

export const sharePages = { routes: houses.flatMap(({ routes }) => routes) }
