// What the worker does after a bank's file: entries that wait are looked at, donors are told.
import { z } from 'zod'
import { atomically } from '#kit/db.ts'
import { formatMoney } from '#kit/format.ts'
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { isLocale, type Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import type { World } from '#kit/world.ts'
import { matchEntries, orders } from '../commands.ts'
import { paths } from '../paths.ts'
import { keyOf } from '../schema.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { claimLetter } from './commands.ts'
import { listLate, listToTell, type Told } from './queries.ts'

const Entries = z.object({ entries: z.array(z.uuid()) })

export const jobs: Jobs<Tables> = {
  'payments.match_entries': ({ db, now }) => matchEntries(db, { by: 'system', now: now(), orders }),
  async 'payments.letters_of_entries'(world, payload) {
    const { entries } = Entries.parse(payload)
    for (const told of await listToTell(world.db, entries)) await send(world, 'arrived', told)
    for (const told of await listLate(world.db, entries)) await send(world, 'came_late', told)
  },
}

type Kind = 'arrived' | 'came_late'

async function send({ db, settings, now }: World<Tables>, kind: Kind, told: Told) {
  const { donor_email } = told
  if (!donor_email) return
  const locale = isLocale(told.locale) ? told.locale : 'sq'
  const t = words(locale)
  await atomically(db, async (tx) => {
    if (!(await claimLetter(tx, kind, told.about_id, now()))) return
    const path = paths.gift({ id: told.pledge_id, key: keyOf(told.pledge_id, settings.secret) })
    const late = kind === 'came_late'
    const letter = composeLetter({
      to: donor_email,
      locale,
      subject: late ? t('matching.late.subject') : t('matching.arrived.subject'),
      paragraphs: late ? [t('matching.late', sumOf(told, locale))] : arrived(told, locale),
      link: { label: t('matching.page'), url: `${settings.base_url}/${locale}${path}` },
    })
    await sendLater(tx, letter)
  })
}

const sumOf = ({ amount_minor, currency, title }: Told, locale: Locale) => ({
  amount: formatMoney(amount_minor, currency, locale),
  purpose: inLocale(title, locale)?.text ?? '',
})

function arrived(told: Told, locale: Locale): string[] {
  const t = words(locale)
  const money = (minor: bigint) => formatMoney(minor, told.currency, locale)
  const rest = told.promised_minor - told.received_minor
  return [
    t('matching.arrived', sumOf(told, locale)),
    ...(rest > 0n
      ? [t('matching.less', { promised: money(told.promised_minor), rest: money(rest) })]
      : []),
    ...(told.excess_minor > 0n ? [t('matching.more', { excess: money(told.excess_minor) })] : []),
  ]
}
