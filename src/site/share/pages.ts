// How pages are passed on elsewhere.
import { pages as cards } from './cards.tsx'
import { pages as press } from './press.tsx'
import { pages as previews } from './previews.ts'

const houses = [cards, press, previews]

export const sharePages = { routes: houses.flatMap(({ routes }) => routes) }
