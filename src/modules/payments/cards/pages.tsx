// Paying by card: the way to the processor's page and back.
import { emptyForm, type FormState, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { formatMoney } from '#kit/format.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { proofField } from '#kit/proof-name.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { startCheckout } from '../commands.ts'
import { paths } from '../paths.ts'
import { findPledge, findPurpose, findRecurring, type Pledge } from '../queries.ts'
import { isKeyOf } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { guardCheckout, noteReturned } from './commands.ts'
import { findEntityName, findIntent, findLastIntent, type Intent } from './queries.ts'
import { isFresh, isUnderWay, whyNotCheckout } from './rules.ts'
import { BackQuery, BeginForm } from './schema.ts'
import { BeginPage, TryPage } from './views.tsx'

export const pages = site<Db>()

/** A gift is known by its address alone; whoever has not all of it learns nothing. */
async function giftOf(c: Ask<Db>, id: string, key: string) {
  if (!isUuid(id) || !isKeyOf(id, key, c.var.settings.secret)) throw absent()
  return found(await findPledge(c.var.db, id))
}

pages.get(paths.card.pattern, anyone, (c) => {
  const { id, key } = c.req.param()
  return begin(c, id, key, emptyForm())
})

pages.post(paths.card.pattern, anyone, async (c) => {
  const { id, key } = c.req.param()
  const { db } = c.var
  const gift = await giftOf(c, id, key)
  const form = await readForm(c, BeginForm)
  const may = await guardCheckout(c.var, gift, form.typed[proofField]?.[0])
  if (!may.ok) return begin(c, id, key, refusedForm(form, null, may.refusal), 429)
  const agreed = await agreementOf(c, gift)
  const outcome = await startCheckout(db, c.var, id, agreed)
  if (!outcome.ok) return begin(c, id, key, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.cardTry({ id, key, intent: outcome.value.intent_id }))
})

/** What is to be paid and who collects it, with the button; where a try is under way, its page. */
async function begin(
  c: Ask<Db>,
  id: string,
  key: string,
  form: FormState,
  status: 200 | 422 | 429 = 200,
) {
  const gift = await giftOf(c, id, key)
  const last = await findLastIntent(c.var.db, id)
  if (status === 200 && last && isUnderWay(last.state))
    return see(c, paths.cardTry({ id, key, intent: last.id }))
  const whyNot = whyNotCheckout(gift)
  const { title } = found(await findPurpose(c.var.db, gift.purpose_id))
  const t = words(c.var.locale)
  const terms = (await agreementOf(c, gift))?.terms ?? null
  const of = { gift, gift_key: key, title, terms }
  return reply(c, <BeginPage t={t} {...of} form={form} whyNot={whyNot} />, status)
}

/** What whoever gives again and again agrees to by paying, as their page says it. */
async function agreementOf(c: Ask<Db>, gift: Pledge) {
  const { db, locale } = c.var
  const series = gift.recurring_id ? await findRecurring(db, gift.recurring_id) : undefined
  if (series?.state !== 'active') return null
  const t = words(locale)
  const amount = formatMoney(gift.amount_minor, gift.currency, locale)
  const rhythm = t(`gifts.rhythm.${series.rhythm}`)
  const entity = await findEntityName(db, gift.collecting_entity_id)
  return { terms: t('cards.mandate', { entity, amount, rhythm }), locale }
}

pages.get(paths.cardTry.pattern, anyone, async (c) => {
  const { id, key, intent: intentId } = c.req.param()
  const { db, now, locale } = c.var
  await giftOf(c, id, key)
  if (!isUuid(intentId)) throw absent()
  const first = found(await findIntent(db, intentId))
  if (first.pledge_id !== id) throw absent()
  const { back } = readQuery(c, BackQuery)
  if (back) await noteReturned(db, intentId, now)
  const intent = await settled(c, first, back === 'paid')
  const on = refreshOf(intent, back, now)
  if (on) c.header('refresh', on)
  c.header('cache-control', 'private, no-store')
  return reply(c, <TryPage t={words(locale)} intent={intent} gift_key={key} back={back} />)
})

/** A page that is about to change is worth a moment: without scripts, each look is a new page. */
async function settled(c: Ask<Db>, first: Intent, paid: boolean): Promise<Intent> {
  let intent = first
  const wait = (one: Intent) =>
    (one.state === 'asking' && isFresh(one.created_at, c.var.now)) ||
    (paid && isUnderWay(one.state) && one.state !== 'asking')
  for (let looks = 0; looks < looksMost && wait(intent); looks++) {
    await new Promise((later) => setTimeout(later, lookMs))
    intent = (await findIntent(c.var.db, first.id)) ?? intent
  }
  return intent
}

const lookMs = 150
// Some two seconds.
const looksMost = 14

/** How the page goes on by itself: to the payment page once, afterwards it only looks again. */
function refreshOf(intent: Intent, back: 'paid' | 'left' | undefined, now: Date): string | null {
  const { state, redirect_to, returned_at } = intent
  if (state === 'asking') return '2'
  if (state === 'unknown') return '10'
  if (state === 'processing') return '15'
  if (state !== 'open') return null
  if (back === 'paid') return '5'
  const onward = !back && !returned_at && isFresh(intent.changed_at, now)
  return onward && redirect_to ? `0; url=${redirect_to}` : null
}
