import { path } from '#kit/path.ts'

export const paths = {
  index: path('/payments'),
  gift: path('/gifts/:id/:key'),
  card: path('/gifts/:id/:key/card'),
  cardTry: path('/gifts/:id/:key/card/:intent'),
  cardHook: path('/hooks/cards/:account'),
  deskCards: path('/desk/payments/cards'),
  deskCardsCheck: path('/desk/payments/cards/reconciliation'),
  deskCardsEvent: path('/desk/payments/cards/events/:event/settlement'),
  practice: path('/dev/cards'),
  practicePay: path('/dev/cards/:session'),
  practiceDoing: path('/dev/cards/doings/:what/:thing'),
}
