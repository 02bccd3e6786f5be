// Who may ask what of news: rows as in route-rows.ts.
import type { Row } from './route-rows.ts'
import { everybody as all, type Somebody } from './town.ts'

const house: readonly Somebody[] = ['editor', 'finance', 'owner', 'official']
const editors: readonly Somebody[] = ['editor', 'finance', 'owner']

export const newsRows: Readonly<Record<string, Row>> = {
  'GET /news': [all],
  'GET /o/:slug/news': [all],
  'GET /o/:slug/news/new': [editors],
  'POST /o/:slug/news/new': [editors],
  'GET /o/:slug/news/:post': [all, { post: 'post' }],
  'GET /o/:slug/news/:post/edit': [editors, { post: 'post' }],
  'POST /o/:slug/news/:post/edit': [editors, { post: 'post' }],
  'GET /o/:slug/news/:post/share': [all, { post: 'post' }],
  'GET /o/:slug/news/:post/history': [[...house, 'operator'], { post: 'post' }],
  'GET /o/:slug/news/:post/publication': [editors, { post: 'draft' }],
  'POST /o/:slug/news/:post/publication': [editors, { post: 'draft' }, { when: 'now' }],
  'POST /o/:slug/news/:post/unscheduling': [editors, { post: 'draft' }],
  'GET /o/:slug/news/:post/deletion': [editors, { post: 'draft' }],
  'POST /o/:slug/news/:post/deletion': [editors, { post: 'draft' }],
  'GET /o/:slug/news/:post/withdrawal': [editors, { post: 'post' }],
  'POST /o/:slug/news/:post/withdrawal': [editors, { post: 'post' }],
  'POST /o/:slug/news/:post/pinning': [editors, { post: 'post' }],
  'POST /o/:slug/news/:post/unpinning': [editors, { post: 'post' }],
  'POST /newsletter/bounces': [all],
}
