import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

test('the browser draws the letters of our languages', async () => {
  const page = await browser.newPage()
  await page.setContent(
    '<p style="display:inline-block">Gjakovë, Đakovica, Ђаковица, Prishtinë ç š č ć ž</p>',
  )
  const words = page.locator('p')
  expect((await words.boundingBox())?.width).toBeGreaterThan(200)
  expect((await words.screenshot()).byteLength).toBeGreaterThan(500)
  await page.close()
})
