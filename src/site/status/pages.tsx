import { emptyForm, readForm, refusedForm } from '#kit/form.ts'
import type { Retention } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { site, type Vars } from '#kit/site.ts'
import type { Database } from '#modules'
import { operatorOf, operators } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { chooseRetention, dropJob, retryJob } from './commands.ts'
import { findFigures, listFailed, listKept, listLargest, listSlow } from './queries.ts'
import { allRetentions } from './retentions.ts'
import { addressOf, ills } from './rules.ts'
import { RetentionForm } from './schema.ts'
import { type Refused, StatusPage } from './views.tsx'

// A bigint of PostgreSQL has at most 19 digits.
const isJobId = (text: string) => /^\d{1,18}$/.test(text)

const nothing: Refused = { name: '', form: emptyForm() }

export function statusPages({ retentions }: HandedUp) {
  const pages = site<Whole>()
  const known = allRetentions(retentions)

  pages.get(paths.status.pattern, operators, async (c) =>
    reply(c, await pageOf(c.var, known, nothing)),
  )

  pages.post(paths.jobRetry.pattern, operators, async (c) => {
    const { db, me, locale } = c.var
    const id = c.req.param('id')
    if (!isJobId(id)) throw absent()
    const outcome = await retryJob(db, operatorOf(me), id)
    return see(c, paths.status(), words(locale)(outcome.ok ? 'status.retried' : 'status.gone'))
  })

  pages.post(paths.jobRemoval.pattern, operators, async (c) => {
    const { db, me, locale } = c.var
    const id = c.req.param('id')
    if (!isJobId(id)) throw absent()
    const outcome = await dropJob(db, operatorOf(me), id)
    return see(c, paths.status(), words(locale)(outcome.ok ? 'status.dropped' : 'status.gone'))
  })

  pages.post(paths.retention.pattern, operators, async (c) => {
    const { db, me, now, locale } = c.var
    const retention = found(known.find(({ name }) => addressOf(name) === c.req.param('name')))
    const { name } = retention
    const form = await readForm(c, RetentionForm)
    if (!form.ok) return reply(c, await pageOf(c.var, known, { name, form }), 422)
    const { keep_days } = form.value
    const outcome = await chooseRetention(db, operatorOf(me), { keep_days, retention }, now)
    if (outcome.ok) {
      const saved = words(locale)('status.retention.saved', { days: keep_days })
      return see(c, paths.status(), saved)
    }
    const refused = refusedForm(form, 'keep_days', outcome.refusal)
    return reply(c, await pageOf(c.var, known, { name, form: refused }), 422)
  })

  return pages
}

type Asked = Pick<Vars<Whole>, 'db' | 'settings' | 'now' | 'locale'>

/** The same page, also when one of its forms was refused. */
async function pageOf(
  { db, settings, now, locale }: Asked,
  known: readonly Retention<Database>[],
  refused: Refused,
) {
  const [figures, failed, largest, slow, kept] = await Promise.all([
    findFigures(db, settings),
    listFailed(db),
    listLargest(db),
    listSlow(db),
    listKept(db, known),
  ])
  const began_at = new Date(now.getTime() - process.uptime() * 1000)
  const program = { version: settings.version, node: process.version, began_at }
  const shown = { figures, failed, largest, slow, kept, program, ills: ills(figures, now) }
  return <StatusPage t={words(locale)} {...shown} refused={refused} />
}
