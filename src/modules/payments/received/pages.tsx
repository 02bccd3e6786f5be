// An organisation's people see what it received, and take it along as a table.
import { byteOrderMark, csvCell, csvLine, plainCell } from '#kit/csv.ts'
import type { Locale } from '#kit/locale.ts'
import { decimalText } from '#kit/money.ts'
import { found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { financeOfficers, stewardOf } from '#modules/organisations/index.ts'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { findReceiver } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { type ListedGift, listGifts } from './queries.ts'
import { ReceivedPage } from './views.tsx'

export const pages = site<Db>()

// On the page as many as one looks through; the table holds all of some years.
const shownMost = 300
const tableMost = 100_000

async function houseOf(c: Ask<Db>, slug: string) {
  await stewardOf(c.var.db, c.var.me, slug, 'finance')
  return found(await findReceiver(c.var.db, slug))
}

pages.get(paths.received.pattern, financeOfficers, async (c) => {
  const receiver = await houseOf(c, c.req.param('slug'))
  const gifts = await listGifts(c.var.db, receiver.id, shownMost)
  return reply(c, <ReceivedPage t={words(c.var.locale)} receiver={receiver} gifts={gifts} />)
})

pages.get(paths.receivedTable.pattern, financeOfficers, async (c) => {
  const { db, locale } = c.var
  const receiver = await houseOf(c, c.req.param('slug'))
  const gifts = await listGifts(db, receiver.id, tableMost)
  const t = words(locale)
  const header = [
    ...[t('received.day'), t('received.sum'), t('giving.currency'), t('received.back')],
    ...[t('giving.method'), t('received.who'), t('receipts.in_name_of'), t('received.message')],
    t('receipts.for'),
  ]
  const lines = [
    csvLine(header.map(csvCell)),
    ...gifts.map((gift) => csvLine(cellsOf(gift, locale))),
  ]
  return c.body(byteOrderMark + lines.join(''), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${receiver.slug}.csv"`,
    'cache-control': 'private, no-store',
  })
})

const cellsOf = (gift: ListedGift, locale: Locale) => [
  plainCell(gift.received_on),
  plainCell(decimalText(gift.amount_minor, gift.currency)),
  plainCell(gift.currency),
  plainCell(decimalText(gift.back_minor, gift.currency)),
  plainCell(gift.method),
  csvCell(gift.name),
  csvCell(gift.in_name_of),
  csvCell(gift.message),
  csvCell(plainText(gift.title, locale)),
]
