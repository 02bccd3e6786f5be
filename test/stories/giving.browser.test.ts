// Money's whole way, in a real browser on a telephone: somebody abroad gives by bank and by card,
// without an account, without JavaScript, in Serbian Cyrillic; treasurers import what their bank
// says; and what goes wrong ends where it should, in front of those whom it concerns.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { formatMoney } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import { words as paymentWords } from '#modules/payments/words.ts'
import { openBrowser } from '#test/browser.ts'
import { aFakeBank, type FakeBank } from '#test/fake-bank.ts'
import { giftSays, giveByCard, promiseByBank, readLetter } from '#test/steps/giving.ts'
import { asSuperuser, terminal } from '#test/steps/operator.ts'
import { addAccount, bring, explain, order, payOut, sendBack } from '#test/steps/treasury.ts'
import { addressOf, aWalker, signIn, type Walker } from '#test/walker.ts'

const site = inject('site_url')
const slug = 'lumi-i-kalter'
const email = 'nikola.uzoric@mozaik.example'
const nikola = { name: 'Никола Узорић', iban: 'GB29NWBK60161331926819' }
const locale: Locale = 'sr-Cyrl'
const t = paymentWords(locale)
const pounds = (minor: bigint) => formatMoney(minor, 'GBP', locale)
const today = new Date().toISOString().slice(0, 10)
// Each page is a browser's own, and a small machine may have other things to do.
const wholeWayMs = 300_000

let browser: Browser
let people: Record<'donor' | 'first' | 'second' | 'owner' | 'finance', Walker>

beforeAll(async () => {
  browser = await openBrowser()
  const come = async (role: string | null, language: Locale) => {
    const walker = await aWalker(browser, { site, locale: language, javaScript: role !== null })
    if (role) await signIn(walker, addressOf(role))
    return walker
  }
  people = {
    donor: await come(null, locale),
    first: await come('operator', 'en'),
    second: await come('operator2', 'sr'),
    owner: await come('owner', 'sq'),
    finance: await come('finance', 'sq'),
  }
}, wholeWayMs)
afterAll(() => browser.close())

const treasurers = () => [people.first, people.second] as const
const promise = (amount: string) =>
  promiseByBank(people.donor, slug, { amount, currency: 'GBP', name: nikola.name, email })

test('from abroad to an organisation, and back where it went wrong', walk, wholeWayMs)

async function walk() {
  const plain = await promise('30')
  const bank = aFakeBank({ iban: plain.iban, currency: 'GBP' })
  const subject = t('letters.promised.subject', { purpose: 'Плава река' })
  await readLetter(people.donor, email, subject, plain)
  const mistyped = await promise('40')
  const over = await promise('50')
  await theBankSpeaks(bank, plain.reference, mistyped.reference, over.reference)

  await giftSays(people.donor, plain.page, t('gifts.title.paid'), pounds(3000n))
  await giftSays(people.donor, mistyped.page, t('gifts.title.promised'))
  await explain(treasurers(), nikola.name, { promise: mistyped.reference })
  await giftSays(people.donor, mistyped.page, t('gifts.title.paid'), pounds(4000n))
  await tooMuch(over.page)
  await nobodyKnows(bank)
  const gift = await byCard()
  await organisationIsPaid(bank)
  await provenFromZero()
  expect(gift).toContain('/gifts/')
  for (const { complaints } of Object.values(people)) expect(complaints).toEqual([])
}

/** One is right, one mistyped, one too much, one nobody knows; and all of it comes twice. */
async function theBankSpeaks(bank: FakeBank, right: string, near: string, over: string) {
  const from = nikola
  // One sign that is not right: the check digits tell.
  const wrong = `${near.slice(0, -1)}${near.endsWith('7') ? '3' : '7'}`
  bank.arrives({ amount_minor: 3000n, from, reference: right, on: today })
  bank.arrives({ amount_minor: 4000n, from, text: `Donacija ${wrong}`, on: today })
  bank.arrives({ amount_minor: 6000n, from, text: over.toLowerCase(), on: today })
  const stranger = { name: 'J Bloggs', iban: 'GB33BUKB20201555555555' }
  bank.arrives({ amount_minor: 700n, from: stranger, text: 'rent', on: today })
  const file = bank.statement(today)
  await bring(people.first, file, 'izvod-1.xml', 'imported')
  await bring(people.second, file, 'izvod-1 (1).xml', 'again')
}

