import type { Context } from 'hono'
import { attachment } from '#kit/attachment.ts'
import { keepUpload, uploadBytesMax } from '#kit/files.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { formatList, formatMoney } from '#kit/format.ts'
import { isUuid } from '#kit/ids.ts'
import type { Locale } from '#kit/locale.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import {
  financeOfficers,
  type Steward,
  standsStill,
  stewardOf,
} from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { findPayee, listPayeeAccounts } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  addDocument,
  cancelPayout,
  changeDraft,
  draftPayout,
  removeDocument,
  requestPayout,
} from './commands.ts'
import { findAmounts, findDocument, findPayout, findTerms, listStanding } from './queries.ts'
import { type Amounts, askable } from './rules.ts'
import { NoFields, PayoutForm } from './schema.ts'
import { AskingPage, PayoutPage } from './views.tsx'

export const pages = site<Db>()

/** Whoever looks after the money may look, also while the organisation stands still. */
async function treasurerOf(c: Ask<Db>): Promise<Steward> {
  const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug') ?? '', 'member')
  if (steward.role !== 'owner' && steward.role !== 'finance') throw absent()
  return steward
}

const actingFor = (c: Ask<Db>) =>
  stewardOf(c.var.db, c.var.me, c.req.param('slug') ?? '', 'finance')

async function fieldsFor(c: Ask<Db>, organisation_id: string) {
  const { db, now, locale } = c.var
  const terms = await findTerms(db)
  const organisation = await findPayee(db, organisation_id)
  const accounts = await listPayeeAccounts(db, organisation_id)
  const standing = await listStanding(db, organisation_id, terms, now)
  const currencies = standing.map(({ currency }) => currency)
  const most = mostOf(locale, standing)
  return { t: words(locale), organisation, accounts, currencies, terms, most }
}

interface Asked {
  readonly amount_minor: bigint
  readonly currency: string
}

interface Standing extends Amounts {
  readonly currency: string
}

/** A draft may wait for money that is still to come; how much is there today is said beside it. */
function mostOf(locale: Locale, standing: readonly Standing[]): string | undefined {
  if (standing.length === 0) return undefined
  const amounts = standing.map((one) => formatMoney(askable(one), one.currency, locale))
  return words(locale)('payouts.amount.most', { amounts: formatList(amounts, locale) })
}

/** Said as soon as it is kept, and not only when it is sent. */
function tooMuchOf(locale: Locale, { amount_minor, currency }: Asked, there: Amounts) {
  const most = askable(there)
  if (amount_minor <= most) return null
  const said = (minor: bigint) => formatMoney(minor, currency, locale)
  return words(locale)('payouts.too_much', { over: said(amount_minor - most), most: said(most) })
}

async function askingPage(c: Ask<Db>, steward: Steward, form: FormState, status: 200 | 422 = 200) {
  const fields = await fieldsFor(c, steward.organisation_id)
  return reply(c, <AskingPage {...fields} form={form} />, status)
}

pages.get(paths.asking.pattern, financeOfficers, async (c) =>
  askingPage(c, await actingFor(c), emptyForm()),
)

pages.post(paths.asking.pattern, financeOfficers, async (c) => {
  const steward = await actingFor(c)
  const form = await readForm(c, PayoutForm)
  if (!form.ok) return askingPage(c, steward, form, 422)
  const outcome = await draftPayout(c.var.db, steward, form.value, c.var.now)
  if (!outcome.ok)
    return askingPage(c, steward, refusedForm(form, fieldOf(outcome), outcome.refusal), 422)
  const at = { slug: c.req.param('slug'), id: outcome.value }
  return see(c, paths.payout(at), words(c.var.locale)('payouts.kept'))
})

const fieldOf = (outcome: object) =>
  'field' in outcome && typeof outcome.field === 'string' ? outcome.field : null

interface Shown {
  form?: FormState
  upload?: FormState
  refusal?: string
}

