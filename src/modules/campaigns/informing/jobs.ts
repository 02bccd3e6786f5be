// The letters to whoever gave: that the campaign came about, and later what came of it.
import { atomically } from '#kit/db.ts'
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
import { listGivers } from './queries.ts'

export const jobs: Jobs<Tables> = {
  // All of them or none: a try that is broken off has told nobody.
  async 'campaigns.tell_givers'({ db, settings }, payload) {
    const { campaign_id, what } = payload as { campaign_id: string; what: What }
    await atomically(db, async (tx) => {
      for (const gift of await listGivers(tx, campaign_id)) {
        const locale = isLocale(gift.locale) ? gift.locale : defaultLocale
        const t = words(locale)
        const title = inLocale(gift.title, locale)?.text ?? ''
        const organisation = inLocale(gift.organisation, locale)?.text ?? ''
        const { id, slug } = gift
        const path = paths.whereabouts({ slug, id, key: giftKey(id, settings.secret) })
        const letter = composeLetter({
          to: gift.donor_email ?? '',
          locale,
          subject: t(`letter.${what}.subject`, { title }),
          paragraphs: [
            t(`letter.${what}`, { title, organisation }),
            t(`letter.${what}.page`, { organisation }),
          ],
          link: {
            label: t(`letter.${what}.link`),
            url: `${settings.base_url}${localePath(locale, path)}`,
          },
        })
        await sendLater(tx, letter)
      }
    })
  },
}

type What = 'succeeded' | 'reported'
