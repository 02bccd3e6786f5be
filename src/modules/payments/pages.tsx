// The addresses of all parts of this house together.
import { pages as approving, desk as approvingDesk } from './approving/pages.tsx'
import { pages as cardDesk, desk as cardsDesk } from './card-desk/pages.tsx'
import { pages as cardWords } from './card-words/pages.tsx'
import { pages as cards } from './cards/pages.tsx'
import { pages as elsewhere } from './elsewhere/pages.tsx'
import { pages as entities, desk as entitiesDesk } from './entities/pages.tsx'
import { pages as gifts } from './gifts/pages.tsx'
import { pages as giving } from './giving/pages.tsx'
import { pages as orders, desk as ordersDesk } from './orders/pages.tsx'
import { pages as overview } from './overview/pages.tsx'
import { pages as payouts } from './payouts/pages.tsx'
import { pages as practice } from './practice/pages.tsx'
import { pages as rates, desk as ratesDesk } from './rates/pages.tsx'
import { pages as receipts } from './receipts/pages.tsx'
import { pages as received } from './received/pages.tsx'
import { pages as recorded } from './recorded/pages.tsx'
import { pages as recurring } from './recurring/pages.tsx'
import { pages as refunds, desk as refundsDesk } from './refunds/pages.tsx'
import { pages as refused } from './refused/pages.tsx'
import { pages as statements, desk as statementsDesk } from './statements/pages.tsx'
import { pages as typing } from './typing/pages.tsx'
import { pages as whither } from './whither/pages.tsx'
import { pages as worklist, desk as worklistDesk } from './worklist/pages.tsx'

const ofCards = [cards, cardWords, cardDesk, refused, elsewhere, practice]
const ofGiving = [giving, gifts, receipts, recurring, entities, rates, received, recorded]
const ofStatements = [statements, worklist]
const ofPayouts = [overview, payouts, approving, orders, refunds, typing, whither]

export const pages = {
  routes: [...ofCards, ...ofGiving, ...ofStatements, ...ofPayouts].flatMap(({ routes }) => routes),
}

export const desk = [
  ...[worklistDesk, statementsDesk, cardsDesk, approvingDesk, ordersDesk],
  ...[refundsDesk, entitiesDesk, ratesDesk],
]
