// The addresses of all parts of this house together.
import { pages as cardDesk, desk as cardsDesk } from './card-desk/pages.tsx'
import { pages as cardWords } from './card-words/pages.tsx'
import { pages as cards } from './cards/pages.tsx'
import { pages as practice } from './practice/pages.tsx'
import { pages as statements, desk as statementsDesk } from './statements/pages.tsx'
import { pages as worklist, desk as worklistDesk } from './worklist/pages.tsx'

export const pages = {
  routes: [cards, cardWords, cardDesk, practice, statements, worklist].flatMap(({ routes }) => routes),
}

export const desk = [worklistDesk, statementsDesk, cardsDesk]
