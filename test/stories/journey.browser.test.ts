// The whole way of the first issue, in a real browser on a telephone: from a stranger who looks for
// an organisation to a verified page that two people look after. Once without JavaScript.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Locale } from '#kit/locale.ts'
import { words as siteWords } from '#site/words.ts'
import { openBrowser } from '#test/browser.ts'
import { findEverywhere, nameOf, type Wanted } from '#test/steps/finding.ts'
import { acceptClaim, approve, askForVerification, claim } from '#test/steps/joining.ts'
import {
  editTogether,
  inviteColleague,
  lookAt,
  type Made,
  makeBeautiful,
} from '#test/steps/making.ts'
import { addressOf, aWalker, signIn, signOut, type Walker } from '#test/walker.ts'

const site = inject('site_url')

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

interface Somebody {
  readonly locale: Locale
  readonly name: string
  readonly email: string
}

interface Journey {
  readonly javaScript: boolean
  readonly owner: Somebody
  readonly colleague: Somebody
  readonly wanted: Wanted
  readonly made: Made
  /** What it is found by at the end. */
  readonly known: readonly string[]
}

const withoutScripts: Journey = {
  javaScript: false,
  owner: { locale: 'sq', name: 'Drita Shembulli', email: 'drita@mozaik.example' },
  colleague: { locale: 'sr', name: 'Jovan Uzorić', email: 'jovan@mozaik.example' },
  wanted: {
    slug: 'fondi-ylli-i-mergates',
    name: { sq: 'Fondi Ylli i Mërgatës', sr: 'Fond Zvezda dijaspore', en: 'Diaspora Star Fund' },
    place: 'gjakova',
    typed: ['Đakovica', 'Gjakovë', 'Ђаковица', 'gjakove', 'Gjakva'],
  },
  made: {
    summary: {
      sq: 'Lidhim mërgatën me shkollat e vendlindjes.',
      sr: 'Povezujemo dijasporu sa školama zavičaja.',
      en: 'We tie those who left to the schools they went to.',
    },
    accent: '#2f6f4f',
  },
  known: ['ylli i mergates', 'Звезда дијаспоре', 'diaspora star'],
}

const withScripts: Journey = {
  javaScript: true,
  owner: { locale: 'sr-Cyrl', name: 'Милица Узорић', email: 'milica@mozaik.example' },
  colleague: { locale: 'en', name: 'Blerta Provuesi', email: 'blerta@mozaik.example' },
  wanted: {
    slug: 'hapi-i-pare',
    name: { sq: 'Hapi i Parë', sr: 'Prvi korak', en: 'First Step' },
    place: 'ferizaj',
    typed: ['Uroševac', 'Ferizaj', 'Урошевац', 'ferizay'],
  },
  made: {
    summary: {
      sq: 'Dera është e hapur çdo ditë, edhe të dielën.',
      sr: 'Vrata su otvorena svakog dana, i nedeljom.',
      en: 'The door is open every day, Sundays too.',
    },
    accent: '#b03a6c',
  },
  known: ['hapi i pare', 'Први корак', 'first stp'],
}

// Letters are waited for, and a small machine may have other things to do.
const wholeWayMs = 240_000

for (const journey of [withoutScripts, withScripts]) {
  const how = journey.javaScript ? 'with JavaScript' : 'without JavaScript'
  test(`from a stranger to a verified page, ${how}`, () => walk(journey), wholeWayMs)
}

async function walk({ javaScript, owner, colleague, wanted, made, known }: Journey) {
  const walkers: Walker[] = []
  const come = async (locale: Locale) => {
    const walker = await aWalker(browser, { site, locale, javaScript })
    walkers.push(walker)
    return walker
  }

  const stranger = await come('en')
  await findEverywhere(stranger, wanted)

  const theirs = await come(owner.locale)
  await claim(theirs, wanted, owner)
  const operators = [await come('en'), await come('sr')] as const
  await signIn(operators[0], addressOf('operator'))
  await signIn(operators[1], addressOf('operator2'))
  await acceptClaim(operators[0], wanted)
  await askForVerification(theirs, wanted)
  await approve(operators[0], wanted, 'first')
  await approve(operators[1], wanted, 'second')

  await makeBeautiful(theirs, wanted, made)
  await lookAt(stranger, wanted, made)
  const helping = await come(colleague.locale)
  await inviteColleague(theirs, helping, wanted, colleague)
  await editTogether(theirs, helping, wanted)

  await findEverywhere(stranger, { ...wanted, typed: known })
  await readAudit(operators[0], wanted, [owner.name, colleague.name, 'Besa', 'Vuk'])
  for (const one of [theirs, helping, ...operators]) await leave(one)
  for (const one of walkers) expect(one.complaints).toEqual([])
  await Promise.all(walkers.map((one) => one.close()))
}

const whatHappened = [
  'person.registered',
  'organisation.claimed',
  'organisation.claim_accepted',
  'organisation.verification_requested',
  'organisation.verification_approved',
  'organisation.verified',
  'organisation.profile_changed',
  'membership.invited',
  'membership.joined',
] as const

/** Who did what, as the operator reads it. */
async function readAudit(operator: Walker, wanted: Wanted, names: readonly string[]) {
  await operator.go('/desk/audit')
  const text = (await operator.main.locator('tbody').textContent()) ?? ''
  for (const kind of whatHappened)
    expect(text).toContain(siteWords(operator.locale)(`fact.${kind}`))
  for (const name of names) expect(text).toContain(name)
  expect(text).toContain(nameOf(wanted, operator.locale))
}

/** After signing out, the same browser is a stranger again. */
async function leave(walker: Walker) {
  await signOut(walker)
  await walker.page.goto(`${site}/${walker.locale}/account`)
  expect(walker.page.url()).toContain('/sign-in?next=')
}
