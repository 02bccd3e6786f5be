// Who may ask what of campaigns: rows as in route-rows.ts.
import type { Row } from './route-rows.ts'
import { everybody as all, type Somebody } from './town.ts'

const accounts = all.filter((one) => one !== 'stranger' && one !== 'unarmed')
const editors: readonly Somebody[] = ['editor', 'finance', 'owner']
const operators: readonly Somebody[] = ['operator']
const open = { slug: 'campaign' } as const
const draft = { slug: 'campaign_draft' } as const
const officers: readonly Somebody[] = ['finance', 'owner']
const round = { slug: 'matching_open' } as const
const roundDraft = { slug: 'matching_draft' } as const
const item = { ...draft, id: 'campaign_item' } as const
const asked = { ...open, id: 'campaign_question' } as const
// One that succeeded, of an organisation that has nobody but these two.
const treasurers: readonly Somebody[] = ['finance', 'owner']
const done = { slug: 'campaign_done' } as const
const line = { ...done, id: 'campaign_done_item' } as const
const bought = { ...done, id: 'campaign_expense' } as const
const gift = { ...done, id: 'campaign_gift', key: 'campaign_gift_page_key' } as const
const lost = { slug: 'campaign_failed' } as const
const waiting = { ...lost, id: 'campaign_waiting', key: 'campaign_waiting_key' } as const
const thanks = { ...open, id: 'campaign_thanks' } as const
const thanked = { ...open, id: 'campaign_thanked' } as const
const given = { ...open, key: 'campaign_gift_key' } as const

export const campaignRows: Readonly<Record<string, Row>> = {
  'GET /campaigns': [all],
  'GET /campaigns/:slug': [all, open],
  'GET /campaigns/:slug/history': [all, open],
  'GET /campaigns/:slug/share': [all, open],
  'GET /o/:slug/campaigns/new': [editors],
  'POST /o/:slug/campaigns/new': [editors],
  'GET /campaigns/:slug/questions': [accounts, open],
  'POST /campaigns/:slug/questions': [accounts, open],
  'GET /campaigns/:slug/questions/:id/answer': [editors, asked],
  'POST /campaigns/:slug/questions/:id/answer': [editors, asked],
  'GET /campaigns/:slug/updates': [editors, open],
  'POST /campaigns/:slug/updates': [editors, open],
  'GET /campaigns/:slug/taking-back/:key': [all, given],
  'POST /campaigns/:slug/taking-back/:key': [all, given],
  'GET /campaigns/:slug/spending': [all, done],
  'GET /campaigns/:slug/spending/:id/asking': [treasurers, line],
  'POST /campaigns/:slug/spending/:id/asking': [treasurers, line],
  'GET /campaigns/:slug/spending/:id/expenses': [treasurers, line],
  'POST /campaigns/:slug/spending/:id/expenses': [treasurers, line],
  'GET /campaigns/:slug/expenses/:id/removal': [treasurers, bought],
  'POST /campaigns/:slug/expenses/:id/removal': [treasurers, bought],
  'GET /campaigns/:slug/report': [treasurers, done],
  'POST /campaigns/:slug/report': [treasurers, done],
  'GET /campaigns/:slug/gifts/:id/:key': [all, gift],
  'GET /campaigns/:slug/gifts/:id/:key/choice': [all, waiting],
  'POST /campaigns/:slug/gifts/:id/:key/choice': [all, waiting],
  'GET /campaigns/:slug/edit': [editors, draft],
  'GET /campaigns/:slug/edit/story': [editors, draft],
  'POST /campaigns/:slug/edit/story': [editors, draft],
  'GET /campaigns/:slug/edit/film': [editors, draft],
  'POST /campaigns/:slug/edit/film': [editors, draft],
  'POST /campaigns/:slug/edit/film/removal': [editors, draft],
  'GET /campaigns/:slug/edit/terms': [editors, draft],
  'POST /campaigns/:slug/edit/terms': [editors, draft],
  'GET /campaigns/:slug/edit/budget': [editors, draft],
  'POST /campaigns/:slug/edit/budget': [editors, draft],
  'GET /campaigns/:slug/edit/budget/:id': [editors, item],
  'POST /campaigns/:slug/edit/budget/:id': [editors, item],
  'POST /campaigns/:slug/edit/budget/:id/removal': [editors, item],
  'GET /campaigns/:slug/edit/thanks': [editors, open],
  'POST /campaigns/:slug/edit/thanks': [editors, open],
  'POST /campaigns/:slug/edit/thanks/:id/closing': [editors, thanks],
  'POST /campaigns/:slug/edit/thanks/:id/handing-over': [editors, thanked],
  'GET /campaigns/:slug/hosting': [['foreigner'], draft],
  'POST /campaigns/:slug/hosting': [['foreigner'], draft],
  'GET /campaigns/:slug/standing': [editors, draft],
  'POST /campaigns/:slug/submission': [editors, draft],
  'POST /campaigns/:slug/submission/withdrawal': [editors, draft],
  'GET /campaigns/:slug/pause': [editors, open],
  'POST /campaigns/:slug/pause': [editors, open],
  'POST /campaigns/:slug/resumption': [editors, open],
  'GET /campaigns/:slug/extension': [editors, open],
  'POST /campaigns/:slug/extension': [editors, open],
  'GET /campaigns/:slug/cancellation': [editors, open],
  'POST /campaigns/:slug/cancellation': [editors, open],
  'GET /matching': [all],
  'GET /matching/:slug': [all, round],
  'GET /matching/:slug/inputs': [all, round],
  'GET /matching/:slug/edit': [officers, roundDraft],
  'POST /matching/:slug/edit': [officers, roundDraft],
  'POST /matching/:slug/submission': [officers, roundDraft],
  'POST /matching/:slug/cancellation': [officers, roundDraft],
  'GET /o/:slug/matching/new': [officers],
  'POST /o/:slug/matching/new': [officers],
  'GET /campaigns/:slug/matching': [editors, open],
  'POST /campaigns/:slug/matching': [editors, open],
  'GET /desk/matching': [operators],
  'GET /desk/matching/new': [operators],
  'POST /desk/matching/new': [operators],
  'GET /desk/matching/:id': [operators, { id: 'matching_waiting' }],
  'POST /desk/matching/:id/opening': [operators, { id: 'matching_waiting' }],
  'POST /desk/matching/:id/refusal': [operators, { id: 'matching_waiting' }],
  'GET /desk/campaigns': [operators],
  'GET /desk/campaigns/:id': [operators, { id: 'campaign_review' }],
  'POST /desk/campaigns/:id/approval': [operators, { id: 'campaign_review' }],
  'POST /desk/campaigns/:id/refusal': [operators, { id: 'campaign_review' }],
}
