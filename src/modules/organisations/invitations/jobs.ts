// The letter of an invitation, written when the transaction that invited has happened.

import { formatDate } from '#kit/format.ts'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { inLocale } from '#kit/localized.ts'
import { localePath } from '#kit/page.tsx'
import { paths } from '../paths.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { forgetAddresses } from './commands.ts'
import { findLetter } from './queries.ts'

export const jobs: Jobs<Tables> = {
  async 'organisations.invitation_letter'({ db, post, settings }, payload) {
    const { invitation_id, token } = payload as { invitation_id: string; token: string }
    const invitation = await findLetter(db, invitation_id)
    if (!invitation?.email) return
    const { email: to, locale, role, expires_at, invited_by } = invitation
    const t = words(locale)
    const organisation = inLocale(invitation.name, locale)?.text ?? ''
    const inviter = invited_by ?? t('members.erased')
    const url = `${settings.base_url}${localePath(locale, paths.invitation({ token }))}`
    await post(
      composeLetter({
        to,
        locale,
        subject: t('letter.invitation.subject', { organisation }),
        paragraphs: [
          t('letter.invitation', { inviter, organisation, role: t(`role.${role}`) }),
          t(`role.${role}.may`),
        ],
        link: { label: t('letter.invitation.link'), url },
        small: [t('letter.invitation.small', { until: formatDate(expires_at, locale) })],
      }),
    )
  },

  'organisations.forget_addresses': ({ db, now }) => forgetAddresses(db, now()),
}

export const cron: readonly CronItem[] = [
  { at: '50 2 * * *', task: 'organisations.forget_addresses' },
]
