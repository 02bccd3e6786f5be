// Each custom element and enhancement does what it says in a real browser, and the page works
// without it. Passkeys have a test beside their pages.

import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { words as organisationWords } from '#modules/organisations/words.ts'
import { words as siteWords } from '#site/words.ts'
import { openBrowser } from '#test/browser.ts'
import { addressOf, aPdf, aWalker, signIn, type Walker } from '#test/walker.ts'
import { words as uiWords } from '#ui/words.ts'

const site = inject('site_url')
const t = organisationWords('en')
const ui = uiWords('en')

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const come = (javaScript = true, width = 1000) =>
  aWalker(browser, { site, locale: 'en', javaScript, width })

async function leave(...walkers: Walker[]) {
  for (const walker of walkers) {
    expect(walker.complaints).toEqual([])
    await walker.close()
  }
}

test('suggestions come while typing, however a name is spelt', async () => {
  const walker = await come()
  await walker.go('/places')
  const box = walker.page.locator('#search')
  const municipality = walker.page.locator('[role=option][href="/en/places/gjakova"]')
  for (const typed of ['Đakovica', 'Gjakovë', 'Ђаковица', 'gjakove', 'gjakva']) {
    await box.fill('')
    await municipality.waitFor({ state: 'hidden' })
    await box.pressSequentially(typed)
    await municipality.waitFor()
  }
  expect(await box.getAttribute('aria-expanded')).toBe('true')
  expect(await walker.page.locator('mz-search [role=status]').textContent()).not.toBe('')
  await walker.follow(municipality)
  expect(walker.page.url()).toBe(`${site}/en/places/gjakova`)
  await leave(walker)
})

test('what is to be copied is in the clipboard, and the button says so', async () => {
  const walker = await come()
  await walker.go('/o/bgf/share')
  const button = walker.main.locator('#link mz-copy button')
  expect(await button.textContent()).toBe(ui('copy'))
  await button.click()
  await walker.main.getByRole('button', { name: ui('copied') }).waitFor()
  expect(await walker.page.evaluate(() => navigator.clipboard.readText())).toBe(`${site}/o/bgf`)
  await leave(walker)
})

test('the counter says how much room is left, and when there is none', async () => {
  const walker = await come()
  await signIn(walker, addressOf('visitor'))
  await walker.go('/organisations/new')
  const counter = walker.main.locator('mz-count').first()
  const before = await counter.textContent()
  const field = walker.page.locator(`#${await counter.getAttribute('data-for')}`)
  const max = Number(await counter.getAttribute('data-max'))
  await field.fill('abc')
  expect(await counter.textContent()).toContain(`${max - 3} characters`)
  await field.fill('a'.repeat(max + 1))
  expect(await counter.getAttribute('class')).toContain('bad')
  await field.fill('')
  expect(await counter.textContent()).toBe(before)
  await leave(walker)
})

test('a form keeps what was typed, asks before it is left, and forgets what was sent', async () => {
  const walker = await come()
  const { page } = walker
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await dialog.accept()
  })
  const body = walker.main.locator('[name=body]')
  const note = walker.main.locator('[data-draft-note]')
  await walker.go('/report?about=/o/bgf')
  expect(await note.isVisible()).toBe(false)
  await body.fill('Half a sentence')
  await walker.go('/places')
  expect(asked).toEqual(['beforeunload'])
  await walker.go('/report?about=/o/bgf')
  expect(await body.inputValue()).toBe('Half a sentence')
  await note.getByRole('button').click()
  expect(await body.inputValue()).toBe('')
  expect(await note.isVisible()).toBe(false)

  const r = siteWords('en')
  await walker.send({ reason: 'other', body: 'A whole sentence.' }, r('report.send'))
  expect(await walker.text()).toContain(r('report.thanks'))
  await walker.go('/report?about=/o/bgf')
  expect(await body.inputValue()).toBe('')
  expect(asked).toHaveLength(1)
  await leave(walker)
})

test('a chosen picture is seen before it is sent; a document is not taken for one', async () => {
  const walker = await come()
  await signIn(walker, addressOf('owner'))
  await walker.go('/o/lumi-i-kalter/edit/look')
  const create = { width: 20, height: 20, channels: 3, background: '#336699' } as const
  const buffer = await sharp({ create }).png().toBuffer()
  await walker.fillIn({ cover: { name: 'hill.png', mimeType: 'image/png', buffer } })
  const preview = walker.main.getByRole('img', { name: 'hill.png' })
  await preview.waitFor()
  expect(await preview.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(20)
  await walker.fillIn({ cover: aPdf('hill.pdf', 'Hill') })
  expect(await walker.main.locator('img.preview').count()).toBe(0)
  await leave(walker)
})

test('a tick among the filters is followed; without scripts by the button', async () => {
  const [quick, plain] = [await come(), await come(false)]
  for (const walker of [quick, plain]) {
    await walker.go('/organisations')
    const filters = walker.page.locator('form.filters')
    if (!(await filters.isVisible())) await walker.page.getByText(ui('filters')).first().click()
    const tick = filters.locator('[type=checkbox][value=youth]')
    if (walker === quick) await walker.follow(tick)
    else await walker.send({ 'area[]': ['youth'] }, ui('filters.apply'), filters)
    expect(new URL(walker.page.url()).searchParams.getAll('area[]')).toEqual(['youth'])
    expect(await tick.isChecked()).toBe(true)
  }
  expect(await quick.text()).toBe(await plain.text())
  await leave(quick, plain)
})

test('before something is taken away the page asks; without scripts it is one press', async () => {
  const walker = await come()
  await signIn(walker, addressOf('owner'))
  await walker.go('/o/lumi-i-kalter/edit/people')
  const person = walker.main.locator('li', { hasText: 'Dren Provuesi' })
  const remove = person.getByRole('button')
  const dialog = walker.page.getByRole('dialog', {
    name: t('people.remove.sure', { name: 'Dren Provuesi' }),
  })
  await remove.click()
  await dialog.getByRole('button', { name: ui('confirm.no') }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await person.count()).toBe(1)
  await remove.click()
  await walker.follow(dialog.getByRole('button').first())
  expect(await person.count()).toBe(0)

  const plain = await come(false)
  await signIn(plain, addressOf('owner'))
  await plain.go('/o/lumi-i-kalter/edit/people')
  const other = plain.main.locator('li', { hasText: 'Mila Primerović' })
  await plain.follow(other.getByRole('button'))
  expect(await other.count()).toBe(0)
  await leave(walker, plain)
})

test('a form that is pressed twice is sent once', async () => {
  const walker = await come()
  await walker.go('/sign-in/link')
  const sent: string[] = []
  walker.page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  await walker.fillIn({ email: addressOf('visitor') })
  // The answer is kept back, so that there is time for an impatient finger.
  await walker.page.route('**/sign-in/link', async (route) => {
    await new Promise((tell) => setTimeout(tell, 500))
    await route.continue()
  })
  const button = walker.main.locator('form button.main')
  await Promise.all([walker.page.waitForEvent('domcontentloaded'), button.dblclick()])
  expect(sent).toHaveLength(1)
  await leave(walker)
})

test('without scripts no button stands there that needs one', async () => {
  const [quick, plain] = [await come(), await come(false)]
  for (const path of ['/sign-in', '/sign-up', '/o/bgf/share'])
    for (const walker of [quick, plain]) {
      await walker.go(path)
      const dead = walker.main.locator('button[type=button]').filter({ visible: true })
      expect((await dead.count()) > 0, path).toBe(walker === quick)
    }
  await leave(quick, plain)
})
