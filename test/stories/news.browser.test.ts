// From a telephone: a post with a picture is written, looked at, published, and stands where people
// look. Once with scripts and once without.
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from '#test/browser.ts'
import { aWalker, signIn, type Walker } from '#test/walker.ts'

const site = inject('site_url')

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A photograph with a place written into it, as telephones take them. */
const photograph = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#4f8aa8' } })
    .withExif({ IFD0: { Copyright: 'A telephone' } })
    .jpeg()
    .toBuffer()

test.each([
  ['with scripts', true, 'Shtatë patkonj'],
  ['without scripts', false, 'Tri ura'],
] as const)('a post is written and published from a telephone, %s', async (_, scripts, title) => {
  const walker = await aWalker(browser, { site, locale: 'sq', javaScript: scripts, width: 390 })
  await signIn(walker, 'owner@mozaik.example')
  const { page } = walker
  await page.goto(`${site}/sq/o/lumi-i-kalter/news/new`)
  await write(walker, title, scripts)
  await page.setInputFiles('input[name="picture_file"]', {
    name: 'lumi.jpg',
    mimeType: 'image/jpeg',
    buffer: await photograph(),
  })
  await page.fill('input[name="picture.alt.sq"]', 'Një urë mbi lumë')
  await page.click('button[value=preview]')
  await page.waitForSelector('.preview .post h1')
  expect(await page.textContent('.preview .post h1')).toBe(title)
  expect(await page.getAttribute('.preview .photo img', 'alt')).toBe('Një urë mbi lumë')
  expect(await page.inputValue('input[name="title.sq"]')).toBe(title)
  expect(await isNarrow(walker)).toBe(true)
  await page.click('button[value=publish]')
  await page.waitForURL(/\/publication$/)
  await page.click('main button[type=submit]')
  await page.waitForSelector('article.post')
  expect(await page.textContent('.post .prose strong')).toContain('pastër')
  for (const path of ['/o/lumi-i-kalter', '/o/lumi-i-kalter/news', '/news', '/places/peja']) {
    await page.goto(`${site}/sq${path}`)
    expect(await page.textContent('main'), path).toContain(title)
    expect(await isNarrow(walker), path).toBe(true)
  }
  await walker.close()
})

async function write({ page }: Walker, title: string, scripts: boolean) {
  await page.fill('input[name="title.sq"]', title)
  const text = page.locator('textarea[name="body.sq"]')
  if (!scripts) return text.fill('Sot lumi është **i pastër**.')
  await text.fill('Sot lumi është i pastër.')
  await text.evaluate((area) => {
    ;(area as HTMLTextAreaElement).setSelectionRange(15, 23)
  })
  await page.locator('mz-markup button').first().click()
  expect(await text.inputValue()).toBe('Sot lumi është **i pastër**.')
}

/** Nothing has to be pushed sideways to be read. */
const isNarrow = ({ page }: Walker) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
