import type { Context } from 'hono'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { decimalText } from '#kit/money.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { financeOfficers, findCard, stewardOf } from '#modules/organisations/index.ts'
import { operatorOf, operators, signedIn } from '#modules/people/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { paths } from '../paths.ts'
import { type FoundRound, findRound, listNamed, potOf } from '../queries.ts'
import { whyNotOpenRound } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import {
  addRound,
  cancelRound,
  changeRound,
  openRound,
  refuseRound,
  submitRound,
} from './commands.ts'
import { belongs, countRoundsWaiting, keptBy, listForDesk } from './queries.ts'
import { NewRound, NewRoundFor, Remarks } from './schema.ts'
import { DeskRoundPage, DeskRoundsPage, RoundFormPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskRounds(),
  label: (locale) => words(locale)('matching.desk'),
  who: operators,
  waiting: countRoundsWaiting,
}

// The usual: a gift is doubled, for a month, and a card is held for two days.
const usual = { kind: 'first_come', percent: '100', days: '30', hold_days: '2' }

pages.get(paths.roundAdd.pattern, financeOfficers, async (c) => {
  await stewardOf(c.var.db, c.var.me, c.req.param('slug'), 'finance')
  return showAdd(c, c.req.param('slug'), emptyForm(usual))
})

pages.post(paths.roundAdd.pattern, financeOfficers, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'finance')
  const form = await readForm(c, NewRound)
  if (!form.ok) return showAdd(c, slug, form, 422)
  const outcome = await addRound(db, steward, form.value, now)
  if (!outcome.ok)
    return showAdd(c, slug, refusedForm(form, fieldOf(outcome.refusal), outcome.refusal), 422)
  return see(c, paths.round({ slug: outcome.value }), words(locale)('matching.added.done'))
})

const fieldOf = (refusal: string) => (refusal === 'not_a_choice' ? 'place_id' : null)

async function showAdd(c: Ask<Db>, slug: string, form: FormState, status: 200 | 422 = 200) {
  const { db, locale } = c.var
  const house = found(await findCard(db, slug))
  const places = await municipalityChoices(db, locale)
  const t = words(locale)
  const crumb = { to: paths.rounds(), label: t('matching.title') }
  const to = paths.roundAdd({ slug: house.slug })
  const shown = { t, form, places, crumb, to, title: t('matching.add') }
  return reply(c, <RoundFormPage {...shown} />, status)
}

pages.get(paths.roundEdit.pattern, signedIn, async (c) => {
  const { round } = await keptBy(c.var.db, c.var.me, c.req.param('slug'))
  const named = await listNamed(c.var.db, round.id)
  return showEdit(c, round, emptyForm(typedOf(round, named)))
})

pages.post(paths.roundEdit.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const { round } = await keptBy(db, me, c.req.param('slug'))
  const form = await readForm(c, NewRound)
  if (!form.ok) return showEdit(c, round, form, 422)
  const outcome = await changeRound(db, round.id, form.value, now)
  if (!outcome.ok)
    return showEdit(c, round, refusedForm(form, fieldOf(outcome.refusal), outcome.refusal), 422)
  return see(c, paths.round(round), words(locale)('saved'))
})

async function showEdit(c: Ask<Db>, round: FoundRound, form: FormState, status: 200 | 422 = 200) {
  const { db, locale } = c.var
  const places = await municipalityChoices(db, locale)
  const t = words(locale)
  const crumb = { to: paths.rounds(), label: t('matching.title') }
  const shown = { t, form, places, crumb, to: paths.roundEdit(round), title: t('matching.edit') }
  return reply(c, <RoundFormPage {...shown} />, status)
}

