// The desk where reports are judged.
import { emptyForm, type FormState, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { listNames, mayOperate, moderatorOf, moderators, operators } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { judgeAppeal } from './appeal-commands.ts'
import { CasePage } from './case-views.tsx'
import {
  claimCase,
  confirmSuspension,
  decideCase,
  liftDecision,
  refuseSuspension,
  releaseCase,
} from './commands.ts'
import { findCase, findSubject, listCases, listDecisions, listReports } from './queries.ts'
import { AppealDecisionForm, decisionForm, QueueQuery } from './schema.ts'
import { CasesPage } from './views.tsx'

export function deskPages({ moderated }: HandedUp) {
  const pages = site<Whole>()
  const pageOf = (c: Ask<Whole>, refused?: Refused) => casePage(c, moderated, refused)

  pages.get(paths.cases.pattern, moderators, async (c) => {
    const { db, me, locale, now } = c.var
    const query = readQuery(c, QueueQuery)
    const cases = await listCases(db, query, moderatorOf(me).person_id, now)
    const holders = await listNames(
      db,
      cases.flatMap(({ claimed_by }) => claimed_by ?? []),
    )
    const props = { t: words(locale), cases, holders, query, kinds: moderated }
    return reply(c, <CasesPage {...props} />)
  })

  pages.get(paths.case.pattern, moderators, async (c) => reply(c, await pageOf(c)))

  pages.post(paths.case.pattern, moderators, async (c) => {
    const { db, me, now, locale } = c.var
    const id = found(await findCase(db, c.req.param('id'))).id
    const form = await readForm(c, decisionForm(now))
    if (!form.ok) return reply(c, await pageOf(c, { of: 'decision', form }), 422)
    const outcome = await decideCase(db, moderated, moderatorOf(me), id, form.value, now)
    if (outcome.ok) return see(c, paths.case({ id }), words(locale)('case.decided'))
    const again = refusedForm(form, null, outcome.refusal)
    return reply(c, await pageOf(c, { of: 'decision', form: again }), 409)
  })

  pages.post(paths.caseClaim.pattern, moderators, async (c) => {
    const { db, me, now, locale } = c.var
    const { id } = found(await findCase(db, c.req.param('id')))
    const outcome = await claimCase(db, moderatorOf(me), id, now)
    return see(c, paths.case({ id }), words(locale)(outcome.ok ? 'case.claimed' : 'case.taken'))
  })

  pages.post(paths.caseRelease.pattern, moderators, async (c) => {
    const { db, me, locale } = c.var
    const { id } = found(await findCase(db, c.req.param('id')))
    const outcome = await releaseCase(db, moderatorOf(me), id, mayOperate(me))
    return see(c, paths.case({ id }), words(locale)(outcome.ok ? 'case.released' : 'case.taken'))
  })

  return pages
}

/** What follows a decision: the second person, lifting, the appeal. */
export function measurePages({ moderated }: HandedUp) {
  const pages = site<Whole>()

  pages.post(paths.caseConfirmation.pattern, operators, async (c) => {
    const { db, me, now, locale } = c.var
    const { id } = found(await findCase(db, c.req.param('id')))
    const outcome = await confirmSuspension(db, moderated, me, id, now)
    const t = words(locale)
    const said = outcome.ok ? t('case.confirmed') : t(`case.refusal.${outcome.refusal}`)
    return see(c, paths.case({ id }), said)
  })

  pages.post(paths.caseRefusal.pattern, operators, async (c) => {
    const { db, me, now, locale } = c.var
    const { id } = found(await findCase(db, c.req.param('id')))
    const outcome = await refuseSuspension(db, moderated, me, id, now)
    const t = words(locale)
    const said = outcome.ok ? t('case.unconfirmed') : t(`case.refusal.${outcome.refusal}`)
    return see(c, paths.case({ id }), said)
  })

  pages.post(paths.caseLifting.pattern, moderators, async (c) => {
    const { db, me, now, locale } = c.var
    const { id } = found(await findCase(db, c.req.param('id')))
    const outcome = await liftDecision(db, moderated, me, moderatorOf(me), id, now)
    const t = words(locale)
    const said = outcome.ok ? t('case.lifted') : t(`case.refusal.${outcome.refusal}`)
    return see(c, paths.case({ id }), said)
  })

  pages.post(paths.caseAppeal.pattern, moderators, async (c) => {
    const { db, me, now, locale } = c.var
    const { id } = found(await findCase(db, c.req.param('id')))
    const decisions = await listDecisions(db, id)
    const decision = found(decisions.find(({ appealed_at }) => appealed_at !== null))
    const form = await readForm(c, AppealDecisionForm)
    if (!form.ok) return reply(c, await casePage(c, moderated, { of: 'appeal', form }), 422)
    const moderator = moderatorOf(me)
    const { value } = form
    const outcome = await judgeAppeal(db, moderated, me, moderator, decision.id, value, now)
    if (outcome.ok) return see(c, paths.case({ id }), words(locale)('case.appeal.done'))
    const again = refusedForm(form, null, outcome.refusal)
    return reply(c, await casePage(c, moderated, { of: 'appeal', form: again }), 409)
  })

  return pages
}

interface Refused {
  readonly of: 'decision' | 'appeal'
  readonly form: FormState
}

async function casePage(c: Ask<Whole>, kinds: HandedUp['moderated'], refused?: Refused) {
  const { db, me, locale } = c.var
  const one = found(await findCase(db, c.req.param('id') ?? ''))
  const [subject, reports, decisions] = await Promise.all([
    findSubject(db, kinds, one),
    listReports(db, one.id),
    listDecisions(db, one.id),
  ])
  const ids = decisions.flatMap((of) => [of.decided_by, of.confirmed_by, of.appeal_decided_by])
  const names = await listNames(db, [
    ...new Set([...ids, one.claimed_by].filter((id) => id !== null)),
  ])
  return (
    <CasePage
      t={words(locale)}
      one={one}
      subject={subject}
      reports={reports}
      decisions={decisions}
      names={names}
      judge={{ id: moderatorOf(me).person_id, operates: mayOperate(me) }}
      decisionForm={refused?.of === 'decision' ? refused.form : emptyForm()}
      appealForm={refused?.of === 'appeal' ? refused.form : emptyForm()}
    />
  )
}
