// Where a mail server hands over what came back. It needs no password: what is believed is the
// signed return address of the reader, which nobody knows but whoever was sent their letter.
import { readQuery } from '#kit/form.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { takeBounces } from './commands.ts'
import { messagesOf, readNotification } from './formats/dsn.ts'
import { BounceQuery, bounceBytesMax, bouncesLimit } from './schema.ts'

export const pages = site<Db>()

pages.plain.post(
  paths.bounces.pattern,
  anyone,
  async (c) => {
    const { db, settings, now, log } = c.var
    const { to } = readQuery(c, BounceQuery)
    // A plus sign that nobody encoded is a blank in an address of the web; a mailbox has none.
    const came_to = to ? [to.replaceAll(' ', '+')] : []
    const messages = messagesOf(await c.req.text()).map((text) => ({
      text,
      returned: readNotification(text, came_to),
    }))
    const trust = { secret: settings.secret, by_address: false }
    const counts = await takeBounces(db, messages, trust, now)
    log.info(counts, 'letters that came back')
    // The same whatever it was: a mail server must not send it again, and nobody learns anything.
    return c.text('Taken.')
  },
  { limit: bouncesLimit, body_bytes_max: bounceBytesMax },
)
