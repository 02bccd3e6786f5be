import { expect, test } from 'vitest'
import { linkText, periodEnd, readLink, tellingAt } from './rules.ts'

const at = (text: string) => new Date(text)

test('a day of news ends at five in the morning, a week on Monday', () => {
  expect(periodEnd('daily', at('2026-11-22T05:00:00Z'))).toEqual(at('2026-11-22T05:00:00Z'))
  expect(periodEnd('daily', at('2026-11-22T04:59:59Z'))).toEqual(at('2026-11-21T05:00:00Z'))
  expect(periodEnd('weekly', at('2026-11-22T12:00:00Z'))).toEqual(at('2026-11-16T05:00:00Z'))
  expect(periodEnd('weekly', at('2026-11-23T05:00:01Z'))).toEqual(at('2026-11-23T05:00:00Z'))
  expect(periodEnd('weekly', at('2026-11-23T04:00:00Z'))).toEqual(at('2026-11-16T05:00:00Z'))
})

test('what comes out in the same minute is told in one round, soon', () => {
  const one = tellingAt(at('2026-11-22T10:00:02Z'))
  expect(tellingAt(at('2026-11-22T10:00:20Z'))).toEqual(one)
  expect(+one - +at('2026-11-22T10:00:02Z')).toBeLessThan(120_000)
})

test('a link that was signed for something else is none', () => {
  const id = '019aa000-0000-7000-8000-000000000001'
  expect(readLink(linkText('follow', id))).toEqual({ purpose: 'follow', id })
  for (const text of [`${id} organisations`, 'news.follow x', `news.owner ${id}`, null])
    expect(readLink(text)).toBeNull()
})
