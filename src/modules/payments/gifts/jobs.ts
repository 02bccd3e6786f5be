// Letters to whoever gives: how to pay, one reminder, that it arrived, and what replaces a receipt.
import { formatDate, formatMoney } from '#kit/format.ts'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { composeLetter, type LetterText } from '#kit/letter.ts'
import { isLocale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import { localePath } from '#kit/page.tsx'
import type { World } from '#kit/world.ts'
import { codeTextOf } from '../formats/epc.ts'
import { paths } from '../paths.ts'
import { findReceipt, findRecurring } from '../queries.ts'
import { receiptNumber, standingOf } from '../rules.ts'
import { keyOfRecurring } from '../schema.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import { firstTime, keepTime } from './commands.ts'
import { findGift, type Gift } from './queries.ts'
import { missingOf } from './rules.ts'
import { keyOf } from './schema.ts'

type Sent = Pick<LetterText, 'subject' | 'paragraphs' | 'small'>

interface Telling {
  /** By what a second letter of the same kind is known. */
  readonly kind: string
  readonly about: string
  readonly say: (t: T, gift: Gift) => Sent | null
}

const purposeOf = (t: T, { title }: Gift) => inLocale(title, t.locale)?.text ?? ''
const inGroups = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')

/** One letter about a gift, in the language it was given in, never twice. */
async function tell(world: World<Tables>, pledge_id: string, { kind, about, say }: Telling) {
  const { db, settings, now } = world
  const gift = await findGift(db, pledge_id)
  if (!gift?.donor_email) return
  const locale = isLocale(gift.locale) ? gift.locale : 'en'
  const t = words(locale)
  const said = say(t, gift)
  if (!said) return
  const key = keyOf(gift.id, settings.secret)
  const url = `${settings.base_url}${localePath(locale, paths.gift({ id: gift.id, key }))}`
  const link = { label: t('letters.open'), url }
  const letter = composeLetter({ to: gift.donor_email, locale, ...said, link })
  await db.transaction().execute(async (tx) => {
    if (await firstTime(tx, kind, about, now())) await sendLater(tx, letter)
  })
}

const idIn = (payload: unknown) => (payload as { pledge_id: string }).pledge_id

/** A receipt that was issued, and the letter that says so. */
async function tellReceipt(world: World<Tables>, payload: unknown, kind: 'arrived' | 'corrected') {
  const { receipt_id } = payload as { receipt_id: string }
  const receipt = await findReceipt(world.db, receipt_id)
  if (!receipt?.pledge_id) return
  const number = receiptNumber(receipt)
  const series = await seriesOf(world, receipt.pledge_id)
  await tell(world, receipt.pledge_id, {
    kind,
    about: receipt_id,
    say(t, gift) {
      const again = kind === 'arrived' && series ? stopSaid(t, world, series) : null
      const purpose = purposeOf(t, gift)
      const amount = formatMoney(receipt.amount_minor, receipt.currency, t.locale)
      const when = formatDate(receipt.received_on, t.locale)
      const money = (minor: bigint) => formatMoney(minor, gift.currency, t.locale)
      if (kind === 'corrected')
        return {
          subject: t('letters.corrected.subject', { purpose }),
          paragraphs: [t('letters.corrected', { number, purpose, amount })],
        }
      const part = standingOf(gift) === 'part_paid'
      const [promised, missing] = [money(gift.amount_minor), money(missingOf(gift))]
      return {
        subject: t('letters.arrived.subject', { purpose }),
        paragraphs: [
          t('letters.arrived', { purpose, amount, when }),
          ...(part ? [t('letters.arrived.part', { promised, missing })] : []),
          t('letters.arrived.receipt', { number }),
          ...(again ? [again] : []),
        ],
      }
    },
  })
}

/** The card that is charged again and again, as long as it is. */
async function seriesOf({ db }: World<Tables>, pledge_id: string) {
  const { recurring_id = null } = (await findGift(db, pledge_id)) ?? {}
  const series = recurring_id ? await findRecurring(db, recurring_id) : undefined
  return series?.state === 'active' && !series.bank_account_id ? series : null
}

type Series = NonNullable<Awaited<ReturnType<typeof seriesOf>>>

/** One click away in each letter: the page on which it is stopped. */
function stopSaid(t: T, { settings }: World<Tables>, { id, rhythm }: Series) {
  const at = paths.recurring({ id, key: keyOfRecurring(id, settings.secret) })
  const url = `${settings.base_url}${localePath(t.locale, at)}`
  return t('letters.again.card', { rhythm: t(`gifts.rhythm.${rhythm}`), url })
}

/** The card was declined: when it is tried again, or that it is over. */
async function tellDeclined(world: World<Tables>, payload: unknown) {
  const { pledge_id, intent_id, again_on } = payload as Declined
  const series = await seriesOf(world, pledge_id)
  await tell(world, pledge_id, {
    kind: 'declined',
    about: intent_id,
    say(t, gift) {
      const purpose = purposeOf(t, gift)
      const amount = formatMoney(gift.amount_minor, gift.currency, t.locale)
      return {
        subject: t('letters.declined.subject', { purpose }),
        paragraphs: [
          t('letters.declined', { purpose, amount }),
          again_on
            ? t('letters.declined.again', { when: formatDate(new Date(again_on), t.locale) })
            : t('letters.declined.over'),
          ...(again_on && series ? [stopSaid(t, world, series)] : []),
        ],
      }
    },
  })
}

interface Declined {
  readonly pledge_id: string
  readonly intent_id: string
  readonly again_on: string | null
}

function details(t: T, gift: Gift): string {
  const { holder, iban, bic, bank_name, reference } = gift
  const lines = [
    [t('gifts.payee'), holder],
    [t('gifts.iban'), iban && inGroups(iban)],
    [t('gifts.bic'), bic],
    [t('gifts.bank'), bank_name],
    [t('gifts.amount'), formatMoney(missingOf(gift), gift.currency, t.locale)],
    [t('gifts.reference'), inGroups(reference)],
  ]
  return lines.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : [])).join('\n')
}

