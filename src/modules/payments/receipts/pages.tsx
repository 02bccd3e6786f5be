// Receipts: the paper itself, the page that says whether one is true, and somebody's own.
import { paper } from '#kit/download.ts'
import { emptyForm, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { composeLetter } from '#kit/letter.ts'
import { limited } from '#kit/limits.ts'
import { sendLater } from '#kit/mail.ts'
import { absent, found } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { printPdf } from '#kit/pdf.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { onPaper } from '#ui/paper.ts'
import { drawQr, qrSvg } from '../formats/qr.ts'
import { receiptBody } from '../formats/receipt.ts'
import { summaryBody } from '../formats/summary.ts'
import { paths } from '../paths.ts'
import { isKeyOf, keyOf } from '../schema.ts'
import type { Db } from '../tables.ts'
import { receiptValues, summaryValues } from '../views.tsx'
import { words } from '../words.ts'
import { findByCode, findReceipt, hasGiven, listOwn, listOwnPledges } from './queries.ts'
import { isCode } from './rules.ts'
import { emailOf, giftsToken, linkLimit, MyGiftsForm, VerifyQuery, verifyLimit } from './schema.ts'
import { AskMinePage, MinePage, VerifyPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.receipt.pattern, anyone, async (c) => {
  const { id, key, receipt: receipt_id } = c.req.param()
  if (!isKeyOf(id, key, c.var.settings.secret) || !isUuid(receipt_id)) throw absent()
  const receipt = found(await findReceipt(c.var.db, receipt_id))
  if (receipt.pledge_id !== id) throw absent()
  // The donor's language, in which it was issued; it is a paper and does not change its words.
  const t = words(receipt.locale)
  const base = c.var.settings.base_url
  const code = `${base}${localePath(receipt.locale, paths.verifyReceipt({ code: receipt.code }))}`
  const address = `${base}${localePath(receipt.locale, paths.verifyReceipt())}`
  const values = receiptValues(t, receipt, { drawing: qrSvg(drawQr(code)), address })
  const pdf = await printPdf({ source: onPaper(receiptBody), values, made_at: receipt.issued_at })
  return paper(c, pdf, `${receipt.year}-${receipt.number}.pdf`)
})

pages.get(paths.verifyReceipt.pattern, anyone, async (c) => {
  const { db, locale, now, client } = c.var
  const { code } = readQuery(c, VerifyQuery)
  const t = words(locale)
  if (!code) return reply(c, <VerifyPage t={t} code="" receipt={null} />)
  const wait = await limited(db, 'payments.verify', client, verifyLimit, now)
  if (wait > 0) {
    c.header('retry-after', String(wait))
    return reply(c, <VerifyPage t={t} code={code} receipt={null} often />, 429)
  }
  const receipt = isCode(code) ? await findByCode(db, code) : undefined
  return reply(c, <VerifyPage t={t} code={code} receipt={receipt ?? null} />)
})

pages.get(paths.myGifts.pattern, anyone, (c) => {
  const { locale, me } = c.var
  const form = emptyForm({ email: me?.email })
  return reply(c, <AskMinePage t={words(locale)} form={form} old={false} />)
})

pages.post(paths.myGifts.pattern, anyone, async (c) => {
  const { db, locale, now, client, settings } = c.var
  const t = words(locale)
  const form = await readForm(c, MyGiftsForm)
  if (!form.ok) return reply(c, <AskMinePage t={t} form={form} old={false} />, 422)
  const { email } = form.value
  const wait =
    (await limited(db, 'payments.my_gifts', client, linkLimit, now)) ||
    (await limited(db, 'payments.my_gifts_of', email, linkLimit, now))
  if (wait > 0) {
    const refused = refusedForm(form, null, 'too_often')
    return reply(c, <AskMinePage t={t} form={refused} old={false} />, 429)
  }
  // Nobody learns here whether an address has given.
  if (await hasGiven(db, email)) {
    const token = giftsToken(email, now, settings.secret)
    const url = `${settings.base_url}${localePath(locale, paths.myGiftsList({ token }))}`
    const letter = composeLetter({
      to: email,
      locale,
      subject: t('mine.letter.subject'),
      paragraphs: [t('mine.letter')],
      link: { label: t('mine.letter.link'), url },
      small: [t('mine.letter.small')],
    })
    await sendLater(db, letter)
  }
  return see(c, paths.myGifts(), t('mine.sent'))
})

const whose = (c: Ask<Db>, token: string) => emailOf(token, c.var.now, c.var.settings.secret)

pages.get(paths.myGiftsList.pattern, anyone, async (c) => {
  const { db, locale, settings } = c.var
  const { token } = c.req.param()
  const t = words(locale)
  const email = whose(c, token)
  if (!email) return reply(c, <AskMinePage t={t} form={emptyForm()} old />, 410)
  const [receipts, pledges] = await Promise.all([listOwn(db, email), listOwnPledges(db, email)])
  const years = [...new Set(receipts.map(({ received_on }) => Number(received_on.slice(0, 4))))]
  const listed = pledges.map((one) => ({
    ...one,
    to: paths.gift({ id: one.id, key: keyOf(one.id, settings.secret) }),
    now: one.whereabouts && `${one.whereabouts}/${one.id}/${keyOf(one.id, settings.secret)}`,
  }))
  return reply(c, <MinePage t={t} token={token} years={years} pledges={listed} />)
})

pages.get(paths.myGiftsYear.pattern, anyone, async (c) => {
  const { db, locale, settings, now } = c.var
  const { token, year } = c.req.param()
  const email = found(whose(c, token))
  const receipts = (await listOwn(db, email)).filter(({ received_on }) =>
    received_on.startsWith(`${year}-`),
  )
  if (!/^\d{4}$/.test(year) || receipts.length === 0) throw absent()
  const name = receipts.find(({ donor_name }) => donor_name)?.donor_name ?? email
  const address = `${settings.base_url}${localePath(locale, paths.verifyReceipt())}`
  const of = { year: Number(year), whose: name, receipts: receipts.toReversed(), address }
  const values = summaryValues(words(locale), of)
  const pdf = await printPdf({ source: onPaper(summaryBody), values, made_at: now })
  return paper(c, pdf, `${year}.pdf`)
})
