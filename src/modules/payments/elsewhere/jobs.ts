// The giver is asked, and told what becomes of it, in the language of the gift.
import { atomically } from '#kit/db.ts'
import { formatMoney } from '#kit/format.ts'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { isLocale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import { localePath } from '#kit/page.tsx'
import { paths } from '../paths.ts'
import { listRefusedOften } from '../queries.ts'
import { lastFour } from '../rules.ts'
import { keyOf } from '../schema.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { askGiver, remind } from './commands.ts'
import { findElsewhere } from './queries.ts'
import { cardTriesFirst, reminderDays } from './rules.ts'

interface Queued {
  readonly return_id: string
  readonly what: 'asked' | 'told' | 'approved'
}

// Of one hour; more waits for the next.
const atOnce = 200
const dayMs = 24 * 3600 * 1000

export const jobs: Jobs<Tables> = {
  async 'payments.elsewhere_letter'({ db, settings }, payload) {
    const { return_id, what } = payload as Queued
    const back = await findElsewhere(db, return_id)
    if (!back?.donor_email || !back.pledge_id) return
    // What was answered meanwhile is not asked any more.
    if (what === 'asked' && (back.state !== 'requested' || back.iban)) return
    const locale = isLocale(back.locale) ? back.locale : 'en'
    const t = words(locale)
    const amount = formatMoney(back.amount_minor, back.currency, locale)
    const purpose = inLocale(back.title, locale)?.text ?? ''
    const number = back.iban ? lastFour(back.iban) : ''
    const at = { id: back.pledge_id, key: keyOf(back.pledge_id, settings.secret) }
    const path = what === 'asked' ? paths.giftAccount(at) : paths.gift(at)
    const url = `${settings.base_url}${localePath(locale, path)}`
    const letter = composeLetter({
      to: back.donor_email,
      locale,
      subject: t(`elsewhere.letter.${what}.subject`, { amount }),
      paragraphs: [t(`elsewhere.letter.${what}`, { amount, purpose, number })],
      link: { label: t(what === 'asked' ? 'elsewhere.tell' : 'letters.open'), url },
      small: what === 'approved' ? [] : [t(`elsewhere.letter.${what}.small`)],
    })
    await atomically(db, (tx) => sendLater(tx, letter))
  },
  /** What a card was asked for often enough is asked of its giver, and once more after a while. */
  async 'payments.ask_givers'({ db, now }) {
    await remind(db, new Date(now().getTime() - reminderDays * dayMs), now())
    for (const { id } of await listRefusedOften(db, cardTriesFirst, atOnce))
      await askGiver(db, id, 'system', now())
  },
}

export const cron: readonly CronItem[] = [{ at: '35 * * * *', task: 'payments.ask_givers' }]
