// What papers say: slips, receipts and a year's summary, in the language of whoever gives.
import { formatDate, formatMoney } from '#kit/format.ts'
import { localeEntry } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { isOfOtherScript } from '#kit/pdf-letters.ts'
import { countryName } from '#ui/intl-names.ts'
import type { PaperValues } from '#ui/paper.ts'
import { plainText } from '#ui/text.tsx'
import type { Gift, OwnReceipt, Receipt } from '../queries.ts'
import { codeSaid, missingOf, type Rhythm, receiptNumber } from '../rules.ts'
import type { T } from '../words.ts'

interface SlipOf {
  readonly gift: Gift
  /** The code for a bank's app, as a picture; null where there is none. */
  readonly drawing: string | null
  readonly rhythm: Rhythm | null
}

/** What every paper of this house is given. */
export function paperValues(t: T, title: string, foot: string, sample: boolean): PaperValues {
  const { html, script } = localeEntry(t.locale)
  return {
    title,
    foot,
    platform: t('paper.platform'),
    page_of: pageOf(t),
    lang: html.split('-')[0] ?? html,
    script,
    stamp: sample ? t('paper.stamp') : null,
  }
}

// The press knows how many pages there are; the words around the numbers are ours.
const pageOf = (t: T) => t('paper.page_of', { page: '{page}', pages: '{pages}' })

export function slipValues(t: T, { gift, drawing, rhythm }: SlipOf) {
  const { holder, iban, bic, bank_name, reference, entity_name, entity_address } = gift
  const groups = (text: string | null) => (text ? text.replace(/(.{4})(?=.)/g, '$1 ') : null)
  return {
    ...paperValues(t, plainText(gift.title, t.locale), t('paper.foot.slip'), gift.is_sample),
    kind: t('slip.kind'),
    amount_label: t('gifts.amount'),
    amount: formatMoney(missingOf(gift), gift.currency, t.locale),
    rows: [
      { label: t('gifts.payee'), value: holder },
      { label: t('gifts.iban'), value: groups(iban), code: true },
      { label: t('gifts.bic'), value: bic, code: true },
      { label: t('gifts.bank'), value: bank_name },
      { label: t('gifts.reference'), value: groups(reference), code: true },
      { label: t('gifts.until'), value: formatDate(gift.send_until, t.locale) },
    ],
    code: drawing ? { drawing, alt: t('gifts.code.alt'), caption: t('gifts.code.note') } : null,
    steps_title: t('slip.steps'),
    steps: [
      t('slip.step.1'),
      t('slip.step.2'),
      ...(rhythm ? [t('slip.step.standing', { rhythm: t(`gifts.rhythm.${rhythm}`) })] : []),
      t('slip.step.3'),
    ],
    collected: t('slip.collected', { name: entity_name, address: entity_address }),
  }
}

interface Checked {
  /** A code to scan, as a picture, and the address it holds. */
  readonly drawing: string
  readonly address: string
}

export function receiptValues(t: T, receipt: Receipt, { drawing, address }: Checked) {
  const { amount_minor, currency, method, donor_name, in_name_of, received_on } = receipt
  const gone = amount_minor === 0n
  const purpose = inLocale(receipt.purpose_title, t.locale)?.text ?? ''
  const title = t(gone ? 'receipts.title.nothing' : 'receipts.title')
  return {
    ...paperValues(t, title, t('paper.foot.receipt'), receipt.is_sample),
    number: t('receipts.number', { number: receiptNumber(receipt) }),
    amount: formatMoney(amount_minor, currency, t.locale),
    sentence: t(gone ? 'receipts.sentence.nothing' : 'receipts.sentence', { purpose }),
    note: noteOf(t, receipt),
    rows: [
      { label: t('receipts.from'), value: donor_name },
      { label: t('receipts.in_name_of'), value: in_name_of },
      { label: t('receipts.on'), value: formatDate(received_on, t.locale) },
      { label: t('receipts.by'), value: t(`receipts.by.${method}`) },
      { label: t('receipts.for'), value: purpose },
      {
        label: t('gifts.reference'),
        value: receipt.reference?.replace(/(.{4})(?=.)/g, '$1 ') ?? null,
        code: true,
      },
      { label: t('receipts.issued'), value: formatDate(receipt.issued_at, t.locale) },
    ],
    collector_title: t('receipts.collector'),
    collector: collectorLines(t, receipt),
    check: {
      title: t('receipts.check'),
      text: t('receipts.check.text'),
      code: codeSaid(receipt.code),
      address,
    },
    code: { drawing, alt: t('receipts.code.alt'), caption: t('receipts.code.caption') },
  }
}

function noteOf(t: T, receipt: Receipt): string | null {
  const { before_year: year, before_number: number, donor_name, in_name_of } = receipt
  const other = [donor_name, in_name_of].some((name) => isOfOtherScript(name ?? ''))
  const notes = [
    year !== null && number !== null
      ? t('receipts.note', { number: receiptNumber({ year, number }) })
      : '',
    other ? t('receipts.note.letters') : '',
  ]
  return notes.filter(Boolean).join(' ') || null
}

type Collector = Pick<
  OwnReceipt,
  | 'entity_name'
  | 'entity_legal_form'
  | 'entity_address'
  | 'entity_country'
  | 'entity_registration_number'
>

const collectorLines = (t: T, by: Collector): string[] => [
  [by.entity_name, by.entity_legal_form].filter(Boolean).join(', '),
  `${by.entity_address}, ${countryName(by.entity_country, t.locale)}`,
  ...(by.entity_registration_number
    ? [t('receipts.register', { number: by.entity_registration_number })]
    : []),
]

export interface YearOf {
  readonly year: number
  /** The name on the latest receipt, or the address where none was given. */
  readonly whose: string
  readonly receipts: readonly OwnReceipt[]
  /** Where receipts are checked. */
  readonly address: string
}

/** Amounts of different currencies are never added up. */
export function summaryValues(t: T, { year, whose, receipts, address }: YearOf) {
  const title = t('summary.title', { year: String(year) })
  const sample = receipts.some(({ is_sample }) => is_sample)
  const collectors = new Map(receipts.map((one) => [one.entity_id, collectorLines(t, one)]))
  return {
    ...paperValues(t, title, t('paper.foot.summary'), sample),
    whose,
    sentence: t('summary.sentence', { year: String(year) }),
    columns: {
      date: t('summary.date'),
      purpose: t('summary.purpose'),
      receipt: t('summary.receipt'),
      amount: t('summary.amount'),
    },
    lines: receipts.map((one) => ({
      date: formatDate(one.received_on, t.locale, { style: 'short' }),
      purpose: plainText(one.purpose_title, t.locale),
      receipt: `${receiptNumber(one)}\n${codeSaid(one.code)}`,
      amount: formatMoney(one.amount_minor, one.currency, t.locale),
    })),
    sums: sumsOf(receipts).map(([currency, minor]) => ({
      label: t('summary.sum', { currency }),
      amount: formatMoney(minor, currency, t.locale),
    })),
    collector_title: t('receipts.collector'),
    collectors: [...collectors.values()].map((lines) => lines.join(' · ')),
    check: t('summary.check', { address }),
  }
}

function sumsOf(receipts: readonly OwnReceipt[]): [string, bigint][] {
  const sums = new Map<string, bigint>()
  for (const { currency, amount_minor } of receipts)
    sums.set(currency, (sums.get(currency) ?? 0n) + amount_minor)
  return [...sums]
}
