// The inspector itself: each barrier planted once, and a page without any.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { barriersOf, sidewaysOf, unseenFocusOf } from './inspection.ts'
import { complaintsOf } from './walker.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 320, height: 600 } })
})
afterAll(() => browser.close())

const show = (body: string) =>
  page.setContent(`<!doctype html><html lang="en"><title>A page</title><main>${body}</main></html>`)

test('a page without barriers is left in peace', async () => {
  await show('<h1>Good day</h1><a href="/x">Onward to the next page</a>')
  expect(await barriersOf(page)).toEqual([])
  expect(await sidewaysOf(page)).toEqual([])
  expect(await unseenFocusOf(page)).toEqual([])
})

test.for([
  ['image-alt', '<h1>A</h1><img src="data:,">'],
  ['color-contrast', '<h1>A</h1><p style="color: #bbb; background: #fff">Pale words</p>'],
  ['heading-order', '<h1>A</h1><h4>B</h4>'],
  ['target-size', '<h1>A</h1><button>a</button><button style="width: 9px">b</button>'],
])('axe finds %s', async ([rule = '', body = '']) => {
  await show(body)
  expect((await barriersOf(page)).join()).toContain(rule)
})

test('what sticks out is named', async () => {
  await show('<h1>A</h1><p style="width: 500px">Wide</p>')
  expect((await sidewaysOf(page)).join()).toContain('Wide')
})

test('a link whose focus cannot be seen is named', async () => {
  await show('<style>a { outline: none }</style><a href="/x">Onward</a><button>Good</button>')
  const unseen = await unseenFocusOf(page)
  expect(unseen.join()).toContain('Onward')
  expect(unseen).toHaveLength(1)
})

test('a question to another server and a broken script are complaints', async () => {
  const other = await browser.newPage()
  const complaints = complaintsOf(other, 'http://localhost:1')
  await other.setContent('<img src="http://127.0.0.1:9/x.png" alt=""><script>throw 1</script>')
  expect(complaints.join()).toContain('asks http://127.0.0.1:9/x.png')
  expect(complaints.length).toBeGreaterThan(1)
  await other.close()
})
