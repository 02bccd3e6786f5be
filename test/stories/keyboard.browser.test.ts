// By keyboard alone: the skip link, every stop on the way, suggestions, dialogs, what folds, and a
// form from its first field to its end.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { samplePassword } from '#modules/people/fixtures.ts'
import { openBrowser } from '#test/browser.ts'
import { addressOf, aWalker, signIn } from '#test/walker.ts'

const site = inject('site_url')

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const come = () => aWalker(browser, { site, locale: 'en' })

/** Where the focus is, in a few words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document
    return at ? `${at.localName}#${at.id}.${at.className}` : ''
  })

test('the first stop is the way past the masthead', async () => {
  const { page, go, close } = await come()
  await go('/o/lumi-i-kalter')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('a#.skip')
  expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().top)).toBe(0)
  await page.keyboard.press('Enter')
  expect(await focused(page)).toContain('main#main')
  await page.keyboard.press('Tab')
  const within = await page.evaluate(() => document.activeElement?.closest('main') !== null)
  expect(within).toBe(true)
  await close()
})

test.for(['/', '/organisations', '/o/lumi-i-kalter', '/sign-up', '/report?about=/o/bgf'])(
  'each thing on %s is a stop, in the order of reading, and the way ends',
  async (path) => {
    const { page, go, close } = await come()
    await go(path)
    const stops = await page.evaluate(() => {
      const reachable = 'a[href], button, input:not([type=hidden]), select, textarea, summary'
      const seen = new Set<string>()
      const all = [...document.querySelectorAll<HTMLElement>(reachable)].filter((element) => {
        if (!element.checkVisibility() || element.tabIndex < 0) return false
        // Radio buttons of one name are one stop.
        if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
        return !seen.has(element.name) && Boolean(seen.add(element.name))
      })
      for (const [i, element] of all.entries()) element.dataset.stop = String(i)
      return all.length
    })
    const visited: (string | undefined)[] = []
    for (let i = 0; i < stops; i += 1) {
      await page.keyboard.press('Tab')
      visited.push(
        await page.evaluate(() => {
          const at = document.activeElement
          return at instanceof HTMLElement || at instanceof SVGElement ? at.dataset.stop : undefined
        }),
      )
    }
    expect(visited).toEqual(Array.from({ length: stops }, (_, i) => String(i)))
    await close()
  },
)

test('suggestions are chosen with the arrows, and Escape sends them away', async () => {
  const { page, go, close } = await come()
  await go('/')
  const box = page.locator('input[type=search]').first()
  const list = page.getByRole('listbox')
  await box.focus()
  await page.keyboard.type('gjakov')
  await list.waitFor()
  await page.keyboard.press('Escape')
  expect(await list.isVisible()).toBe(false)
  await page.keyboard.type('e')
  await list.waitFor()
  await page.keyboard.press('ArrowDown')
  const chosen = page.locator('[role=option][aria-selected=true]')
  expect(await box.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
  const href = await chosen.getAttribute('href')
  await page.keyboard.press('ArrowUp')
  expect(await box.getAttribute('aria-activedescendant')).toBeNull()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site}${href}`)
  await close()
})

test('a dialog takes the focus, keeps it, and gives it back', async () => {
  const walker = await come()
  const { page } = walker
  await signIn(walker, addressOf('owner'))
  await walker.go('/o/lumi-i-kalter/edit/people')
  const remove = walker.main.locator('form[data-confirm] button').first()
  await remove.focus()
  await page.keyboard.press('Enter')
  const inDialog = () => page.evaluate(() => Boolean(document.activeElement?.closest('dialog')))
  await page.locator('dialog[open]').waitFor()
  expect(await inDialog()).toBe(true)
  await page.keyboard.press('Tab')
  expect(await inDialog()).toBe(true)
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  expect(await remove.evaluate((button) => button === document.activeElement)).toBe(true)
  await walker.close()
})

test('what folds opens and closes', async () => {
  const { page, go, close } = await come()
  await go('/organisations')
  const summary = page.locator('main summary').filter({ visible: true }).first()
  const isOpen = () => summary.evaluate((one) => one.closest('details')?.open)
  const before = await isOpen()
  await summary.focus()
  await page.keyboard.press('Enter')
  expect(await isOpen()).toBe(!before)
  await page.keyboard.press('Space')
  expect(await isOpen()).toBe(before)
  await close()
})

test('somebody signs in without touching a mouse', async () => {
  const { page, go, close } = await come()
  await go('/sign-in')
  await page.locator('#f-email').focus()
  await page.keyboard.type(addressOf('visitor'))
  await page.keyboard.press('Tab')
  await page.keyboard.type(samplePassword)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site}/en/account`)
  await close()
})
