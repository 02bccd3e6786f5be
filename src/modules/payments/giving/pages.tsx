// The way to give, for everybody: without an account, without a program in the browser.
import { emptyForm, type FormState, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import { isUuid } from '#kit/ids.ts'
import { found } from '#kit/outcome.ts'
import { proofField } from '#kit/proof-name.ts'
import { guardWriting } from '#kit/proof-of-work.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { anyone, mayOperate } from '#modules/people/index.ts'
import { adapterOf } from '../adapters/choose.ts'
import { findCardOffer } from '../commands.ts'
import { newReference } from '../formats/reference.ts'
import { paths } from '../paths.ts'
import {
  findPurpose,
  findReceiver,
  listThanks,
  type OpenAccount,
  type Receiver,
} from '../queries.ts'
import { whyNotPledge } from '../rules.ts'
import { keyOf } from '../schema.ts'
import type { Db } from '../tables.ts'
import { CannotGivePage } from '../views.tsx'
import { words } from '../words.ts'
import { promiseSupport } from './commands.ts'
import { accountsFor, currenciesOf } from './queries.ts'
import { giftOf, suggested, whyNotSupport } from './rules.ts'
import { GiveForm, GiveQuery, giveLimits } from './schema.ts'
import { GivePage } from './views.tsx'

export const pages = site<Db>()

interface Asked {
  readonly receiver: Receiver
  readonly currencies: ReadonlyMap<string, OpenAccount>
}

pages.get(paths.give.pattern, anyone, async (c) => {
  const asked = await receiverOf(c, c.req.param('slug'))
  if ('answer' in asked) return asked.answer
  const { me, locale, now } = c.var
  const { currency = '', purpose = '', amount } = readQuery(c, GiveQuery)
  // Who comes by an old address is told so before filling in anything.
  const named = isUuid(purpose) ? await findPurpose(c.var.db, purpose) : undefined
  const whyNot = named && whyNotPledge(named, now)
  if (named?.path && whyNot) return see(c, named.path, words(locale)(`giving.error.${whyNot}`))
  if (named?.path && named.organisation_id !== asked.receiver.id) return see(c, named.path)
  const known = { name: me?.name, email: me?.email, visibility: 'named', rhythm: 'once' }
  const begun = asked.currencies.has(currency) ? currency : firstOf(asked)
  const chosen = suggested(begun).some((whole) => String(whole) === amount)
  const typed = chosen ? { proposed: amount } : { amount }
  const wish = { ...known, ...typed, method: 'bank', currency: begun, purpose }
  return show(c, asked, emptyForm(wish))
})

pages.post(paths.give.pattern, anyone, async (c) => {
  const { locale, settings, db, now } = c.var
  const asked = await receiverOf(c, c.req.param('slug'))
  if ('answer' in asked) return asked.answer
  const form = await readForm(c, GiveForm)
  if (!form.ok) return show(c, asked, withAmount(asked, form), 422)
  // A program filled in what people do not see: it is sent on, and nothing is kept.
  if (form.value.website) return see(c, organisations.profile(asked.receiver))
  const wish = await wishOf(c, asked, form.value)
  if (!wish.ok) return show(c, asked, refusedForm(form, wish.field, wish.code), 422)
  const proof = form.typed[proofField]?.[0]
  const { wait_s } = await guardWriting(c.var, 'payments.give', proof, giveLimits)
  if (wait_s > 0) {
    c.header('retry-after', String(wait_s))
    const minutes = Math.ceil(wait_s / 60)
    return show(c, asked, refusedForm(form, null, 'too_often', { minutes }), 429)
  }
  const promised = await promiseSupport(db, { ...wish.value, ...donorOf(c, form.value) }, now)
  if (!promised.ok)
    return show(c, asked, refusedForm(form, fieldOf(promised.refusal), promised.refusal), 422)
  const at = { id: promised.value, key: keyOf(promised.value, settings.secret) }
  if (form.value.method === 'card') return see(c, paths.card(at))
  return see(c, paths.gift(at), words(locale)('gifts.made'))
})

const fieldOf = (refusal: string) => (refusal.startsWith('thanks_') ? 'thanks' : null)

/** Who is given to, and into which accounts; or the page that says why nobody can. */
async function receiverOf(c: Ask<Db>, slug: string): Promise<Asked | { answer: Response }> {
  const { reads, locale, me } = c.var
  const receiver = found(await findReceiver(reads, slug))
  const accounts = await accountsFor(reads, receiver)
  const why = whyNotSupport(receiver, accounts.length > 0)
  if (!why) return { receiver, currencies: currenciesOf(accounts) }
  const operator = me !== null && mayOperate(me)
  const t = words(locale)
  return {
    answer: await reply(
      c,
      <CannotGivePage t={t} receiver={receiver} why={why} operator={operator} />,
    ),
  }
}

const firstOf = ({ currencies }: Asked) => [...currencies.keys()][0] ?? 'EUR'

async function show(c: Ask<Db>, asked: Asked, form: FormState, status: 200 | 422 | 429 = 200) {
  const t = words(c.var.locale)
  const typed = form.typed.currency?.[0] ?? ''
  const currency = asked.currencies.has(typed) ? typed : firstOf(asked)
  const purpose = await purposeOf(c, asked, form)
  const offered = purpose?.by_bank_only ? undefined : await offerOf(c, asked, currency)
  const cards = offered !== undefined
  const thanks = purpose ? await listThanks(c.var.db, purpose) : []
  const lost = purpose === null && Boolean(form.typed.purpose?.[0])
  const shown = { ...asked, currency, cards, form, purpose, lost, thanks }
  return reply(c, <GivePage t={t} {...shown} />, status)
}

/** Where cards are taken in this currency, if anywhere. */
async function offerOf(c: Ask<Db>, { receiver }: Asked, currency: string) {
  const offer = await findCardOffer(c.var.db, c.var, currency)
  return offer?.is_sample === receiver.is_sample ? offer : undefined
}

/** Everything that is wrong is said at once, the amount with the rest. */
function withAmount({ currencies }: Asked, form: FormState): FormState {
  const { amount: [amount] = [], proposed: [proposed] = [], currency: [currency] = [] } = form.typed
  const typed = amount?.trim() || proposed
  if (!typed) return inOrder(refusedForm(form, 'amount', 'amount_required'))
  const account = currencies.get(currency ?? '')
  const read = giftOf(typed, account?.currency ?? 'EUR')
  return inOrder(read.ok ? form : refusedForm(form, 'amount', read.refusal))
}

const fields = Object.keys(GiveForm.shape)

/** What is wrong, in the order in which the page asks. */
const inOrder = (form: FormState): FormState => ({
  ...form,
  errors: form.errors.toSorted((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field)),
})

/** What in particular is given for; null for the organisation itself. */
const purposeOf = (c: Ask<Db>, asked: Asked, form: FormState) =>
  purposeNamed(c, asked, form.typed.purpose?.[0])

async function purposeNamed(c: Ask<Db>, { receiver }: Asked, id = '') {
  const purpose = isUuid(id) ? await findPurpose(c.var.db, id) : undefined
  return purpose?.organisation_id === receiver.id ? purpose : null
}

/** How much and into which account, or what is wrong with it and where. */
async function wishOf(c: Ask<Db>, asked: Asked, value: GiveForm) {
  const wrong = (field: string, code: string) => ({ ok: false, field, code }) as const
  const bank = asked.currencies.get(value.currency)
  if (!bank) return wrong('currency', 'currency_not_taken')
  const typed = value.amount ?? value.proposed
  if (!typed) return wrong('amount', 'amount_required')
  const amount = giftOf(typed, bank.currency)
  if (!amount.ok) return wrong('amount', amount.refusal)
  const card = value.method === 'card' ? await offerOf(c, asked, bank.currency) : null
  if (card === undefined) return wrong('method', 'cards_not_offered')
  if (card && value.rhythm !== 'once' && !adapterOf(card, c.var.settings)?.keeping)
    return wrong('rhythm', 'rhythm_by_bank')
  const { currency, is_sample } = bank
  const account = card
    ? { entity_id: card.entity_id, bank_account_id: null, currency, is_sample }
    : { entity_id: bank.entity_id, bank_account_id: bank.id, currency, is_sample }
  const wish = { organisation_id: asked.receiver.id, account, amount_minor: amount.value }
  return { ok: true, value: wish } as const
}

function donorOf(c: Ask<Db>, value: GiveForm) {
  const { me, locale, now } = c.var
  const { name, email, country, visibility, in_name_of, message, rhythm, once, purpose, thanks } =
    value
  return {
    donor_name: name,
    donor_email: email ?? null,
    donor_country: country ?? null,
    visibility,
    in_name_of,
    message: message || null,
    person_id: me?.id ?? null,
    locale,
    rhythm: rhythm === 'once' ? null : rhythm,
    today: calendarDay(now),
    once_key: once,
    reference: newReference(),
    purpose_id: purpose,
    thanks_id: thanks,
  }
}
