// Somebody gives, from a form without an account to the page of their gift; and what that page says
// later on.
import { expect } from 'vitest'
import { words as paymentWords } from '#modules/payments/words.ts'
import { followLetter, type Walker } from '#test/walker.ts'

interface Giving {
  /** As it is typed. */
  readonly amount: string
  readonly currency: string
  readonly method: 'bank' | 'card'
  readonly name: string
  readonly email: string
}

/** From the organisation's page to the promise. */
export async function promise(donor: Walker, slug: string, { method, ...typed }: Giving) {
  const t = paymentWords(donor.locale)
  await donor.go(`/o/${slug}`)
  await donor.press(t('giving.panel.do'))
  const answers = { ...typed, country: 'GB', visibility: 'named' }
  await donor.send({ ...answers, method }, t('giving.submit'))
  expect(new URL(donor.page.url()).pathname).toContain('/gifts/')
}

export interface Given {
  /** Its page, without the language. */
  readonly page: string
  readonly reference: string
  readonly iban: string
}

/** By bank: what stands on the page is what the donor types at their bank. */
export async function promiseByBank(donor: Walker, slug: string, giving: Omit<Giving, 'method'>) {
  await promise(donor, slug, { ...giving, method: 'bank' })
  const t = paymentWords(donor.locale)
  const text = await donor.text()
  expect(text).toContain(t('gifts.title.promised'))
  const reference = bare(/RF\d\d( [0-9A-Z]{1,4})+/.exec(text)?.[0] ?? '')
  const iban = bare(/XK\d\d( \d{4}){4}/.exec(text)?.[0] ?? '')
  expect([reference.length > 6, iban.length]).toEqual([true, 20])
  const page = pathOf(donor)
  return { page, reference, iban }
}

const bare = (text: string) => text.replaceAll(' ', '')
const pathOf = ({ page, locale }: Walker) => new URL(page.url()).pathname.slice(locale.length + 1)

/** The letter says the same, and leads to the same page. */
export async function readLetter(donor: Walker, email: string, subject: string, gift: Given) {
  await followLetter(donor, email, subject)
  expect(pathOf(donor)).toBe(gift.page)
}

/** By card: on the processor's page, and back. Nobody is thanked before the processor says so. */
export async function giveByCard(donor: Walker, slug: string, giving: Omit<Giving, 'method'>) {
  const t = paymentWords(donor.locale)
  await promise(donor, slug, { ...giving, method: 'card' })
  await donor.press(t('cards.begin.go'))
  // Each page leads on by itself.
  await donor.page.waitForURL(/\/dev\/cards\/cs_/)
  await donor.page.locator('button[value=good]').click()
  await donor.page.getByRole('heading', { name: t('cards.told.paid', { processor: '' }) }).waitFor()
  await donor.press(t('cards.to_gift'))
  const page = pathOf(donor)
  expect(await donor.text()).toContain(t('gifts.title.paid'))
  return page
}

/** What the page of a gift says now. */
export async function giftSays(donor: Walker, page: string, ...said: readonly string[]) {
  await donor.go(page)
  const text = await donor.text()
  for (const one of said) expect(text).toContain(one.replace(/\s+/g, ' '))
}
