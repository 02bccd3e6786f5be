// Where anybody says that something is wrong, with an account or without.
import { emptyForm, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { proofField } from '#kit/proof-name.ts'
import { guardWriting, makeChallenge } from '#kit/proof-of-work.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { findSubjectAt } from './queries.ts'
import { report } from './report-commands.ts'
import { ReportForm, ReportQuery } from './report-schema.ts'
import { ReportPage } from './report-views.tsx'

const limits = {
  // Enough for somebody who walks through a bad page; too few to flood the desk.
  proven: { max: 6, per_seconds: 3600 },
  // Without JavaScript one may report as well, only less: decision 0161.
  unproven: { max: 2, per_seconds: 3600 },
  unproven_together: { max: 40, per_seconds: 3600 },
}

export function reportingPages({ moderated }: HandedUp) {
  const pages = site<Whole>()

  pages.get(paths.report.pattern, anyone, async (c) => {
    const { db, locale } = c.var
    const { about } = readQuery(c, ReportQuery)
    const subject = await findSubjectAt(db, moderated, about)
    return reply(
      c,
      <ReportPage t={words(locale)} about={about} subject={subject} form={emptyForm()} />,
    )
  })

  pages.post(paths.report.pattern, anyone, async (c) => {
    const { db, me, now, locale } = c.var
    const t = words(locale)
    const form = await readForm(c, ReportForm)
    const about = ReportQuery.parse({ about: form.typed.about?.[0] }).about
    const subject = await findSubjectAt(db, moderated, about)
    if (!form.ok)
      return reply(c, <ReportPage t={t} about={about} subject={subject} form={form} />, 422)
    // A program filled in what people do not see: thank it and keep nothing.
    if (form.value.website) return see(c, '/', t('report.thanks'))
    const proof = form.typed[proofField]?.[0]
    const { wait_s, proven } = await guardWriting(c.var, 'site.report', proof, limits)
    if (wait_s > 0) {
      c.header('retry-after', String(wait_s))
      const minutes = Math.ceil(wait_s / 60)
      const refused = refusedForm(form, null, 'too_often', { minutes })
      return reply(c, <ReportPage t={t} about={about} subject={subject} form={refused} />, 429)
    }
    const once_key = form.typed.once?.[0]
    const wish = { ...form.value, person_id: me?.id ?? null, locale, proven, once_key }
    await report(db, wish, subject, now)
    return see(c, about, t('report.thanks'))
  })

  // What a stranger's device works out while they write.
  pages.plain.get(paths.proof.pattern, anyone, async (c) => {
    const { settings, now } = c.var
    return c.json(await makeChallenge(settings.secret, now), 200, { 'cache-control': 'no-store' })
  })

  return pages
}
