import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { findLastChecking, listTransfers } from './journal/queries.ts'
import { JournalPage } from './journal/views.tsx'
import { paths } from './paths.ts'
import { findLastBlock, trialBalance } from './queries.ts'
import type { Db } from './tables.ts'
import { words } from './words.ts'

export const pages = site<Db>()

const rowNumber = /^\d{1,18}$/

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, now, locale } = c.var
  const from = c.req.query('before') ?? ''
  const before = rowNumber.test(from) ? BigInt(from) : null
  const [stands, page, block, checking] = await Promise.all([
    trialBalance(reads, now.toISOString().slice(0, 10)),
    listTransfers(reads, before),
    findLastBlock(reads),
    findLastChecking(reads),
  ])
  const money = stands.filter(({ ledger }) => ledger === 1)
  const shown = { t: words(locale), stands: money, ...page, block, checking }
  return reply(c, <JournalPage {...shown} />)
})