const promised = (t: T, gift: Gift): Sent | null => {
  if (gift.method !== 'bank' || standingOf(gift) !== 'promised') return null
  const purpose = purposeOf(t, gift)
  const amount = formatMoney(gift.amount_minor, gift.currency, t.locale)
  const code = codeTextOf(gift, missingOf(gift))
  return {
    subject: t('letters.promised.subject', { purpose }),
    paragraphs: [
      t('letters.promised', { purpose, amount }),
      details(t, gift),
      t('letters.promised.reference'),
    ],
    small: [t(code ? 'letters.promised.small' : 'letters.promised.small.no_code')],
  }
}

const reminder = (t: T, gift: Gift): Sent | null => {
  if (standingOf(gift) !== 'promised') return null
  const purpose = purposeOf(t, gift)
  const amount = formatMoney(gift.amount_minor, gift.currency, t.locale)
  const until = formatDate(gift.send_until, t.locale)
  return {
    subject: t('letters.reminder.subject', { purpose }),
    paragraphs: [t('letters.reminder', { purpose, amount, until })],
    small: [t('letters.reminder.small')],
  }
}

export const jobs: Jobs<Tables> = {
  'payments.letter_promised': (world, payload) =>
    tell(world, idIn(payload), { kind: 'promised', about: idIn(payload), say: promised }),
  'payments.letter_reminder': (world, payload) =>
    tell(world, idIn(payload), { kind: 'reminder', about: idIn(payload), say: reminder }),
  'payments.letter_declined': tellDeclined,
  'payments.letter_arrived': (world, payload) => tellReceipt(world, payload, 'arrived'),
  'payments.letter_corrected': (world, payload) => tellReceipt(world, payload, 'corrected'),
  'payments.gifts_keep_time': ({ db, now }) => keepTime(db, now()),
}

// After the night's backups, before people look at their letters.
export const cron: readonly CronItem[] = [{ at: '20 4 * * *', task: 'payments.gifts_keep_time' }]
