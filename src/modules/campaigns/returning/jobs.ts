// The letter to everybody who gave, when a campaign has changed what it asks for.
import { formatDate } from '#kit/format.ts'
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { defaultLocale, isLocale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { localePath } from '#kit/page.tsx'
import { linkPart } from '#kit/signed.ts'
import { paths } from '../paths.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { findChange, listTold } from './queries.ts'

export const jobs: Jobs<Tables> = {
  async 'campaigns.tell_changed'({ db, post, settings, now }, payload) {
    const { campaign_id, version } = payload as { campaign_id: string; version: number }
    const change = await findChange(db, campaign_id, now())
    // A later change has a letter of its own.
    if (change?.version !== version || !change.withdraw_until) return
    for (const pledge of await listTold(db, campaign_id, change.at)) {
      const locale = isLocale(pledge.locale) ? pledge.locale : defaultLocale
      const t = words(locale)
      const title = inLocale(pledge.title, locale)?.text ?? ''
      const key = linkPart(pledge.id, settings.secret)
      const path = localePath(locale, paths.takingBack({ slug: pledge.slug, key }))
      await post(
        composeLetter({
          to: pledge.donor_email ?? '',
          locale,
          subject: t('letter.changed.subject', { title }),
          paragraphs: [
            t('letter.changed', { title }),
            inLocale(change.reason, locale)?.text ?? '',
            t('letter.changed.choice', { until: formatDate(change.withdraw_until, locale) }),
          ],
          link: { label: t('letter.changed.link'), url: `${settings.base_url}${path}` },
        }),
      )
    }
  },
}
