import { expect, test } from 'vitest'
import { escaped } from './formats/actor.ts'
import { hashtag, noteDocument } from './formats/note.ts'
import {
  attemptsMax,
  hostsIn,
  inboxFor,
  namesAbove,
  nextTry,
  restsUntil,
  sameNote,
  slugIn,
  standing,
  verdict,
} from './rules.ts'

const subject = { open: true, kept_off: false, gone_at: null, state: 'verified' } as const
const now = new Date('2026-11-21T10:00:00Z')
const minutes = (at: Date | null) => at && (at.getTime() - now.getTime()) / 60_000

test('nobody is followed while it is closed, kept off, suspended or hidden', () => {
  expect(standing(subject)).toBe('open')
  expect(standing({ ...subject, open: false })).toBe('off')
  expect(standing({ ...subject, kept_off: true })).toBe('off')
  expect(standing({ ...subject, state: 'suspended' })).toBe('off')
  expect(standing({ ...subject, state: 'closed' })).toBe('still')
  expect(standing({ ...subject, state: null })).toBe('off')
  expect(standing({ ...subject, state: null, gone_at: now })).toBe('gone')
})

test('an inbox lies on its owner’s server, or nothing is sent', () => {
  const ana = { id: 'https://b.example/ana', inbox: 'https://b.example/ana/inbox' }
  expect(inboxFor({ ...ana, shared_inbox: 'https://b.example/inbox' })).toMatchObject({
    value: { host: 'b.example', inbox: 'https://b.example/inbox' },
  })
  expect(inboxFor({ ...ana, shared_inbox: 'https://victim.example/' })).toMatchObject({
    value: { inbox: 'https://b.example/ana/inbox' },
  })
  const elsewhere = { ...ana, inbox: 'https://victim.example/', shared_inbox: null }
  expect(inboxFor(elsewhere)).toMatchObject({ refusal: 'foreign_inbox' })
  const long = `https://b.example/${'a'.repeat(400)}`
  expect(inboxFor({ id: long, inbox: long, shared_inbox: null })).toMatchObject({
    refusal: 'too_long',
  })
})

test('a block of a name is one of everything under it', () => {
  expect(namesAbove('a.b.example:8443')).toEqual([
    ...['a.b.example:8443', 'a.b.example', 'b.example', 'example'],
  ])
})

test('what fails is tried again later and later, and given up after two days', () => {
  expect([1, 2, 3, 12].map((tries) => minutes(nextTry(tries, now)))).toEqual([1, 2, 4, 360])
  expect(nextTry(attemptsMax, now)).toBeNull()
  expect([4, 5, 6, 40].map((failures) => minutes(restsUntil(failures, now)))).toEqual([
    ...[null, 5, 10, 360],
  ])
})

test('what an answer means', () => {
  const meant = [202, 404, 410, 400, 422, 401, 429, 500].map(verdict)
  expect(meant).toEqual([
    ...['delivered', 'gone', 'gone', 'refused', 'refused', 'again', 'again', 'again'],
  ])
})

test('the servers that an activity speaks of are its sender’s and its signer’s', () => {
  const body = '{"actor": {"id": "https://a.example/ana"}}'
  expect(hostsIn(body, 'keyId="https://B.example/x#key"')).toEqual(['a.example', 'b.example'])
  expect(hostsIn(body, 'sig1=();keyid="https://c.example/x"')).toEqual(['a.example', 'c.example'])
  for (const nothing of ['', '[]', 'null', '{}', '{"actor": 1}', '{"actor": {"id": 2}}'])
    expect(hostsIn(nothing, '')).toBeNull()
})

test('a page of ours names whom it is of, another’s does not', () => {
  const base = 'https://mozaik.example'
  expect(slugIn(new URL(`${base}/sr-Cyrl/o/river`), base)).toBe('river')
  expect(slugIn(new URL(`${base}/o/river/`), base)).toBe('river')
  expect(slugIn(new URL('https://other.example/o/river'), base)).toBeNull()
  expect(slugIn(new URL(`${base}/o/river/news/x`), base)).toBeNull()
})

test('the same in another order is the same; another day is no change', () => {
  const note = { content: 'a', attachment: [{ name: 'b', url: 'c' }], updated: '1' }
  const told = { object: { attachment: [{ url: 'c', name: 'b' }], content: 'a', updated: '2' } }
  expect(sameNote(told, note)).toBe(true)
  expect(sameNote(told, { ...note, content: 'd' })).toBe(false)
})

test('a title is text, a hashtag one word, and links of ours lead here', () => {
  expect(escaped('<a href="x">&</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;')
  expect(hashtag('Të drejtat e njeriut')).toBe('#TëDrejtatENjeriut')
  const note = noteDocument(
    'https://m.example',
    {
      id: '1',
      slug: 's',
      organisation_id: '2',
      organisation_slug: 'river',
      title: { en: '<b>' },
      body: { en: 'x' },
      published_at: now,
      updated_at: now,
      pictures: [],
      video: null,
      topics: [],
    },
    () => '<a href="/en/help">h</a>',
  )
  expect(note.content).toBe(
    '<p><strong>&lt;b&gt;</strong></p>\n<a href="https://m.example/en/help">h</a>',
  )
  expect(note).toMatchObject({ url: 'https://m.example/o/river/news/s', contentMap: {} })
})
