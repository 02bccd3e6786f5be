// The letter to whoever gave for a campaign that came to nothing: that it goes back, when, and that
// they may choose something else before.
import { atomically } from '#kit/db.ts'
import { formatDate, formatMoney } from '#kit/format.ts'
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { defaultLocale, isLocale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import { localePath } from '#kit/page.tsx'
import { giftKey } from '#modules/payments/index.ts'
import { paths } from '../paths.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { listAsked } from './queries.ts'

export const jobs: Jobs<Tables> = {
  // All of them or none: a try that is broken off has told nobody.
  async 'campaigns.tell_failed'({ db, settings }, payload) {
    const { campaign_id } = payload as { campaign_id: string }
    await atomically(db, async (tx) => {
      for (const gift of await listAsked(tx, campaign_id)) {
        const locale = isLocale(gift.locale) ? gift.locale : defaultLocale
        const t = words(locale)
        const title = inLocale(gift.title, locale)?.text ?? ''
        const amount = formatMoney(gift.amount_minor, gift.currency, locale)
        const { id, slug, goes_at } = gift
        const path = paths.choosing({ slug, id, key: giftKey(id, settings.secret) })
        const letter = composeLetter({
          to: gift.donor_email ?? '',
          locale,
          subject: t('letter.failed.subject', { title }),
          paragraphs: [
            t('letter.failed', { title, amount, when: formatDate(goes_at, locale) }),
            t('letter.failed.choice'),
          ],
          link: {
            label: t('letter.failed.link'),
            url: `${settings.base_url}${localePath(locale, path)}`,
          },
        })
        await sendLater(tx, letter)
      }
    })
  },
}
