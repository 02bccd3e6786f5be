import { expect, test } from 'vitest'
import {
  beginningOf,
  clockOf,
  excerptOf,
  isDue,
  momentOf,
  whyNotPublish,
  whyNotSchedule,
  whyNotWithdraw,
  withoutSigns,
} from './rules.ts'

const told = { state: 'draft', body: { sq: 'Tekst.' }, pictures: [], video: null } as const
const now = new Date('2026-11-21T10:00:00Z')

test('a post without a text does not come out', () => {
  expect(whyNotPublish({ ...told, body: {} })).toBe('no_text')
  expect(whyNotPublish(told)).toBeNull()
  expect(whyNotPublish({ ...told, state: 'published' })).toBe('already_published')
})

test('every picture has an alternative text or is decorative', () => {
  const picture = { alt: {}, decorative: false }
  expect(whyNotPublish({ ...told, pictures: [picture] })).toBe('picture_not_described')
  expect(whyNotPublish({ ...told, pictures: [{ ...picture, alt: { sq: 'Lumi' } }] })).toBeNull()
  expect(whyNotPublish({ ...told, pictures: [{ ...picture, decorative: true }] })).toBeNull()
})

test('a video in which somebody speaks has captions', () => {
  const video = { without_speech: false, captions: {} }
  expect(whyNotPublish({ ...told, video })).toBe('video_without_captions')
  expect(whyNotPublish({ ...told, video: { ...video, captions: { sq: 'x' } } })).toBeNull()
  expect(whyNotPublish({ ...told, video: { ...video, without_speech: true } })).toBeNull()
})

test('a post is scheduled for a time to come, within a year', () => {
  const in_ = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  expect(whyNotSchedule(told, in_(1), now)).toBeNull()
  expect(whyNotSchedule(told, now, now)).toBe('in_the_past')
  expect(whyNotSchedule(told, in_(24 * 400), now)).toBe('too_far_ahead')
  expect(whyNotSchedule({ ...told, state: 'withdrawn' }, in_(1), now)).toBe('already_published')
})

test('only what is public is withdrawn, and once', () => {
  expect(whyNotWithdraw({ state: 'draft' })).toBe('not_published')
  expect(whyNotWithdraw({ state: 'published' })).toBeNull()
  expect(whyNotWithdraw({ state: 'withdrawn' })).toBe('already_withdrawn')
})

test('a post is due when its time has come and it still waits', () => {
  expect(isDue({ state: 'scheduled', publish_at: now }, now)).toBe(true)
  expect(isDue({ state: 'draft', publish_at: null }, now)).toBe(false)
  expect(isDue({ state: 'scheduled', publish_at: new Date(now.getTime() + 1) }, now)).toBe(false)
})

test('a summary is made of the text where none is given, in each language by itself', () => {
  const body = { sq: '## Titull\n\nLumi është **i pastër**.', en: 'The river is clean.' }
  expect(excerptOf({ en: 'Clean.' }, body)).toEqual({ sq: 'Lumi është i pastër.', en: 'Clean.' })
  expect(excerptOf({ sr: 'Reka.' }, {})).toEqual({ sr: 'Reka.' })
})

test('the beginning of a text ends with a sentence, or else between two words', () => {
  expect(beginningOf('One. Two three four five.', 10)).toBe('One. Two…')
  expect(beginningOf('One two. Three four five.', 14)).toBe('One two.')
  expect(beginningOf(`${'word '.repeat(100)}`, 30)).toBe('word word word word word…')
})

test('signs of Markdown are no words', () => {
  const text = '- a *b* [c](/d)\n> e `f`\n\n```\ncode\n```\n\n1. g ![h](i) snake_case_name\n\n---\n'
  expect(withoutSigns(text)).toBe('a b c e f g snake_case_name')
})

test('a time of the clock is a moment, in winter and in summer', () => {
  expect(momentOf('2026-11-21', '09:30')?.toISOString()).toBe('2026-11-21T08:30:00.000Z')
  expect(momentOf('2026-07-01', '09:30')?.toISOString()).toBe('2026-07-01T07:30:00.000Z')
  expect(clockOf(new Date('2026-07-01T07:30:00Z'))).toEqual({ day: '2026-07-01', time: '09:30' })
})

test('a time that the clock skips is none, and of one that comes twice the first is meant', () => {
  expect(momentOf('2026-03-29', '02:30')).toBeNull()
  expect(momentOf('2026-10-25', '02:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(momentOf('2026-02-30', '10:00')).toBeNull()
})
