// Cards for practice, in development alone: a page on which one pays or not, and what the processor
// holds, with the things that people and banks do.
import { readForm } from '#kit/form.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { practiceSecret, practise } from '../adapters/practice.ts'
import { find, list, type Thing } from '../adapters/practice-books.ts'
import * as doings from '../adapters/practice-doings.ts'
import { signatureHeader } from '../adapters/stripe-signature.ts'
import { minorOf } from '../adapters/stripe-words.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findPracticeAccount } from './queries.ts'
import { PayForm } from './schema.ts'
import { PracticePage, PracticePayPage } from './views.tsx'

export const pages = site<Db>()

/** In production there is no practice. */
function notInProduction(c: Ask<Db>) {
  if (c.var.settings.production) throw absent()
}

const at = <T,>(c: Ask<Db>, work: (doing: doings.Doing) => T) =>
  practise(c.var.settings.data_dir, c.var.now, work)

pages.get(paths.practice.pattern, anyone, async (c) => {
  notInProduction(c)
  const held = await at(c, ({ books }) => ({
    charges: list(books, 'charge').toReversed().map(shownOf),
    refunds: list(books, 'refund').map(shownOf),
    disputes: list(books, 'dispute').map(shownOf),
  }))
  return reply(c, <PracticePage t={words(c.var.locale)} {...held} />)
})

pages.plain.get(paths.practicePay.pattern, anyone, async (c) => {
  notInProduction(c)
  const session = await at(c, ({ books }) => find(books, c.req.param('session')))
  const { status } = found(session)
  const shown = { session: shownOf(found(session)), open: status === 'open' }
  return reply(c, <PracticePayPage t={words(c.var.locale)} {...shown} />)
})

/** As a view shows it: amounts in our units. */
function shownOf({ id, amount, amount_total, currency: code, title, status }: Thing) {
  const currency = String(code).toUpperCase()
  const minor = minorOf(Number(amount ?? amount_total), currency)
  return { id, minor, currency, note: String(title ?? status) }
}

pages.plain.post(paths.practicePay.pattern, anyone, async (c) => {
  notInProduction(c)
  const form = await readForm(c, PayForm)
  const card = form.ok ? form.value.card : 'leave'
  const session = c.req.param('session')
  const after = await at(c, (doing) => {
    if (!find(doing.books, session)) return null
    if (card !== 'leave') doings.pay(doing, session, card)
    return structuredClone(find(doing.books, session))
  })
  await tellAll(c)
  const { cancel_url, success_url, status } = found(after)
  if (card === 'declined') return c.redirect(`${paths.practicePay({ session })}?declined=1`, 303)
  return c.redirect(String(status === 'complete' ? success_url : cancel_url), 303)
})

const things: Readonly<Record<string, (doing: doings.Doing, thing: Thing) => unknown>> = {
  refund: (doing, charge) => {
    const amount = doings.leftOf(doing.books, charge)
    if (amount > 0) doings.giveBack(doing, { charge_id: charge.id, amount })
  },
  dispute: (doing, charge) => {
    if (doings.leftOf(doing.books, charge) > 0) doings.dispute(doing, charge.id)
  },
  won: (doing, dispute) => doings.closeDispute(doing, dispute.id, true),
  lost: (doing, dispute) => doings.closeDispute(doing, dispute.id, false),
}

const kindOf: Readonly<Record<string, string>> = {
  refund: 'charge',
  dispute: 'charge',
  won: 'dispute',
  lost: 'dispute',
}

pages.post(paths.practiceDoing.pattern, anyone, async (c) => {
  notInProduction(c)
  const { what, thing: id } = c.req.param()
  await at(c, (doing) => {
    const thing = find(doing.books, id)
    if (thing && thing.object === kindOf[what]) things[what]?.(doing, thing)
  })
  await tellAll(c)
  return see(c, paths.practice())
})

/** Its words go the way all words go: by HTTP, signed. What was told is marked as told. */
async function tellAll(c: Ask<Db>) {
  const { settings, db, now } = c.var
  const account = await findPracticeAccount(db)
  if (!account) return
  const events = await at(c, ({ books }) => books.events.filter(({ told }) => !told))
  const hook = `${settings.base_url}${paths.cardHook({ account: account.id })}`
  for (const event of events) {
    const body = JSON.stringify(event)
    const headers = { 'stripe-signature': signatureHeader(body, practiceSecret, now) }
    // One that is not heard is told the next time.
    const answer = await fetch(hook, { method: 'POST', body, headers }).catch(() => null)
    if (answer?.ok) await at(c, ({ books }) => markTold(books.events, event.id))
  }
}

function markTold(events: Thing[], id: string) {
  const event = events.find((one) => one.id === id)
  if (event) event.told = true
}
