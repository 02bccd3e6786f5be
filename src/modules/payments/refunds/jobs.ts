// The donor is told what goes back, in the language of the gift.
import { atomically } from '#kit/db.ts'
import { formatMoney } from '#kit/format.ts'
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { locales } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import { sentBack } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { findTold, findToldOfCredit } from './queries.ts'

interface Queued {
  readonly refund_id?: string
  /** Of what was sent too much. */
  readonly credit_choice_id?: string
  readonly what: 'confirmed' | 'done' | 'failed'
}

export const jobs: Jobs<Tables> = {
  async 'payments.refund_letter'({ db }, payload) {
    const { refund_id, credit_choice_id, what } = payload as Queued
    await atomically(db, async (tx) => {
      const told = refund_id
        ? await findTold(tx, refund_id)
        : await findToldOfCredit(tx, credit_choice_id ?? '')
      if (!told?.donor_email) return
      const locale = locales.find(({ code }) => code === told.locale)?.code ?? 'en'
      const t = words(locale)
      const amount = formatMoney(sentBack(told), told.currency, locale)
      const purpose = inLocale(told.title, locale)?.text ?? ''
      const letter = composeLetter({
        to: told.donor_email,
        locale,
        subject: t(`refunds.letter.${what}.subject`, { amount }),
        paragraphs: [
          t(`refunds.letter.${what}`, { amount, purpose }),
          ...(what === 'confirmed' && told.why ? [told.why] : []),
        ],
      })
      await sendLater(tx, letter)
    })
  },
}
