// Who may ask what of giving: rows as in route-rows.ts.
import type { Row } from './route-rows.ts'
import { everybody as all, type Somebody } from './town.ts'

const operators: readonly Somebody[] = ['operator']
const finance: readonly Somebody[] = ['finance', 'owner']
const gift = { id: 'gift', key: 'gift_key' }
const again = { id: 'gift_again', key: 'gift_again_key' }
const token = { token: 'gifts_token' }

export const givingRows: Readonly<Record<string, Row>> = {
  'GET /o/:slug/give': [all, { slug: 'given_to' }],
  'POST /o/:slug/give': [all, { slug: 'given_to' }],
  'GET /o/:slug/gifts': [finance],
  'GET /o/:slug/gifts/table': [finance],
  'GET /gifts/:id/:key': [all, gift],
  'GET /gifts/:id/:key/slip': [all, gift],
  'POST /gifts/:id/:key/withdrawal': [all, gift],
  'POST /gifts/:id/:key/credit': [all, gift],
  'GET /gifts/:id/:key/receipts/:receipt': [
    all,
    { id: 'gift_come', key: 'gift_come_key', receipt: 'receipt' },
  ],
  'GET /giving-again/:id/:key': [all, again],
  'POST /giving-again/:id/:key/stop': [all, again],
  'GET /verify-receipt': [all],
  'GET /gift-in-the-books': [all],
  'GET /my-gifts': [all],
  'POST /my-gifts': [all],
  'GET /my-gifts/:token': [all, token],
  'GET /my-gifts/:token/:year': [all, { ...token, year: '2026' }],
  'GET /desk/payments/entities': [operators],
  'POST /desk/payments/entities': [operators],
  'GET /desk/payments/entities/:id': [operators, { id: 'collector' }],
  'POST /desk/payments/entities/:id/accounts': [operators, { id: 'collector' }],
  'POST /desk/payments/entities/:id/closing': [operators, { id: 'collector' }],
  'POST /desk/payments/accounts/:id/confirmation': [operators, { id: 'collecting_account' }],
  'POST /desk/payments/accounts/:id/closing': [operators, { id: 'collecting_account' }],
  'GET /desk/payments/rates': [operators],
  'POST /desk/payments/rates': [operators],
}