async function payoutPage(c: Ask<Db>, { organisation_id }: Steward, more: Shown = {}) {
  const payout = found(await findPayout(c.var.db, idOf(c)))
  if (payout.organisation_id !== organisation_id) throw absent()
  const fields = await fieldsFor(c, organisation_id)
  const mayAct = !standsStill(fields.organisation.state)
  const { db, now, locale } = c.var
  const { id, currency, purpose_id } = payout
  const whose = { organisation_id, currency, purpose_id, except: id }
  const there = await findAmounts(db, whose, fields.terms, now)
  const most = mostOf(locale, [{ ...there, currency }])
  // What was given for one thing is asked for in its own money.
  const currencies = purpose_id ? [currency] : fields.currencies
  const tooMuch = tooMuchOf(locale, payout, there)
  const shown = { ...fields, currencies, most, tooMuch, payout, mayAct }
  return <PayoutPage {...shown} {...more} />
}

pages.get(paths.payout.pattern, financeOfficers, async (c) =>
  reply(c, await payoutPage(c, await treasurerOf(c))),
)

pages.post(paths.payout.pattern, financeOfficers, async (c) => {
  const steward = await actingFor(c)
  const form = await readForm(c, PayoutForm)
  if (!form.ok) return reply(c, await payoutPage(c, steward, { form }), 422)
  const outcome = await changeDraft(c.var.db, steward, idOf(c), form.value)
  if (outcome.ok) return see(c, backTo(c), words(c.var.locale)('payouts.kept'))
  const again = refusedForm(form, fieldOf(outcome), outcome.refusal)
  return reply(c, await payoutPage(c, steward, { form: again }), 422)
})

pages.post(
  paths.payoutDocuments.pattern,
  financeOfficers,
  async (c) => {
    const { db, files, now, locale } = c.var
    const steward = await actingFor(c)
    // Whose payout it is comes before anything is kept.
    await payoutPage(c, steward)
    const form = await readForm(c, NoFields)
    const again = async (code: string) => {
      const upload = refusedForm(form, 'document', code)
      return reply(c, await payoutPage(c, steward, { upload }), 422)
    }
    const upload = form.uploads.get('document')
    if (!upload) return again('required')
    const kept = await keepUpload(db, files, upload, 'evidence', steward.person_id)
    if (!kept.ok) return again(kept.refusal)
    const outcome = await addDocument(db, steward, idOf(c), kept.value.id, now)
    if (!outcome.ok) return again(outcome.refusal)
    return see(c, backTo(c), words(locale)('payouts.kept'))
  },
  { body_bytes_max: uploadBytesMax * 2 + bodyBytesMax },
)

pages.get(paths.payoutDocument.pattern, financeOfficers, async (c) => {
  const { organisation_id } = await treasurerOf(c)
  const payout = found(await findPayout(c.var.db, idOf(c)))
  if (payout.organisation_id !== organisation_id) throw absent()
  const file_id = c.req.param('file_id')
  if (!isUuid(file_id)) throw absent()
  return attachment(c, c.var.files, found(await findDocument(c.var.db, payout.id, file_id)))
})

pages.post(paths.payoutDocumentRemoval.pattern, financeOfficers, async (c) => {
  const steward = await actingFor(c)
  const file_id = c.req.param('file_id')
  if (!isUuid(file_id)) throw absent()
  const outcome = await removeDocument(c.var.db, steward, idOf(c), file_id)
  const t = words(c.var.locale)
  return see(c, backTo(c), outcome.ok ? t('payouts.kept') : t(`payouts.why.${outcome.refusal}`))
})

pages.post(paths.payoutRequest.pattern, financeOfficers, async (c) => {
  const steward = await actingFor(c)
  const t = words(c.var.locale)
  const outcome = await requestPayout(c.var.db, steward, idOf(c), c.var.now)
  if (outcome.ok) return see(c, backTo(c), t('payouts.sent'))
  const refusal = t(`payouts.why.${outcome.refusal}`)
  return reply(c, await payoutPage(c, steward, { refusal }), 422)
})

pages.post(paths.payoutCancellation.pattern, financeOfficers, async (c) => {
  const steward = await actingFor(c)
  const t = words(c.var.locale)
  const outcome = await cancelPayout(c.var.db, steward, idOf(c), c.var.now)
  if (!outcome.ok) {
    const refusal = t(`payouts.why.${outcome.refusal}`)
    return reply(c, await payoutPage(c, steward, { refusal }), 409)
  }
  return see(c, paths.money({ slug: c.req.param('slug') }), t('payouts.cancelled'))
})

const backTo = (c: Ask<Db>) =>
  paths.payout({ slug: c.req.param('slug') ?? '', id: c.req.param('id') ?? '' })

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
