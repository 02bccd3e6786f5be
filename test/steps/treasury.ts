// The treasurers of the platform and of an organisation at their work, in the browser.
import { expect } from 'vitest'
import { words as organisationWords } from '#modules/organisations/words.ts'
import { paths } from '#modules/payments/paths.ts'
import { words as paymentWords } from '#modules/payments/words.ts'
import type { Upload, Walker } from '#test/walker.ts'

const wordsOf = ({ locale }: Walker) => paymentWords(locale)

const theFile = (text: string, name: string): Upload => ({
  name,
  mimeType: 'application/xml',
  buffer: Buffer.from(text),
})

type Said = 'imported' | 'again' | 'held' | 'rejected'

/** A bank's file at the desk, and what is said of it. */
export async function bring(treasurer: Walker, text: string, name: string, said: Said) {
  const t = wordsOf(treasurer)
  await treasurer.go(paths.deskStatements())
  await treasurer.send({ file: theFile(text, name) }, t('statements.send'))
  expect(await treasurer.page.locator('body').textContent()).toContain(t(`statements.done.${said}`))
}

/** Money that waits: one says what it is, the other says the same. */
export async function explain(
  [first, second]: readonly [Walker, Walker],
  sender: string,
  what: { readonly promise: string } | 'return',
) {
  const t = wordsOf(first)
  await first.go(paths.deskPayments())
  await first.follow(first.main.getByRole('link', { name: sender }).first())
  const kind = what === 'return' ? 'return' : 'pledges'
  const reason = 'The sender and the amount are those of the promise.'
  if (what !== 'return')
    await first.main.getByRole('radio', { name: what.promise, exact: false }).check()
  await first.send({ kind, reason }, t('worklist.send'))
  expect(await first.text()).toContain(t('worklist.second_person'))
  await second.go(pathOf(first))
  await second.press(wordsOf(second)('worklist.confirm'))
}

const pathOf = ({ page, locale }: Walker) => new URL(page.url()).pathname.slice(locale.length + 1)

/** What nobody is meant by goes back: one asks for it, the other confirms. */
export async function sendBack([first, second]: readonly [Walker, Walker], sender: string) {
  const row = ({ main }: Walker) => main.locator('li').filter({ hasText: sender }).first()
  await first.go(paths.deskReturns())
  await first.press(wordsOf(first)('refunds.entry.return'), row(first))
  await second.go(paths.deskReturns())
  await second.press(wordsOf(second)('refunds.confirm'), row(second))
}

/** An account of the organisation: one adds it, a colleague stands for it, too. */
export async function addAccount(owner: Walker, finance: Walker, slug: string, iban: string) {
  const of = organisationWords(owner.locale)
  await owner.go(`/o/${slug}/edit/accounts`)
  await owner.send({ iban, bank_name: 'Banka e Lumit' }, of('accounts.add'))
  await finance.go(`/o/${slug}/edit/accounts`)
  await finance.press(organisationWords(finance.locale)('accounts.confirm'))
}

/** The organisation asks, two who have nothing to do with it approve. */
export async function payOut(
  finance: Walker,
  treasurers: readonly [Walker, Walker],
  slug: string,
  { amount, currency }: { amount: string; currency: string },
) {
  const t = wordsOf(finance)
  await finance.go(paths.money({ slug }))
  await finance.press(t('payouts.ask'))
  await finance.main.locator('[name=account_id]').last().check()
  await finance.send({ amount, currency, purpose: 'Varkat për pastrimin' }, t('payouts.keep'))
  await finance.press(t('payouts.send.do'))
  const id = finance.page.url().split('/').at(-1) ?? ''
  for (const treasurer of treasurers) {
    await treasurer.go(paths.deskPayout({ id }))
    await treasurer.send({ compared: true }, wordsOf(treasurer)('payouts.approve.do'))
  }
}

/** Everything that is ready becomes a file; the other one takes it to the bank. */
export async function order([first, second]: readonly [Walker, Walker], account: string) {
  await first.go(paths.deskOrders())
  const other = first.main.getByRole('link', { name: account })
  if ((await other.count()) > 0) await first.follow(other.first())
  await first.press(wordsOf(first)('orders.draw.do'))
  const page = pathOf(first)
  await second.go(page)
  await second.send({ compared: true }, wordsOf(second)('orders.send.do'))
  const file = await second.page.request.get(`${second.site}/${second.locale}${page}/file`)
  expect(file.status()).toBe(200)
  return file.text()
}
