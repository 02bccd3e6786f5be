import { expect, test } from 'vitest'
import { line, PageNumber, WebAddress } from './fields.ts'

test('an address of the web is made whole, and nothing else is let through', () => {
  expect(WebAddress.parse('example.org/ne')).toBe('https://example.org/ne')
  expect(WebAddress.parse(undefined)).toBeNull()
  for (const wrong of ['javascript:alert(1)', 'file:///etc/passwd', 'https://a:b@example.org', 'x'])
    expect(WebAddress.safeParse(wrong).success, wrong).toBe(false)
})

test('a line has single spaces, and an empty one is null', () => {
  expect(line(20).parse('  a \n b ')).toBe('a b')
  expect(line(20).parse('  ')).toBeNull()
  expect(line(2).safeParse('abc').success).toBe(false)
})

test('a page that is no number is the first', () => {
  expect([PageNumber.parse('3'), PageNumber.parse('x'), PageNumber.parse(undefined)]).toEqual([
    3, 1, 1,
  ])
})
