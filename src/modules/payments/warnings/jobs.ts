import { atomically } from '#kit/db.ts'
import { formatDate, formatMoney } from '#kit/format.ts'
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { type Letter, sendLater } from '#kit/mail.ts'
import { localePath } from '#kit/page.tsx'
import { withQuery } from '#kit/path.ts'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import type { AccountTold } from './commands.ts'
import { findPayoutTold, findWarned, listContacts, type Warned } from './queries.ts'

export const jobs: Jobs<Tables> = {
  async 'payments.account_letters'({ db, settings, now }, payload) {
    const { organisation_id, account_id, what } = payload as AccountTold
    await atomically(db, async (tx) => {
      const account = await findWarned(tx, account_id)
      if (!account) return
      const told = { account, what, base_url: settings.base_url }
      const addresses = new Set<string>()
      for (const { email, locale } of await listContacts(tx, organisation_id, now())) {
        addresses.add(email)
        await sendLater(tx, letterOf(told, email, locale))
      }
      // The address on the page may be looked after by others than those who sign in.
      if (account.email && !addresses.has(account.email))
        await sendLater(tx, letterOf(told, account.email, 'sq'))
    })
  },
  async 'payments.payout_letters'({ db, settings }, payload) {
    await atomically(db, (tx) => tellOfPayout(tx, payload as PayoutTold, settings.base_url))
  },
}

interface PayoutTold {
  readonly payout_id: string
  readonly what: 'failed' | 'returned'
  readonly why: string | null
}

/** Once to each, in their language: the job and its letters are one transaction. */
async function tellOfPayout(tx: Db, { payout_id, what, why }: PayoutTold, base_url: string) {
  const payout = await findPayoutTold(tx, payout_id)
  for (const { email: to, locale } of payout?.contacts ?? []) {
    if (!payout) return
    const { id, slug, currency } = payout
    const t = words(locale)
    const amount = formatMoney(payout.amount_minor, currency, locale)
    const name = inLocale(payout.name, locale)?.text ?? slug
    const url = `${base_url}${localePath(locale, paths.payout({ slug, id }))}`
    await sendLater(
      tx,
      composeLetter({
        to,
        locale,
        subject: t('warnings.payout.subject', { amount }),
        paragraphs: [t(`payouts.notice.${what}`, { amount, name }), ...(why ? [why] : [])],
        link: { label: t('warnings.payout.look'), url },
      }),
    )
  }
}

interface Told {
  readonly account: Warned
  readonly what: AccountTold['what']
  readonly base_url: string
}

const dayMs = 24 * 60 * 60 * 1000

function letterOf({ account, what, base_url }: Told, to: string, locale: Locale): Letter {
  const t = words(locale)
  const { iban, bank_name, slug, hold_days, confirmed_at, added_by, confirmed_by } = account
  const name = inLocale(account.name, locale)?.text ?? slug
  const number = `${bank_name} … ${iban.slice(-4)}`
  const who = (what === 'confirmed' ? confirmed_by : added_by) ?? t('warnings.somebody')
  const from = confirmed_at && new Date(confirmed_at.getTime() + hold_days * dayMs)
  const at = (path: string) => `${base_url}${localePath(locale, path)}`
  return composeLetter({
    to,
    locale,
    subject: t(`warnings.${what}.subject`, { name }),
    paragraphs: [
      t(`warnings.${what}`, { name, number, who }),
      ...(what === 'confirmed' && from
        ? [t('warnings.until', { date: formatDate(from, locale) })]
        : []),
      t('warnings.not_you'),
    ],
    link: { label: t('warnings.look'), url: at(organisationPaths.accounts({ slug })) },
    small: [
      `${t('warnings.report')} ${at(withQuery('/report', { path: organisationPaths.profile({ slug }) }))}`,
    ],
  })
}
