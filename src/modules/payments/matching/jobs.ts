// What the worker does after a bank's file: entries that wait are looked at, donors are told.
import { z } from 'zod'
import { atomically } from '#kit/db.ts'
import { formatMoney } from '#kit/format.ts'
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import { isLocale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import type { World } from '#kit/world.ts'
import { matchEntries, orders } from '../commands.ts'
import { paths } from '../paths.ts'
import { keyOf } from '../schema.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { claimLetter } from './commands.ts'
import { listLate, listMore, type Told } from './queries.ts'

const Entries = z.object({ entries: z.array(z.uuid()) })

export const jobs: Jobs<Tables> = {
  'payments.match_entries': ({ db, now }) => matchEntries(db, { by: 'system', now: now(), orders }),
  async 'payments.letters_of_entries'(world, payload) {
    const { entries } = Entries.parse(payload)
    for (const told of await listMore(world.db, entries)) await send(world, 'more', told)
    for (const told of await listLate(world.db, entries)) await send(world, 'came_late', told)
  },
}

/** That it came is said with its receipt; more than was promised is the donor's to decide about. */
type Kind = 'more' | 'came_late'

async function send({ db, settings, now }: World<Tables>, kind: Kind, told: Told) {
  const { donor_email, currency } = told
  if (!donor_email) return
  const locale = isLocale(told.locale) ? told.locale : 'sq'
  const t = words(locale)
  const amount = formatMoney(told.amount_minor, currency, locale)
  const purpose = inLocale(told.title, locale)?.text ?? ''
  const late = kind === 'came_late'
  await atomically(db, async (tx) => {
    if (!(await claimLetter(tx, kind, told.about_id, now()))) return
    const path = paths.gift({ id: told.pledge_id, key: keyOf(told.pledge_id, settings.secret) })
    const letter = composeLetter({
      to: donor_email,
      locale,
      subject: t(late ? 'matching.late.subject' : 'matching.more.subject'),
      paragraphs: [
        late ? t('matching.late', { amount, purpose }) : t('matching.more', { excess: amount }),
      ],
      link: { label: t('matching.page'), url: `${settings.base_url}/${locale}${path}` },
    })
    await sendLater(tx, letter)
  })
}
