// Where processors send their words. What is not theirs is answered 400 and counted.
import { isUuid } from '#kit/ids.ts'
import { found } from '#kit/outcome.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { adapterOf } from '../adapters/choose.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { countRefusal, keepWord } from './commands.ts'
import { findAccount } from './queries.ts'
import { hookBytesMax, hookLimit } from './schema.ts'

export const pages = site<Db>()

pages.plain.post(
  paths.cardHook.pattern,
  anyone,
  async (c) => {
    const { db, settings, now, log } = c.var
    const { account: id } = c.req.param()
    const account = found(isUuid(id) ? await findAccount(db, id) : null)
    const adapter = adapterOf(account, settings)
    // Without keys nothing can be known of the sender: they are asked to say it again later.
    if (!adapter) return c.text('There are no keys for this account.', 503)
    const raw = await c.req.text()
    const read = adapter.readWebhook(raw, (name) => c.req.header(name), now)
    if (!read.ok) {
      log.warn({ label: account.label, why: read.refusal }, 'not the word of a processor')
      await countRefusal(db, account.id, read.refusal, now)
      return c.text(`Not taken: ${read.refusal}.`, 400)
    }
    const outcome = await keepWord(db, account.id, read.value, raw, now)
    return c.text(outcome === 'kept' ? 'Kept.' : 'Known already.')
  },
  { limit: hookLimit, body_bytes_max: hookBytesMax },
)
