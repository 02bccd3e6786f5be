import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { markdownHtml } from './markdown.tsx'

test('headings, lists and links become HTML', () => {
  const html = markdownHtml(
    '# Big\n\n- one\n\n[here](/organisations) and [there](https://x.example)',
    'sq',
  )
  expect(html).toContain('<h2>Big</h2>')
  expect(html).toContain('<li>one</li>')
  expect(html).toContain('href="/sq/organisations"')
  expect(html).toContain('href="https://x.example" rel="nofollow noopener noreferrer"')
})

test('HTML stays text and pictures are not loaded', () => {
  expect(markdownHtml('<script>alert(1)</script>', 'en')).not.toContain('<script')
  expect(markdownHtml('![x](https://tracker.example/a.png)', 'en')).not.toContain('<img')
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  'vbscript:x',
  ' JaVaScRiPt:x',
])('a link to %s is no link', (href) => {
  expect(markdownHtml(`[x](${href})`, 'en')).not.toContain('href')
})

const list = new URL('../../../shared/data/naughty/xss/xss-payload-list.txt', import.meta.url)

test.skipIf(!existsSync(list))('no known attack survives', () => {
  for (const payload of readFileSync(list, 'utf8').split('\n')) {
    const html = markdownHtml(payload, 'en')
    expect(html).not.toMatch(
      /<(?!\/?(p|h[2-6]|ul|ol|li|em|strong|a|code|pre|blockquote|br|hr|table|thead|tbody|tr|th|td|s)\b)[a-z]/i,
    )
    expect(html).not.toMatch(/<[^>]*\son\w+=/i)
  }
})
