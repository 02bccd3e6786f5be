import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { findEditable } from './editing/queries.ts'
import { anOrganisation } from './fixtures.ts'

const corpus = new URL('../../../../shared/data/naughty/strings/blns.json', import.meta.url)
const known = existsSync(corpus)
// The corpus lies beside the project where there is one; some of the worst are always tried.
const always = ['\u0000', '\ud800', '\u202eabc', '<script>alert(1)</script>', "'; drop table x;--"]
const strings: string[] = [...always, ...(known ? JSON.parse(readFileSync(corpus, 'utf8')) : [])]

let world: TestWorld
let owner: { id: string; cookie: string }
let id: string

beforeAll(async () => {
  if (!known) console.warn('The corpus of naughty strings is not here: only a handful is tried.')
  world = await aWorld()
  const person = await aPerson(world.db, world.settings)
  owner = { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  const members = { owner: owner.id }
  id = (await anOrganisation(world.db, { slug: 'river', name: 'River', members })).id
})

afterAll(() => world.close())

// A second between two forms, or the limit on forms would answer instead of them.
function submit(path: string, fields: Record<string, string>) {
  world.clock.now = new Date(world.clock.now.getTime() + 1_100)
  return world.submit(path, fields, { as: owner })
}

test('a text is stored as it was written or refused, and shown without effect', async () => {
  for (const [sq, sr, en] of inThrees) {
    const { version } = await findEditable(world.db, id)
    const texts = { 'summary.sq': sq, 'summary.sr': sr, 'description.en': en, 'summary.en': en }
    const answer = await submit('/o/river/edit/texts', { version: String(version), ...texts })
    expect([303, 422], JSON.stringify(texts)).toContain(answer.status)
    const { summary } = await findEditable(world.db, id)
    if (answer.status === 303)
      expect([summary.sq ?? '', summary.sr ?? '', summary.en ?? '']).toEqual(
        [sq, sr, en].map(meant),
      )
    const page = await world.visit('/o/river')
    expect(page.status).toBe(200)
    expect(page.html).not.toMatch(/<script>|href="\s*(javascript|data|vbscript):/i)
    // What stands between the signs of an attribute is a text and does nothing.
    expect(page.html.replace(/"[^"]*"/g, '""')).not.toMatch(/<[a-z][^<>]*\son\w+=/i)
  }
}, 60_000)

const inThrees = Array.from({ length: Math.ceil(strings.length / 3) }, (_, i) => {
  const [sq = '', sr = '', en = ''] = strings.slice(3 * i, 3 * i + 3)
  return [sq, sr, en] as const
})

const meant = (text: string) => text.toWellFormed().replaceAll('\r\n', '\n').normalize('NFC').trim()

const others: readonly [path: string, fields: (text: string) => Record<string, string>][] = [
  ['edit/identity', (text) => ({ version: '1', kind: text, 'name.sr': text, short_name: text })],
  ['edit/contacts', (text) => ({ version: text, address: text, website: text, phone: text })],
  ['edit/work', (text) => ({ version: '1', 'areas[]': text, 'places[]': text })],
  ['edit/look', (text) => ({ version: '1', accent: text, 'sections_order.about': text })],
  ['edit/address', (text) => ({ slug: `${text}-` })],
  ['edit/people', (text) => ({ name: text, 'role.sq': text, consent: 'yes', once: text })],
  ['edit/accounts', (text) => ({ iban: text, bank_name: text, 'purpose.en': text })],
  ['edit/networks', (text) => ({ other: text, since: text })],
  ['edit/public-benefit', (text) => ({ year: text, status: text })],
]

test('whatever is typed into any other form is answered, never a fault', async () => {
  for (const [i, text] of strings.entries()) {
    const [path, fields] = others[i % others.length] ?? others[0] ?? []
    if (!path || !fields) continue
    const answer = await submit(`/o/river/${path}`, fields(text))
    expect(answer.status, `${path} ${JSON.stringify(text)}`).toBeLessThan(500)
  }
}, 60_000)

test('whatever stands in an address or a question is answered, never a fault', async () => {
  for (const [i, text] of strings.entries()) {
    const part = encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E')
    const question = `/organisations?q=${part}&municipality=${part}&kind=${part}`
    const path = i % 5 < 4 ? `/o/${part}` : question
    expect((await world.visit(path)).status, path).toBeLessThan(500)
  }
}, 60_000)
