// The addresses of all parts of this house together.
import { pages as approving, desk as approvingDesk } from './approving/pages.tsx'
import { pages as cardDesk, desk as cardsDesk } from './card-desk/pages.tsx'
import { pages as cardWords } from './card-words/pages.tsx'
import { pages as cards } from './cards/pages.tsx'
import { pages as orders, desk as ordersDesk } from './orders/pages.tsx'
import { pages as payouts } from './payouts/pages.tsx'
import { pages as practice } from './practice/pages.tsx'
import { pages as refunds, desk as refundsDesk } from './refunds/pages.tsx'

const houses = [cards, cardWords, cardDesk, practice, payouts, approving, orders, refunds]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }

export const desk = [cardsDesk, approvingDesk, ordersDesk, refundsDesk]
