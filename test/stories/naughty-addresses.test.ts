// Naughty texts in addresses: in what they ask for and in what they name.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints, routes } from '#app'
import { samplePassword } from '#modules/people/fixtures.ts'
import { askRoute, oneWhoMay } from '#test/ask-route.ts'
import { haveCorpora, naughtyStrings, ownNaughty, slice } from '#test/corpora.ts'
import { formsIn } from '#test/forms.ts'
import { dangersIn } from '#test/html.ts'
import { addressIn, rowOf, rows } from '#test/route-rows.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let town: Town
beforeAll(async () => {
  world = await aWorld()
  town = await aTown(world)
})
afterAll(() => world.close())

const strings = naughtyStrings()
// Longer than any address that a server takes; forms carry such texts, addresses do not.
const short = strings.filter((text) => text.length < 2000 && text.isWellFormed())
let used = 0
const nextOnes = (count: number) => {
  used += count
  return slice(short, used, count)
}

/** Every word that any page of ours reads from its address. */
const asked = [
  ...['q', 'page', 'order', 'next', 'token', 'email', 'about', 'name', 'version', 'from'],
  ...['kind', 'kind[]', 'area', 'area[]', 'place', 'place[]', 'verified', 'municipality', 'field'],
]
const told = routes
  .filter(({ method, pattern }) => method === 'GET' && rows[`GET ${pattern}`])
  .map((route) => [`GET ${route.pattern}`, route] as const)

const turns = haveCorpora ? 6 : 2

test.for(told)('%s is not led astray by what is asked of it', async ([, route]) => {
  const wrong: string[] = []
  const ours = ownNaughty.filter((text) => text.length < 2000 && text.isWellFormed())
  const packs = [
    ...Array.from({ length: 3 }, (_, turn) => slice(ours, turn * 11, asked.length)),
    ...Array.from({ length: turns }, () => nextOnes(asked.length)),
  ]
  const address = addressIn(town, route.pattern, rowOf('GET', route.pattern))
  for (const texts of packs) {
    const query = new URLSearchParams(asked.map((name, i) => [name, texts[i] ?? '']))
    const answer = await askRoute(world, town, route, oneWhoMay(route), {
      address: `${address}?${query}`,
    })
    if (answer.status >= 500) wrong.push(`${answer.status} ${query}`)
    wrong.push(...dangersIn(html(answer)).map((danger) => `${danger} ${query}`))
    if (/^(?!\/(?!\/)|[?#])/.test(answer.to ?? '/')) wrong.push(`It leads to ${answer.to}`)
    if (answer.headers.getSetCookie().some((cookie) => cookie.startsWith('a=')))
      wrong.push('cookie')
  }
  expect(wrong.slice(0, 10)).toEqual([])
})

const html = ({ headers, body }: { headers: Headers; body: string }) =>
  headers.get('content-type')?.startsWith('text/html') ? body : ''

// Bytes that are no UTF-8, half a character, NUL, line ends, ways out of a folder.
const raw = ['%ff', '%00', '%c0%af', '%F0%9F', '%ED%A0%80', '%0d%0aa:b', '%2e%2e%2f', '..%5c', '%']
const names = ['a'.repeat(8000), '%25', '~', "'", '{}', '-', '%C4%90akovica', 'x'.repeat(300)]

const naming = told.filter(([, { pattern }]) => pattern.includes(':'))

test.for(naming)('%s finds nothing where the name is none', async ([, route]) => {
  const words = [...raw, ...names, ...nextOnes(20).map(encodeURIComponent)].filter((word) => word)
  const parts = route.pattern.match(/:\w+/g) ?? []
  for (const part of parts) {
    const rest = addressIn(town, route.pattern.replace(part, '@'), rowOf('GET', route.pattern))
    for (const word of words) {
      // A number may well be a letter's, on the page of letters that were sent.
      if (route.pattern === '/dev/mail/:id' && /^\d+$/.test(word)) continue
      const address = rest.replace('@', word)
      const answer = await askRoute(world, town, route, oneWhoMay(route), { address })
      expect([301, 302, 303, 400, 404, 410], `${answer.status} ${address.slice(0, 200)}`).toContain(
        answer.status,
      )
      expect(dangersIn(html(answer)), address).toEqual([])
    }
  }
})

const leading = [
  '//elsewhere.example/a',
  '/\\elsewhere.example',
  '/en//elsewhere.example',
  '///elsewhere.example/',
  '/%2felsewhere.example',
  '/en/%5celsewhere.example/',
  '/.//elsewhere.example',
]

test('no address leads to another site', async () => {
  const own = world.settings.base_url
  for (const address of leading) {
    const answer = await world.app.request(`${own}${address}`)
    const to = new URL(answer.headers.get('location') ?? '/', own)
    expect(to.origin, address).toBe(own)
    const links = (await answer.text()).matchAll(/(?:href|action)="(\/[^"]*)"/g)
    for (const [, link = ''] of links) expect(new URL(link, own).origin, link).toBe(own)
  }
})

const goingOn = [
  '//elsewhere.example',
  '/\\elsewhere.example',
  'https://elsewhere.example',
  '/\t/e.example',
]

test('signing in goes on to a page of ours, whatever the address says', async () => {
  const email = 'visitor@example.org'
  for (const next of goingOn) {
    const page = `/sign-in?${new URLSearchParams({ next })}`
    const [form] = formsIn((await world.visit(page)).html, page).filter(
      ({ method }) => method === 'post',
    )
    expect(form?.fields.find(({ name }) => name === 'next')?.value).toBe('')
    const { status, location } = await world.submit('/sign-in', {
      email,
      password: samplePassword,
      next,
    })
    expect(`${status} ${location}`).toBe('303 /account')
  }
})

const apis = endpoints.map((endpoint) => [endpoint.address, endpoint] as const)

test.for(apis)('API %s says what is wrong with a question, and breaks at none', async ([, api]) => {
  const questions = ['q', ...Object.keys(api.query.shape)]
  const texts = [...raw, ...names, ...nextOnes(60).map(encodeURIComponent)]
  const { base_url } = world.settings
  for (const text of texts)
    for (const name of questions) {
      const plain = api.address.replace('{slug}', 'river')
      await sound(`${base_url}/api${plain}?${name}=${text}`)
      if (api.address.includes('{slug}'))
        await sound(`${base_url}/api${api.address.replace('{slug}', text)}`)
    }
})

async function sound(address: string) {
  const answer = await world.app.request(address)
  expect(answer.status, address.slice(0, 300)).toBeLessThan(500)
  expect(answer.headers.get('content-type') ?? 'json').toMatch(/json/)
  const text = await answer.text()
  if (answer.headers.get('content-type')) expect(() => JSON.parse(text), address).not.toThrow()
}

test('an address without end is answered like any other', async () => {
  const own = world.settings.base_url
  for (const path of [
    `/en/${'a/'.repeat(20_000)}b`,
    `/en?q=${'b'.repeat(100_000)}`,
    `/${'%20'.repeat(9999)}`,
  ])
    expect((await world.app.request(`${own}${path}`)).status).toBeLessThan(500)
})
