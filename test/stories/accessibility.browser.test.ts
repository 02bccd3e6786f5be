// Every page of the route table in a real browser, narrow and wide, light and dark: nothing that
// axe finds, no scrolling sideways, focus in sight, no complaint of the browser, and not one
// question to another server. A new route is looked at as soon as it has its row.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { routes } from '#app'
import { type Locale, locales } from '#kit/locale.ts'
import { openBrowser } from '#test/browser.ts'
import { barriersOf, sidewaysOf, unseenFocusOf } from '#test/inspection.ts'
import { addressIn, rowOf } from '#test/route-rows.ts'
import { everybody, type Somebody } from '#test/town.ts'
import { aTownSite, type TownSite } from '#test/town-site.ts'
import { complaintsOf } from '#test/walker.ts'

const sample = inject('site_url')

let browser: Browser
let town: TownSite
let stranger: BrowserContext
beforeAll(async () => {
  browser = await openBrowser()
  town = await aTownSite(browser)
  stranger = await browser.newContext()
})
afterAll(async () => {
  await town.close()
  await browser.close()
})

interface Look {
  readonly locale: Locale
  readonly width: 320 | 1280
  readonly scheme: 'light' | 'dark'
}

// Together they see every language, both widths and both colours, each width in each colour.
const looks: readonly Look[] = [
  { locale: 'sq', width: 320, scheme: 'light' },
  { locale: 'sr', width: 1280, scheme: 'dark' },
  { locale: 'sr-Cyrl', width: 320, scheme: 'dark' },
  { locale: 'en', width: 1280, scheme: 'light' },
]
/** Two of them, turn by turn: what pages share is seen in all. */
const looksFor = (place: number) => looks.filter((_, i) => i >> 1 === place % 2)

// What the sample country shows fuller than the town does.
const inSample = new Map([
  ['/places/:slug', ['/places/gjakova']],
  ['/o/:slug', ['/o/lumi-i-kalter', '/o/rrjeti-i-fqinjeve', '/o/bgf']],
  ['/organisations', ['/organisations', '/organisations?area%5B%5D=youth', '/organisations?q=qqq']],
  ['/search', ['/search', '/search?q=gjakove', '/search?q=qqqq']],
  ['/report', ['/report?about=/o/bgf']],
])

const pages = routes.filter(({ method, localized }) => method === 'GET' && localized)
const isPublic = (pattern: string) => {
  const [who, named] = rowOf('GET', pattern)
  return (
    inSample.has(pattern) || (who.length === everybody.length && !named && !pattern.includes(':'))
  )
}
const open = pages
  .filter(({ pattern }) => isPublic(pattern))
  .flatMap(({ pattern }) => inSample.get(pattern) ?? [pattern])
  .filter((path) => !path.startsWith('/search/suggestions'))
// Files are taken along, not looked at.
const files = new RegExp(
  [
    ...['/files/', '/extract$', '/data/export/', 'imports/:id/report$', '/words/:language$'],
    ...['/:file_id$', '/slip$', '/receipts/:receipt$', '/:token/:year$', '/gifts/table$'],
    ...['/statements/:id/file$', '/orders/:id/(file|list)$', '/rows/:seq/proof$'],
    ...['/desk/ledger/.*/table$', '/desk/ledger/export$'],
    ...['/matching/:slug/inputs$'],
  ].join('|'),
)
const guarded = pages
  .map(({ pattern }) => pattern)
  .filter((pattern) => !isPublic(pattern) && !files.test(pattern))

test.concurrent.for(open)('%s, in each language', async (path) => {
  await withPage(stranger, sample, async (page) => {
    for (const look of looks) await inspect(page, sample, path, look)
  })
})

test.concurrent.for(guarded)('%s, for those who may see it', async (pattern) => {
  const row = rowOf('GET', pattern)
  const path = addressIn(town.town, pattern, row)
  const who = mayAsk(row[0])
  await withPage(await town.browserOf(who), town.site, async (page) => {
    for (const look of looksFor(guarded.indexOf(pattern)))
      await inspect(page, town.site, path, look)
  })
})

/** Whoever signs in with the second factor they need. */
const mayAsk = (among: readonly Somebody[]): Somebody =>
  among.find((one) => one !== 'stranger' && one !== 'unarmed') ?? 'stranger'

test('an address that names nothing is told so without a barrier', async () => {
  await withPage(stranger, sample, async (page, complaints) => {
    for (const look of looks) await inspect(page, sample, '/nothing', look, 404)
    complaints.length = 0
  })
})

const refused: readonly [Somebody, string][] = [
  ['stranger', '/sign-up'],
  ['stranger', '/report?about=/o/stone'],
  ['visitor', '/organisations/new'],
  ['visitor', '/o/meadow/claim'],
  ['owner', '/o/river/edit/people'],
  ['owner', '/o/river/edit/documents'],
  ['owner', '/o/river/members/invitations'],
  ['operator', '/desk/reports/:id'],
]

test.concurrent.for(refused)('%s sends %s empty: what is wrong is told to all', async (asked) => {
  const [who, path] = asked
  await withPage(await town.browserOf(who), town.site, async (page) => {
    await page.setViewportSize({ width: 320, height: 800 })
    await page.goto(`${town.site}/sq${path.replace(':id', town.town.names.case)}`)
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.locator('main form button.main').first().click(),
    ])
    expect(answer.status()).toBe(422)
    // A form that does some work first is sent a moment after the press.
    await page.locator('.summary').waitFor()
    await page.waitForLoadState()
    const focused = await page.evaluate(() => document.activeElement?.className)
    expect(focused, 'the summary has the focus').toBe('summary')
    expect(await barriersOf(page)).toEqual([])
    expect(await sidewaysOf(page)).toEqual([])
    await page.locator('.summary a').first().click()
    const named = await page.evaluate(() =>
      document.activeElement?.matches(':is(input, textarea, select)'),
    )
    expect(named, 'its first link leads to the field').toBe(true)
  })
})

async function withPage(
  context: BrowserContext,
  site: string,
  visit: (page: Page, complaints: string[]) => Promise<void>,
) {
  const page = await context.newPage()
  const complaints = complaintsOf(page, site)
  await visit(page, complaints)
  expect(complaints, 'What the browser complains of').toEqual([])
  await page.close()
}

async function inspect(page: Page, site: string, path: string, look: Look, status = 200) {
  const { locale, width, scheme } = look
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: 800 })
  const answer = await page.goto(`${site}/${locale}${path === '/' ? '' : path}`)
  expect(answer?.status(), `${path} in ${locale}`).toBe(status)
  const where = `${new URL(page.url()).pathname}, ${width} wide, ${scheme}`
  expect(await sidewaysOf(page), `${where}: scrolls sideways`).toEqual([])
  expect(await barriersOf(page), `${where}: axe`).toEqual([])
  expect(await unseenFocusOf(page), `${where}: focus that is not seen`).toEqual([])
  if (width === 320) await narrowInOthers(page, site, path, locale)
}

/** The longest word may be in any language. */
async function narrowInOthers(page: Page, site: string, path: string, seen: Locale) {
  for (const { code } of locales) {
    if (looks.some(({ locale, width }) => locale === code && width === 320) || code === seen)
      continue
    await page.goto(`${site}/${code}${path === '/' ? '' : path}`)
    expect(await sidewaysOf(page), `${code}${path} scrolls sideways at 320`).toEqual([])
  }
}