function typedOf(round: FoundRound, named: readonly string[]) {
  const amount = (minor: bigint | null) =>
    minor === null ? null : decimalText(minor, round.currency)
  const { title, about, kind, area, place_id } = round
  return {
    title,
    about,
    kind,
    area,
    place_id,
    named: named.join('\n'),
    pot: amount(round.pot_minor),
    percent: String(round.factor_permille / 10),
    donor_cap: amount(round.donor_cap_minor),
    campaign_cap: amount(round.campaign_cap_minor),
    damping: amount(round.damping_minor),
    days: String(round.days),
    hold_days: String(round.hold_days),
  }
}

pages.post(paths.roundSubmission.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const { round, keeper } = await keptBy(db, me, c.req.param('slug'))
  const outcome = await submitRound(db, keeper, round.id, now)
  const t = words(locale)
  return see(c, paths.round(round), t(outcome.ok ? 'matching.asked.done' : 'error.not_a_draft'))
})

pages.post(paths.roundCancellation.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const { round } = await keptBy(db, me, c.req.param('slug'))
  const outcome = await cancelRound(db, round.id, now)
  const t = words(locale)
  return see(c, paths.rounds(), t(outcome.ok ? 'matching.cancelled.done' : 'error.over_already'))
})

pages.get(paths.deskRounds.pattern, operators, async (c) => {
  const rounds = await listForDesk(c.var.db)
  return reply(c, <DeskRoundsPage t={words(c.var.locale)} rounds={rounds} />)
})

pages.get(paths.deskRoundAdd.pattern, operators, async (c) => showAddFor(c, emptyForm(usual)))

pages.post(paths.deskRoundAdd.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const { person_id } = operatorOf(me)
  const form = await readForm(c, NewRoundFor)
  if (!form.ok) return showAddFor(c, form, 422)
  const { organisation, donor } = form.value
  const named =
    organisation
      ?.replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? ''
  const house = await findCard(db, named.toLowerCase())
  if (!house || !donor)
    return showAddFor(c, refusedForm(form, house ? 'donor' : 'organisation', 'required'), 422)
  const keeper = { organisation_id: house.id, person_id }
  const outcome = await addRound(db, keeper, form.value, now)
  if (!outcome.ok)
    return showAddFor(c, refusedForm(form, fieldOf(outcome.refusal), outcome.refusal), 422)
  return see(c, paths.round({ slug: outcome.value }), words(locale)('matching.added.done'))
})

async function showAddFor(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, locale } = c.var
  const places = await municipalityChoices(db, locale)
  const t = words(locale)
  const crumb = { to: paths.deskRounds(), label: t('matching.desk') }
  const shown = { t, form, places, crumb, to: paths.deskRoundAdd(), title: t('matching.desk.add') }
  return reply(c, <RoundFormPage {...shown} forSomebody />, status)
}

pages.get(paths.deskRound.pattern, operators, async (c) => showJudging(c))

pages.post(paths.deskRoundOpening.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await openRound(db, operatorOf(me), idOf(c), now)
  if (!outcome.ok) return showJudging(c, emptyForm(), 409)
  return see(c, paths.deskRounds(), words(locale)('matching.opened.done'))
})

pages.post(paths.deskRoundRefusal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, Remarks)
  if (!form.ok) return showJudging(c, form, 422)
  const outcome = await refuseRound(db, operatorOf(me), idOf(c), form.value.reason, now)
  if (!outcome.ok) return showJudging(c, refusedForm(form, null, outcome.refusal), 409)
  return see(c, paths.deskRounds(), words(locale)('matching.refused.done'))
})

async function showJudging(c: Ask<Db>, form = emptyForm(), status: 200 | 409 | 422 = 200) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const round = found(await findRound(db, idOf(c)))
  const there_minor = await potOf(db, round)
  const belonged = await belongs(db, round.organisation_id, person_id)
  const whyNot = whyNotOpenRound(round, { person_id, belonged }, there_minor)
  const t = words(locale)
  return reply(
    c,
    <DeskRoundPage t={t} round={round} there_minor={there_minor} whyNot={whyNot} form={form} />,
    status,
  )
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
