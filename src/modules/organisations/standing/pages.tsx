import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findSubject, listMembers, stewardOf } from '../queries.ts'
import { members, owners } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { closeOwn, returnPage, takeMeasure } from './commands.ts'
import { findStanding, listDecisions } from './queries.ts'
import { type Measure, measures, measuresFor, whyNotReturn } from './rules.ts'
import { Decisions, OwnClosing, Returning } from './schema.ts'
import { ClosingPage, ReturningPage, StandingPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.deskStanding.pattern, operators, async (c) => reply(c, await standingPage(c)))

pages.post(paths.deskMeasure.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, measure: name } = c.req.param()
  const measure = found(measures.find((one) => one === name))
  const form = await readForm(c, Decisions[measure])
  if (!form.ok) return reply(c, await standingPage(c, { measure, form }), 422)
  const outcome = await takeMeasure(db, operatorOf(me), slug, measure, form.value, now)
  // The page says by itself how the organisation stands now, and what is left to do.
  if (!outcome.ok) return reply(c, await standingPage(c), 409)
  return see(c, paths.deskStanding({ slug }), words(locale)(`measure.${measure}.done`))
})

pages.get(paths.closing.pattern, owners, async (c) => {
  const { db, me, locale } = c.var
  const steward = await stewardOf(db, me, c.req.param('slug'), 'owner')
  const subject = await findSubject(db, steward.organisation_id)
  return reply(c, <ClosingPage t={words(locale)} subject={subject} />)
})

pages.post(paths.closing.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const subject = await findSubject(db, steward.organisation_id)
  const form = await readForm(c, OwnClosing)
  const again = (state: FormState) =>
    reply(c, <ClosingPage t={words(locale)} subject={subject} form={state} />, 422)
  if (!form.ok) return again(form)
  if (form.value.slug !== slug) return again(refusedForm(form, 'slug', 'other_slug'))
  const outcome = await closeOwn(db, steward, form.value, now)
  if (!outcome.ok) throw absent()
  return see(c, paths.profile({ slug }), words(locale)('closing.done'))
})

pages.get(paths.returning.pattern, members, async (c) => {
  const { db, me, locale } = c.var
  const steward = await stewardOf(db, me, c.req.param('slug'), 'member')
  const subject = await findSubject(db, steward.organisation_id)
  const fellows = await listMembers(db, subject.id)
  const whyNot = whyNotReturn(fellows, steward.person_id)
  return reply(c, <ReturningPage t={words(locale)} subject={subject} whyNot={whyNot} />)
})

pages.post(paths.returning.pattern, members, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'member')
  const subject = await findSubject(db, steward.organisation_id)
  const t = words(locale)
  const form = await readForm(c, Returning)
  const again = (state: FormState) =>
    reply(c, <ReturningPage t={t} subject={subject} whyNot={null} form={state} />, 422)
  if (!form.ok) return again(form)
  if (form.value.slug !== slug) return again(refusedForm(form, 'slug', 'other_slug'))
  const outcome = await returnPage(db, steward, now)
  if (!outcome.ok) {
    const page = <ReturningPage t={t} subject={subject} whyNot={outcome.refusal} />
    return reply(c, page, 422)
  }
  return see(c, paths.profile({ slug }), t('returning.done'))
})

async function standingPage(c: Ask<Db>, refused?: { measure: Measure; form: FormState }) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const standing = found(await findStanding(db, c.req.param('slug') ?? '', person_id))
  const moments = await listDecisions(db, standing.id)
  return (
    <StandingPage
      t={words(locale)}
      standing={standing}
      moments={moments}
      offered={standing.belonged ? [] : measuresFor(standing)}
      refused={refused}
    />
  )
}
