import { brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import { h } from 'preact'
import { beforeEach, expect, test } from 'vitest'
import { replyAlike } from '#kit/alike.ts'
import type { Me, PageInfo } from '#kit/page.tsx'

const somebody: Me = {
  id: 'a0000000-0000-7000-8000-000000000001',
  name: 'Somebody',
  email: 'somebody@example.org',
  roles: [],
  session_id: 'a0000000-0000-7000-8000-000000000002',
  two_factor: false,
  locale: 'sq',
}

const first: PageInfo = {
  locale: 'sq',
  path: '/stone',
  base_url: 'http://localhost',
  me: null,
  now: new Date('2026-11-21T10:00:00Z'),
  request_id: 'one',
  nav: [],
  asset: (name) => name,
  notice: null,
  production: true,
  sample: false,
  reload: false,
  unread: 0,
  styles: [],
}

let written = 0
let of: unknown[] = []
let settings = {}

/** The page's text, after it was written anew or not. */
async function visit(page: Partial<PageInfo> = {}, headers: Record<string, string> = {}) {
  const app = new Hono<{ Variables: { page: PageInfo; settings: object } }>()
  app.get('/', (c) => {
    c.set('page', { ...first, ...page })
    c.set('settings', settings)
    return replyAlike(c, of, () => h('p', null, `${++written}`))
  })
  return app.request('/', { headers })
}

const textOf = async (page: Partial<PageInfo> = {}) => (await visit(page)).text()

beforeEach(() => {
  written = 0
  of = ['the same']
  settings = {}
})

test('strangers get the page that was written for the first of them', async () => {
  expect(await textOf()).toContain('<p>1</p>')
  expect(await textOf({ request_id: 'two' })).toContain('<p>1</p>')
  expect(written).toBe(1)
})

test('a page that would be made of something else is written anew', async () => {
  await textOf()
  of = ['something else']
  expect(await textOf()).toContain('<p>2</p>')
})

test('each language and each address has a page of its own', async () => {
  await textOf()
  expect(await textOf({ locale: 'en' })).toContain('<p>2</p>')
  expect(await textOf({ path: '/stone?page=2' })).toContain('<p>3</p>')
})

test('who is signed in, or is told something, gets a page that nobody else gets', async () => {
  expect(await textOf({ me: somebody })).toContain('<p>1</p>')
  expect(await textOf({ notice: 'Saved.' })).toContain('<p>2</p>')
  expect(await textOf()).toContain('<p>3</p>')
  expect(await textOf({ me: somebody })).toContain('<p>4</p>')
})

test('a page is not older than a minute, because it says how long ago something was', async () => {
  await textOf()
  expect(await textOf({ now: new Date('2026-11-21T10:00:59Z') })).toContain('<p>1</p>')
  expect(await textOf({ now: new Date('2026-11-21T10:01:00Z') })).toContain('<p>2</p>')
})

test('another site in the same process has pages of its own', async () => {
  await textOf()
  settings = {}
  expect(await textOf()).toContain('<p>2</p>')
})

test('it travels as each browser takes it, with its policy', async () => {
  const plain = await visit()
  const smaller = await visit({}, { 'accept-encoding': 'br' })
  expect(smaller.headers.get('content-encoding')).toBe('br')
  expect(smaller.headers.get('vary')).toBe('accept-encoding')
  expect(smaller.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(brotliDecompressSync(await smaller.bytes()).toString()).toBe(await plain.text())
  expect(written).toBe(1)
})

test('pages that nobody asks for make room', async () => {
  const large = 'x'.repeat(1_000_000)
  const app = new Hono<{ Variables: { page: PageInfo; settings: object } }>()
  app.get('/:name', (c) => {
    c.set('page', { ...first, path: c.req.path })
    c.set('settings', settings)
    return replyAlike(c, of, () => h('p', null, `${++written} ${large}`))
  })
  for (let name = 0; name < 20; name++) await app.request(`/${name}`)
  expect(written).toBe(20)
  await app.request('/19')
  expect(written).toBe(20)
  await app.request('/0')
  expect(written).toBe(21)
})
