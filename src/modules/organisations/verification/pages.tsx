import type { Context } from 'hono'
import { atomically } from '#kit/db.ts'
import { keepUpload, uploadBytesMax } from '#kit/files.ts'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { limited } from '#kit/limits.ts'
import type { DeskQueue } from '#kit/module.ts'
import { once } from '#kit/once.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { type Steward, stewardOf } from '../queries.ts'
import { editors, whyNotSeenOn } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import {
  approveVerification,
  refuseVerification,
  requestVerification,
  withdrawRequest,
} from './commands.ts'
import {
  countOpenVerifications,
  findAsking,
  findOpenRequest,
  findRequest,
  findVerification,
  listOpenVerifications,
} from './queries.ts'
import { whyNotApprove, whyNotRefuse, whyNotRequest } from './rules.ts'
import { Approval, NewVerification, VerificationRefusal } from './schema.ts'
import { VerificationDecisionPage, VerificationPage, VerificationsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskVerifications(),
  label: (locale) => words(locale)('desk.verifications'),
  who: operators,
  waiting: countOpenVerifications,
}

// An extract is asked for a few times in a life, not a few times in an hour.
const requestLimit = { max: 10, per_seconds: 24 * 60 * 60 }

pages.get(paths.verification.pattern, editors, async (c) => {
  const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug'), 'member')
  return reply(c, await verificationPage(c, steward))
})

pages.post(
  paths.verification.pattern,
  editors,
  async (c) => {
    const { db, me, now, locale, files } = c.var
    const { slug } = c.req.param()
    const steward = await stewardOf(db, me, slug, 'editor')
    const form = await readForm(c, NewVerification)
    const again = async (state: FormState, status: 422 | 429 = 422) =>
      reply(c, await verificationPage(c, steward, state), status)
    if (!form.ok) return again(form)
    const seenOn = whyNotSeenOn(form.value.extract_seen_on, now.toISOString().slice(0, 10))
    if (seenOn) return again(refusedForm(form, 'extract_seen_on', seenOn))
    const upload = form.uploads.get('extract')
    if (!upload) return again(refusedForm(form, 'extract', 'required'))
    const key = steward.organisation_id
    if ((await limited(db, 'organisations.verification', key, requestLimit, now)) > 0)
      return again(refusedForm(form, null, 'too_often'), 429)
    const kept = await keepUpload(db, files, upload, 'evidence', steward.person_id)
    if (!kept.ok) return again(refusedForm(form, 'extract', kept.refusal))
    const { once: key_once, ...extract } = form.value
    const outcome = await atomically(db, (tx) =>
      once(tx, key_once, () => requestVerification(tx, steward, extract, kept.value.id, now)),
    )
    if (!outcome.ok) return again(refusedForm(form, null, outcome.refusal))
    return see(c, paths.verification({ slug }), words(locale)('verification.sent'))
  },
  { body_bytes_max: uploadBytesMax * 2 + bodyBytesMax },
)

pages.post(paths.verificationWithdrawal.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'editor')
  const outcome = await withdrawRequest(db, steward, now)
  const t = words(locale)
  const said = outcome.ok ? 'verification.withdrawn' : 'verification.refusal.no_open_request'
  return see(c, paths.verification({ slug }), t(said))
})

pages.get(paths.deskVerifications.pattern, operators, async (c) => {
  const { person_id } = operatorOf(c.var.me)
  const waiting = await listOpenVerifications(c.var.db, person_id)
  return reply(c, <VerificationsPage t={words(c.var.locale)} waiting={waiting} />)
})

pages.get(paths.deskVerification.pattern, operators, async (c) => reply(c, await decisionPage(c)))

pages.get(paths.deskExtract.pattern, operators, async (c) => {
  const { db, files, me } = c.var
  const verification = found(await findVerification(db, idOf(c), operatorOf(me).person_id))
  const bytes = await files.get(`${verification.file_id}/original`)
  const name = encodeURIComponent(verification.file)
  return c.body(bytes.slice().buffer, 200, {
    'content-type': verification.media_type,
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
})

pages.post(paths.deskApproval.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const operator = operatorOf(me)
  const id = idOf(c)
  const form = await readForm(c, Approval)
  if (!form.ok) return reply(c, await decisionPage(c, { approval: form }), 422)
  const outcome = await approveVerification(db, operator, id, now)
  // The page says by itself why it cannot be: another operator was quicker, most of the time.
  if (!outcome.ok) return reply(c, await decisionPage(c), 409)
  return see(c, paths.deskVerifications(), words(locale)(`verification.done.${outcome.value}`))
})

pages.post(paths.deskVerificationRefusal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const operator = operatorOf(me)
  const id = idOf(c)
  const form = await readForm(c, VerificationRefusal)
  if (!form.ok) return reply(c, await decisionPage(c, { refusal: form }), 422)
  const outcome = await refuseVerification(db, operator, id, form.value, now)
  if (!outcome.ok) return reply(c, await decisionPage(c), 409)
  return see(c, paths.deskVerifications(), words(locale)('verification.done.refused'))
})

async function verificationPage(c: Ask<Db>, { organisation_id }: Steward, form?: FormState) {
  const { db, locale } = c.var
  const [asking, request, open] = await Promise.all([
    findAsking(db, organisation_id),
    findRequest(db, organisation_id),
    findOpenRequest(db, organisation_id),
  ])
  const whyNot = whyNotRequest(asking.state, open !== undefined)
  return (
    <VerificationPage
      t={words(locale)}
      asking={asking}
      request={request}
      whyNot={whyNot}
      form={form}
    />
  )
}

async function decisionPage(c: Ask<Db>, forms: { approval?: FormState; refusal?: FormState } = {}) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const verification = found(await findVerification(db, idOf(c), person_id))
  const { belonged, approvals, organisation_state, claim_state, state } = verification
  const approved = approvals.some(({ operator_id }) => operator_id === person_id)
  const voucher = { person_id, belonged, approved }
  const request = {
    state,
    organisation_state,
    claim_state,
    requested_by: verification.requested_by_id,
  }
  return (
    <VerificationDecisionPage
      t={words(locale)}
      verification={verification}
      whyNotApprove={whyNotApprove(request, voucher)}
      mayRefuse={whyNotRefuse(request, voucher) === null}
      {...forms}
    />
  )
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
