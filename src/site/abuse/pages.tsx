import { emptyForm, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { limited } from '#kit/limits.ts'
import { found, tooMany } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone, moderatorOf, moderators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { decideAbuse, reportAbuse } from './commands.ts'
import { findReport, listDecided, listWaiting } from './queries.ts'
import { AbuseDecisionForm, AbuseForm, AbuseQuery } from './schema.ts'
import { AbuseReportPage, ReportPage, ReportsPage } from './views.tsx'

export const pages = site<Db>()

// Enough for somebody who walks through a bad page; too few to flood the desk.
const reportLimit = { max: 6, per_seconds: 3600 }

pages.get(paths.report.pattern, anyone, (c) => {
  const { about } = readQuery(c, AbuseQuery)
  return reply(c, <ReportPage t={words(c.var.locale)} about={about} form={emptyForm()} />)
})

pages.post(paths.report.pattern, anyone, async (c) => {
  const { db, me, now, locale, client } = c.var
  const t = words(locale)
  const form = await readForm(c, AbuseForm)
  const about = form.typed.about?.[0] ?? '/'
  if (!form.ok) return reply(c, <ReportPage t={t} about={about} form={form} />, 422)
  // A program filled in what people do not see: thank it and keep nothing.
  if (form.value.website) return see(c, '/', t('report.thanks'))
  const wait = await limited(db, 'site.report', me?.id ?? client, reportLimit, now)
  if (wait > 0) throw tooMany(wait)
  const once_key = form.typed.once?.[0]
  await reportAbuse(db, { ...form.value, person_id: me?.id ?? null, once_key })
  return see(c, form.value.about, t('report.thanks'))
})

pages.get(paths.abuseReports.pattern, moderators, async (c) => {
  const { db, locale } = c.var
  const [waiting, decided] = await Promise.all([listWaiting(db), listDecided(db)])
  return reply(c, <ReportsPage t={words(locale)} waiting={waiting} decided={decided} />)
})

pages.get(paths.abuseReport.pattern, moderators, async (c) => {
  const report = found(await findReport(c.var.db, c.req.param('id')))
  return reply(c, <AbuseReportPage t={words(c.var.locale)} report={report} form={emptyForm()} />)
})

pages.post(paths.abuseReport.pattern, moderators, async (c) => {
  const { db, me, now, locale } = c.var
  const t = words(locale)
  const moderator = moderatorOf(me)
  const report = found(await findReport(db, c.req.param('id')))
  const form = await readForm(c, AbuseDecisionForm)
  if (!form.ok) return reply(c, <AbuseReportPage t={t} report={report} form={form} />, 422)
  const outcome = await decideAbuse(db, moderator, report.id, form.value, now)
  if (outcome.ok) return see(c, paths.abuseReports(), t('desk.report.decided'))
  const refused = refusedForm(form, null, outcome.refusal)
  return reply(c, <AbuseReportPage t={t} report={report} form={refused} />, 409)
})
