// Who may ask what of gifts by card: rows as in route-rows.ts.
import type { Row } from './route-rows.ts'
import { everybody as all, type Somebody } from './town.ts'

const operators: readonly Somebody[] = ['operator']
const gift = { id: 'card_gift', key: 'card_key' }
const elsewhere = { id: 'elsewhere_gift', key: 'elsewhere_key' }

export const cardRows: Readonly<Record<string, Row>> = {
  'GET /gifts/:id/:key/card': [all, gift],
  'POST /gifts/:id/:key/card': [all, gift],
  'GET /gifts/:id/:key/card/:intent': [all, { ...gift, intent: 'card_intent' }],
  'POST /hooks/cards/:account': [all, { account: 'card_account' }],
  'GET /desk/payments/cards': [operators],
  'POST /desk/payments/cards/reconciliation': [operators],
  'POST /desk/payments/cards/events/:event/settlement': [
    operators,
    { event: 'card_event' },
    { note: 'A test of the account' },
  ],
  'POST /desk/payments/cards/refunds/:refund/again': [operators, { refund: 'refused_refund' }],
  'POST /desk/payments/cards/refunds/:refund/elsewhere': [operators, { refund: 'refused_refund' }],
  'GET /gifts/:id/:key/account': [all, elsewhere],
  'POST /gifts/:id/:key/account': [all, elsewhere],
  'GET /desk/elsewhere/:id': [operators, { id: 'elsewhere' }],
  'POST /desk/elsewhere/:id/approval': [operators, { id: 'elsewhere' }],
  'POST /desk/elsewhere/:id/letter': [operators, { id: 'elsewhere' }],
  'POST /desk/elsewhere/:id/card': [operators, { id: 'elsewhere' }],
  'GET /dev/cards': [all],
  'GET /dev/cards/:session': [all, { session: 'card_session' }],
  'POST /dev/cards/:session': [all, { session: 'card_session' }, { card: 'leave' }],
  'POST /dev/cards/doings/:what/:thing': [all, { what: 'refund', thing: 'card_session' }],
}
