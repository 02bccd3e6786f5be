// Somebody at a browser: goes somewhere, fills in, presses. The same verbs whether scripts run or
// not, and in each language.
import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Locale } from '#kit/locale.ts'
import { samplePassword, sampleSecondFactor } from '#modules/people/fixtures.ts'
import { codeAt } from '#modules/people/formats/second-factor.ts'
import { words as peopleWords } from '#modules/people/words.ts'
import { words as uiWords } from '#ui/words.ts'

export interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

type Answer = string | readonly string[] | boolean | Upload

interface Way {
  site: string
  locale: Locale
  javaScript?: boolean
  /** A telephone, if nothing else is said. */
  width?: number
}

// A page that takes longer on a busy machine is one that does not come.
const patienceMs = 15_000

const telephone = { width: 360, height: 740 }

/** A browser of one's own, with nothing in it. */
export async function aWalker(browser: Browser, way: Way) {
  const { site, locale, javaScript = true, width = telephone.width } = way
  const context = await browser.newContext({
    viewport: { ...telephone, width },
    javaScriptEnabled: javaScript,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const complaints = complaintsOf(page, site)
  page.setDefaultTimeout(patienceMs)
  const main = page.locator('main')

  async function go(path: string, inLocale = locale) {
    const answer = await page.goto(`${site}/${inLocale}${path === '/' ? '' : path}`)
    expect(answer?.status(), path).toBe(200)
  }

  /** Press what leads to another page, and wait until it is there. */
  async function press(name: string, among: Locator = main) {
    const sign = among.getByRole('button', { name, exact: true })
    await follow(page, sign.or(among.getByRole('link', { name, exact: true })).first())
  }

  return {
    site,
    locale,
    page,
    main,
    context,
    complaints,
    go,
    press,
    follow: (sign: Locator) => follow(page, sign),
    fillIn: (answers: Readonly<Record<string, Answer>>, form: Locator = main) =>
      fillIn(form, answers),
    /** Fill in a form, send it, and wait for what comes. */
    async send(answers: Readonly<Record<string, Answer>>, name: string, form: Locator = main) {
      await fillIn(form, answers)
      await press(name, form)
    },
    /** What stands on the page, with single spaces. */
    text: async () => plain((await main.textContent()) ?? ''),
    close: () => context.close(),
  }
}

export type Walker = Awaited<ReturnType<typeof aWalker>>

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

async function follow(page: Page, sign: Locator) {
  const [arrived] = await Promise.all([page.waitForEvent('domcontentloaded'), sign.click()])
  await arrived.waitForLoadState()
}

async function fillIn(form: Locator, answers: Readonly<Record<string, Answer>>) {
  for (const [name, answer] of Object.entries(answers)) {
    const field = form.locator(`[name="${name}"]:not([type=hidden])`)
    if (typeof answer === 'boolean') await field.setChecked(answer)
    else if (typeof answer !== 'string' && !isUpload(answer))
      for (const value of answer) await field.and(form.locator(`[value="${value}"]`)).check()
    else await answerOne(field.first(), form.locator(`[name="${name}"][value="${answer}"]`), answer)
  }
}

const isUpload = (answer: readonly string[] | Upload): answer is Upload => 'buffer' in answer

async function answerOne(field: Locator, choice: Locator, answer: string | Upload) {
  if (typeof answer !== 'string') return field.setInputFiles(answer)
  const kind = await field.evaluate((element) => element.getAttribute('type') ?? element.tagName)
  if (kind === 'radio') return choice.check()
  if (kind === 'SELECT') return field.selectOption(answer)
  return field.fill(answer)
}

/** Whatever a browser complains of, and every question to somebody else's server. */
export function complaintsOf(page: Page, site: string): string[] {
  const complaints: string[] = []
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type()) && !isExpected(line.text(), line.location().url))
      complaints.push(`${page.url()}: ${line.text()}`)
  })
  page.on('pageerror', (fault) => complaints.push(`${page.url()}: ${fault}`))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== site && protocol.startsWith('http'))
      complaints.push(`${page.url()} asks ${request.url()}`)
  })
  return complaints
}

// Chromium tells of every answer that is not a success, and a form that is refused is none. It also
// misses the use of a font in a page that nobody looks at while another one is in front.
const isExpected = (text: string, url: string) =>
  (/status of (409|422)/.test(text) && !url.includes('/assets/')) ||
  text.includes('preloaded using link preload but not used')

export const addressOf = (role: string) => `${role}@mozaik.example`

// Walks in other files may have said the same code a moment ago; then one begins again.
const signInsTried = 3

/** Sign in with one of the sample accounts; operators also say the code of their app. */
export async function signIn(walker: Walker, email: string, password = samplePassword) {
  const t = peopleWords(walker.locale)
  for (let tries = 0; tries < signInsTried; tries++) {
    await walker.go('/sign-in')
    await walker.send({ email, password }, t('sign_in.do'))
    if (!walker.page.url().includes('/sign-in/code')) break
    await sayCode(walker, email)
    if (!walker.page.url().includes('/sign-in/code')) break
  }
  expect(walker.page.url()).toBe(`${walker.site}/${walker.locale}/account`)
}

const codeMs = 30_000

/** Of each account the half minute whose code it said last. */
const saidLast = new Map<string, number>()

/** A code counts once; the one before and the one after it are good as well. */
async function sayCode(walker: Walker, email: string) {
  const t = peopleWords(walker.locale)
  const present = Math.floor(Date.now() / codeMs)
  const step = Math.max(present, (saidLast.get(email) ?? 0) + 1)
  // All that are good have been said: the next half minute brings another.
  const early = (step - 1) * codeMs - Date.now()
  if (early > 0) await walker.page.waitForTimeout(early + 500)
  saidLast.set(email, step)
  const code = codeAt(sampleSecondFactor, new Date(step * codeMs))
  await walker.send({ code }, t('sign_in.do'))
}

export async function signOut(walker: Walker) {
  const head = walker.page.getByRole('banner')
  await walker.go('/account')
  await walker.press(uiWords(walker.locale)('sign_out'), head)
}

// The worker looks for letters at once, but a small machine may be busy.
const letterWithinMs = 15_000

/** Wait for a letter to somebody about something, and go where its link leads. */
export async function followLetter(walker: Walker, to: string, subject: string) {
  const { page, site, locale } = walker
  const entry = page.locator('main li', { hasText: to }).filter({ hasText: subject }).first()
  const until = performance.now() + letterWithinMs
  do await page.goto(`${site}/${locale}/dev/mail`)
  while ((await entry.count()) === 0 && performance.now() < until)
  await walker.follow(entry.getByRole('link'))
  await walker.follow(page.locator('.letter a').first())
}

/** A small document that any reader of PDF opens. */
export function aPdf(name: string, line: string): Upload {
  const text = `BT /F1 18 Tf 40 780 Td (${line}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('')
  const whole = `%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n`
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(whole) }
}
