import { atomically } from '#kit/db.ts'
import { keepUpload, uploadBytesMax } from '#kit/files.ts'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { limited } from '#kit/limits.ts'
import type { DeskQueue } from '#kit/module.ts'
import { once } from '#kit/once.ts'
import { absent, done, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { operatorOf, operators, type Person, personOf, signedIn } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { whyNotSeenOn } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { acceptClaim, claim, refuseClaim, withdrawClaim } from './commands.ts'
import {
  type Claimable,
  countOpenClaims,
  findClaim,
  findClaimable,
  findVerificationOfClaim,
  listClaimFiles,
  listOpenClaims,
} from './queries.ts'
import { whyNotAcceptClaim, whyNotClaim, whyNotDecideClaim } from './rules.ts'
import { ClaimRefusal, evidenceFiles, NewClaimForm } from './schema.ts'
import { ClaimDecisionPage, ClaimPage, ClaimsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskClaims(),
  label: (locale) => words(locale)('desk.claims'),
  who: operators,
  waiting: countOpenClaims,
}

// Somebody may work in several organisations, not in dozens.
const claimLimit = { max: 10, per_seconds: 24 * 60 * 60 }

pages.get(paths.claim.pattern, signedIn, async (c) => {
  const page = await claimableOf(c, personOf(c.var.me))
  return reply(c, claimPage(c, page))
})

pages.post(
  paths.claim.pattern,
  signedIn,
  async (c) => {
    const { db, me, now, locale } = c.var
    const person = personOf(me)
    const page = await claimableOf(c, person)
    const form = await readForm(c, NewClaimForm)
    const again = (state: FormState, status: 422 | 429 = 422) =>
      reply(c, claimPage(c, page, state), status)
    if (!form.ok) return again(form)
    const { value, uploads } = form
    const wrong = whyNotUploads(value, uploads, now)
    if (wrong) return again(refusedForm(form, wrong.field, wrong.code))
    if ((await limited(db, 'organisations.claim', person.person_id, claimLimit, now)) > 0)
      return again(refusedForm(form, null, 'too_often'), 429)
    const kept = await keepAll(c, person, uploads, value.verify === 'yes')
    if (!kept.ok) return again(refusedForm(form, kept.refusal.field, kept.refusal.code))
    const { extract_id, file_ids } = kept.value
    const extract = value.verify === 'yes' && extract_id ? { ...value, file_id: extract_id } : null
    const asked = { ...value, organisation_id: page.id, locale, file_ids, extract }
    const outcome = await atomically(db, (tx) =>
      once(tx, value.once, () => claim(tx, person, asked, now)),
    )
    if (!outcome.ok) return again(refusedForm(form, null, outcome.refusal))
    return see(c, paths.claim(page), words(locale)('claim.sent'))
  },
  { body_bytes_max: uploadBytesMax * (evidenceFiles.length + 2) + bodyBytesMax },
)

pages.post(paths.claimWithdrawal.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const outcome = await withdrawClaim(db, personOf(me), slug, now)
  const t = words(locale)
  const said = outcome.ok ? t('claim.withdrawn') : t('claim.refusal.no_open_claim')
  return see(c, paths.claim({ slug }), said)
})

pages.get(paths.deskClaims.pattern, operators, async (c) => {
  const waiting = await listOpenClaims(c.var.db)
  return reply(c, <ClaimsPage t={words(c.var.locale)} waiting={waiting} />)
})

pages.get(paths.deskClaim.pattern, operators, async (c) => reply(c, await decisionPage(c)))

pages.get(paths.deskClaimFile.pattern, operators, async (c) => {
  const { db, files } = c.var
  const { file_id } = c.req.param()
  const of = await listClaimFiles(db, idOf(c))
  const file = found(of.find(({ id }) => id === file_id))
  const bytes = await files.get(`${file.id}/original`)
  return c.body(bytes.slice().buffer, 200, {
    'content-type': file.media_type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
})

pages.post(paths.deskClaimAcceptance.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await acceptClaim(db, operatorOf(me), idOf(c), now)
  // The page says by itself why it cannot be: most of the time another operator was quicker.
  if (!outcome.ok) return reply(c, await decisionPage(c), 409)
  return see(c, paths.deskClaims(), words(locale)('claim.done.accepted'))
})

pages.post(paths.deskClaimRefusal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const operator = operatorOf(me)
  const form = await readForm(c, ClaimRefusal)
  if (!form.ok) return reply(c, await decisionPage(c, form), 422)
  const outcome = await refuseClaim(db, operator, idOf(c), form.value, now)
  if (!outcome.ok) return reply(c, await decisionPage(c), 409)
  return see(c, paths.deskClaims(), words(locale)('claim.done.refused'))
})

async function claimableOf(c: Ask<Db>, { person_id }: Person) {
  return found(await findClaimable(c.var.db, c.req.param('slug') ?? '', person_id))
}

function claimPage(c: Ask<Db>, page: Claimable, form?: FormState) {
  const claimant = { member: page.member, openClaim: page.open_claim_id !== null }
  const whyNot = whyNotClaim(page, claimant)
  return <ClaimPage t={words(c.var.locale)} page={page} whyNot={whyNot} form={form} />
}

interface Wish {
  verify: 'yes' | 'no'
  extract_seen_on?: string
}

/** What is wrong with the extract, when verification is asked for in the same form. */
function whyNotUploads(
  { verify, extract_seen_on }: Wish,
  uploads: ReadonlyMap<string, File>,
  now: Date,
) {
  if (verify === 'no' || !extract_seen_on) return null
  const code = whyNotSeenOn(extract_seen_on, now.toISOString().slice(0, 10))
  if (code) return { field: 'extract_seen_on', code }
  return uploads.has('extract') ? null : { field: 'extract', code: 'required' }
}

/** Keep the files one by one; the first that is none of ours is named. */
async function keepAll(
  c: Ask<Db>,
  { person_id }: Person,
  uploads: ReadonlyMap<string, File>,
  verify: boolean,
) {
  const { db, files } = c.var
  const kept = new Map<string, string>()
  for (const field of [...evidenceFiles, ...(verify ? ['extract'] : [])]) {
    const upload = uploads.get(field)
    if (!upload) continue
    const outcome = await keepUpload(db, files, upload, 'evidence', person_id)
    if (!outcome.ok) return { ok: false, refusal: { field, code: outcome.refusal } } as const
    kept.set(field, outcome.value.id)
  }
  const extract_id = kept.get('extract') ?? null
  kept.delete('extract')
  return done({ extract_id, file_ids: [...kept.values()] })
}

async function decisionPage(c: Ask<Db>, form?: FormState) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const id = idOf(c)
  const claim = found(await findClaim(db, id, person_id))
  const [files, verification] = await Promise.all([
    listClaimFiles(db, id),
    findVerificationOfClaim(db, id),
  ])
  const judge = { person_id, belonged: claim.belonged }
  const page = { state: claim.organisation_state, owned: claim.owned }
  return (
    <ClaimDecisionPage
      t={words(locale)}
      claim={claim}
      files={files}
      verification={verification}
      whyNotAccept={whyNotAcceptClaim(claim, judge, page)}
      whyNotDecide={whyNotDecideClaim(claim, judge)}
      form={form}
    />
  )
}

function idOf(c: Ask<Db>): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