/** What is beyond the promise is the donor's, until they say what for. */
async function tooMuch(page: string) {
  const { donor } = people
  await giftSays(donor, page, t('gifts.credit.text', { amount: pounds(1000n) }))
  await donor.send({ choice: 'keep' }, t('gifts.credit.submit'))
  await giftSays(donor, page, t('gifts.lede.paid', { received: pounds(6000n) }))
}

/** Goes back to where it came from, by the word of two and the bank's. */
async function nobodyKnows(bank: FakeBank) {
  await explain(treasurers(), 'J Bloggs', 'return')
  await sendBack(treasurers(), 'J Bloggs')
  bank.executesFile(await order(treasurers(), 'GBP'), today)
  await bring(people.first, bank.statement(today), 'izvod-2.xml', 'imported')
  expect(bank.balance()).toBe(13_000n)
}

/** A card is charged, the donor's bank disputes it, and we lose. */
async function byCard() {
  const { donor, first } = people
  const giving = { amount: '25', currency: 'EUR', name: nikola.name, email }
  const page = await giveByCard(donor, slug, giving)
  const practice = paymentWords(first.locale)
  for (const what of ['cards.practice.dispute', 'cards.desk.dispute.lost'] as const) {
    await first.go('/dev/cards')
    await first.press(practice(what))
  }
  await expect
    .poll(async () => {
      await donor.go(page)
      return donor.text()
    })
    .toContain(t('gifts.title.returned'))
  await giftSays(donor, page, t('gifts.refund.dispute_lost'))
  return page
}

/** Two approve, the bank pays, and sends it back: the account there was closed. */
async function organisationIsPaid(bank: FakeBank) {
  const { owner, finance } = people
  await goesWell('payments', 'payouts', 'hold', '0')
  await addAccount(owner, finance, slug, 'XK051212012345678906')
  await payOut(finance, treasurers(), slug, { amount: '100', currency: 'GBP' })
  const [ordered] = bank.executesFile(await order(treasurers(), 'GBP'), today)
  await bring(people.second, bank.statement(today), 'izvod-3.xml', 'imported')
  const words = paymentWords(owner.locale)
  await owner.go(`/o/${slug}/money`)
  expect(await owner.text()).toContain(words('payouts.state.paid'))
  bank.bounces(ordered?.end_to_end_id ?? '', 'AC04', today)
  await bring(people.first, bank.statement(today), 'izvod-4.xml', 'imported')
  await owner.go(`/o/${slug}/money`)
  const money = await owner.text()
  expect(money).toContain(words('payouts.state.returned'))
  expect(money).toContain(formatMoney(13_000n, 'GBP', owner.locale).replace(/\s+/g, ' '))
}

/** Everything recomputed: all is well; and where it is not, when one byte was changed. */
async function provenFromZero() {
  await goesWell('ledger', 'seal')
  expect(await goesWell('ledger', 'verify')).toContain('All is well.')
  const change = (by: number) =>
    asSuperuser(async (client) => {
      const one = `select seq from ledger.transfer order by seq limit 1`
      const set = `update ledger.transfer set amount_minor = amount_minor + ${by}`
      const { rows } = await client.query(`${set} where seq = (${one}) returning seq`)
      return String(rows[0].seq)
    })
  const seq = await change(1)
  const bad = await terminal('ledger', 'verify')
  expect(bad.code).toBe(1)
  expect(bad.said).toContain(`row ${seq}`)
  expect(bad.said).toMatch(/The first wrong block is \d+\./)
  await change(-1)
  await goesWell('ledger', 'verify')
}

async function goesWell(...words: readonly string[]) {
  const { code, said } = await terminal(...words)
  expect([code, said]).toEqual([0, expect.any(String)])
  return said
}
