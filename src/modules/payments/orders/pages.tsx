import type { Context } from 'hono'
import { attachment } from '#kit/attachment.ts'
import { keepUpload, uploadBytesMax } from '#kit/files.ts'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { orderCsv } from '../formats/order-list.ts'
import { pain001Type, writePain001 } from '../formats/pain001.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { confirmWord, drawOrder, dropOrder, sendOrder, stateWord } from './commands.ts'
import {
  countToOrder,
  findHoldDays,
  findOrder,
  findWordFile,
  findXml,
  listApproved,
  listConfirmedReturns,
  listItems,
  listOrders,
  listPayingAccounts,
} from './queries.ts'
import { OrderForm, Sending, WordConfirmation, WordForm } from './schema.ts'
import { OrderPage, OrdersPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskOrders(),
  label: (locale) => words(locale)('orders.title'),
  who: operators,
  waiting: countToOrder,
}

async function ordersPage(c: Ask<Db>, form: FormState | null) {
  const { db, now, locale } = c.var
  const accounts = await listPayingAccounts(db)
  const wanted = form?.typed.bank_account_id?.[0] ?? c.req.query('account')
  const account = accounts.find(({ id }) => id === wanted) ?? accounts[0]
  const [payouts, returns, orders, hold_days] = await Promise.all([
    listApproved(db),
    listConfirmedReturns(db),
    listOrders(db),
    findHoldDays(db),
  ])
  const today = now.toISOString().slice(0, 10)
  const shown = { accounts, account, payouts, returns, orders, hold_days, today, form }
  return <OrdersPage t={words(locale)} {...shown} />
}

pages.get(paths.deskOrders.pattern, operators, async (c) => reply(c, await ordersPage(c, null)))

pages.post(paths.deskOrders.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, OrderForm)
  if (!form.ok) return reply(c, await ordersPage(c, form), 422)
  const outcome = await drawOrder(db, operatorOf(me), form.value, writePain001, now)
  if (!outcome.ok)
    return reply(c, await ordersPage(c, refusedForm(form, null, outcome.refusal)), 422)
  return see(c, paths.deskOrder({ id: outcome.value }), words(locale)('orders.made.done'))
})

interface Shown {
  sending?: FormState
  refusal?: string
  word?: { item_id: string; form: FormState }
}

async function orderPage(c: Ask<Db>, more: Shown = {}) {
  const { db, me, locale } = c.var
  const order = found(await findOrder(db, idOf(c)))
  const items = await listItems(db, order.id)
  const { person_id } = operatorOf(me)
  return <OrderPage t={words(locale)} order={order} items={items} person_id={person_id} {...more} />
}

pages.get(paths.deskOrder.pattern, operators, async (c) => reply(c, await orderPage(c)))

pages.get(paths.deskOrderFile.pattern, operators, async (c) => {
  const { number, xml } = found(await findXml(c.var.db, idOf(c)))
  return handed(c, xml, pain001Type, `mozaik-${number}.xml`)
})

pages.get(paths.deskOrderList.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const order = found(await findOrder(db, idOf(c)))
  const t = words(locale)
  const heads = [
    ...[t('orders.ref'), t('payouts.holder'), t('payouts.account'), t('payouts.bic')],
    ...[t('orders.bank'), t('payouts.amount'), t('payouts.currency'), t('orders.text')],
  ]
  const list = orderCsv(heads, await listItems(db, order.id), order.currency)
  return handed(c, list, 'text/csv; charset=utf-8', `mozaik-${order.number}.csv`)
})

const handed = (c: Context, text: string, type: string, name: string) =>
  c.body(text, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })

pages.post(paths.deskOrderSending.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, Sending)
  if (!form.ok) return reply(c, await orderPage(c, { sending: form }), 422)
  const outcome = await sendOrder(db, operatorOf(me), idOf(c), now)
  if (!outcome.ok) return reply(c, await orderPage(c, { refusal: outcome.refusal }), 409)
  return see(c, paths.deskOrder({ id: outcome.value }), words(locale)('orders.sent.done'))
})

pages.post(paths.deskOrderDropping.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await dropOrder(db, operatorOf(me), idOf(c), now)
  if (!outcome.ok) return reply(c, await orderPage(c, { refusal: outcome.refusal }), 409)
  return see(c, paths.deskOrders(), words(locale)('orders.dropped.done'))
})

pages.post(
  paths.deskItemWord.pattern,
  operators,
  async (c) => {
    const { db, me, now, locale, files } = c.var
    const item_id = itemOf(c)
    const items = await listItems(db, idOf(c))
    if (!items.some(({ id }) => id === item_id)) throw absent()
    const operator = operatorOf(me)
    const form = await readForm(c, WordForm)
    const again = async (state: FormState) =>
      reply(c, await orderPage(c, { word: { item_id, form: state } }), 422)
    if (!form.ok) return again(form)
    const upload = form.uploads.get('evidence')
    if (!upload) return again(refusedForm(form, 'evidence', 'required'))
    const kept = await keepUpload(db, files, upload, 'evidence', operator.person_id)
    if (!kept.ok) return again(refusedForm(form, 'evidence', kept.refusal))
    const outcome = await stateWord(db, operator, item_id, form.value, kept.value.id, now)
    if (!outcome.ok) return again(refusedForm(form, null, outcome.refusal))
    return see(c, paths.deskOrder({ id: idOf(c) }), words(locale)('orders.said.done'))
  },
  { body_bytes_max: uploadBytesMax * 2 + bodyBytesMax },
)

pages.get(paths.deskItemWordFile.pattern, operators, async (c) => {
  const file_id = c.req.param('file_id')
  if (!isUuid(file_id)) throw absent()
  return attachment(c, c.var.files, found(await findWordFile(c.var.db, itemOf(c), file_id)))
})

pages.post(paths.deskItemWordConfirmation.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, WordConfirmation)
  if (!form.ok) return reply(c, await orderPage(c, { refusal: 'nothing_said' }), 422)
  const outcome = await confirmWord(db, operatorOf(me), itemOf(c), form.value.word_id, now)
  if (!outcome.ok) return reply(c, await orderPage(c, { refusal: outcome.refusal }), 409)
  return see(c, paths.deskOrder({ id: idOf(c) }), words(locale)('orders.confirmed.done'))
})

const uuidIn = (c: Context, name: string): string => {
  const id = c.req.param(name) ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
const idOf = (c: Context) => uuidIn(c, 'id')
const itemOf = (c: Context) => uuidIn(c, 'item_id')
