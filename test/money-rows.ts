// Who may ask what of money that goes out: rows as in route-rows.ts.
import type { Row } from './route-rows.ts'
import { everybody, type Somebody } from './town.ts'

const finance: readonly Somebody[] = ['finance', 'owner']
const operators: readonly Somebody[] = ['operator']
const draft = { slug: 'payee', id: 'draft_payout' }
const asked = { slug: 'payee', id: 'asked_payout' }
const item = { id: 'order', item_id: 'order_item' }

export const moneyRows: Readonly<Record<string, Row>> = {
  'GET /ledger': [everybody],
  'GET /o/:slug/money': [finance, { slug: 'payee' }],
  'GET /o/:slug/money/asking': [finance, { slug: 'payee' }],
  'POST /o/:slug/money/asking': [finance, { slug: 'payee' }],
  'GET /o/:slug/money/payouts/:id': [finance, draft],
  'POST /o/:slug/money/payouts/:id': [finance, draft],
  'POST /o/:slug/money/payouts/:id/documents': [finance, draft],
  'GET /o/:slug/money/payouts/:id/documents/:file_id': [
    finance,
    { ...draft, file_id: 'payout_file' },
  ],
  'POST /o/:slug/money/payouts/:id/documents/:file_id/removal': [
    finance,
    { ...draft, file_id: 'payout_file' },
  ],
  'POST /o/:slug/money/payouts/:id/request': [finance, draft],
  'POST /o/:slug/money/payouts/:id/cancellation': [finance, asked],
  'GET /o/:slug/money/gifts/:id': [finance, { slug: 'payee', id: 'payment' }],
  'POST /o/:slug/money/gifts/:id': [finance, { slug: 'payee', id: 'payment' }],
  'POST /o/:slug/money/refunds/:id/confirmation': [finance, { slug: 'payee', id: 'refund' }],
  'POST /o/:slug/money/refunds/:id/withdrawal': [finance, { slug: 'payee', id: 'refund' }],
  'GET /desk/payouts': [operators],
  'GET /desk/payouts/:id': [operators, { id: 'asked_payout' }],
  'GET /desk/payouts/:id/documents/:file_id': [
    operators,
    { id: 'draft_payout', file_id: 'payout_file' },
  ],
  'POST /desk/payouts/:id/approval': [operators, { id: 'asked_payout' }],
  'POST /desk/payouts/:id/refusal': [operators, { id: 'asked_payout' }],
  'GET /desk/orders': [operators],
  'POST /desk/orders': [operators],
  'GET /desk/orders/:id': [operators, { id: 'order' }],
  'GET /desk/orders/:id/file': [operators, { id: 'order' }],
  'GET /desk/orders/:id/list': [operators, { id: 'order' }],
  'GET /desk/orders/:id/typing': [operators, { id: 'order' }],
  'POST /desk/orders/:id/sending': [operators, { id: 'order' }],
  'POST /desk/orders/:id/dropping': [operators, { id: 'order' }],
  'POST /desk/orders/:id/items/:item_id/word': [operators, item],
  'GET /desk/orders/:id/items/:item_id/word/:file_id': [
    operators,
    { ...item, file_id: 'word_file' },
  ],
  'POST /desk/orders/:id/items/:item_id/word-confirmation': [operators, item],
  'GET /desk/returns': [operators],
  'GET /desk/gifts/:id': [operators, { id: 'payment' }],
  'POST /desk/gifts/:id': [operators, { id: 'payment' }],
  'POST /desk/refunds/:id/confirmation': [operators, { id: 'refund' }],
  'POST /desk/refunds/:id/withdrawal': [operators, { id: 'refund' }],
  'GET /desk/returns/:id': [operators, { id: 'lost_return' }],
  'POST /desk/returns/:id/account': [operators, { id: 'lost_return' }],
  'POST /desk/returns/entries/:id': [operators, { id: 'entry' }],
  'POST /desk/returns/:id/confirmation': [operators, { id: 'bank_return' }],
  'POST /desk/returns/:id/withdrawal': [operators, { id: 'bank_return' }],
}
