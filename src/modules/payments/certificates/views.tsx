// What a receipt and a year's summary say on paper, in the donor's language.
import { formatDate, formatMoney } from '#kit/format.ts'
import { inLocale } from '#kit/localized.ts'
import { countryName } from '#ui/intl-names.ts'
import { plainText } from '#ui/text.tsx'
import type { OwnReceipt, Receipt } from '../receipts/queries.ts'
import { codeSaid, receiptNumber } from '../receipts/rules.ts'
import { paperValues } from '../slips/views.tsx'
import type { T } from '../words.ts'

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
      ...{ title: t('receipts.check'), text: t('receipts.check.text') },
      ...{ code: codeSaid(receipt.code), address },
    },
    code: { drawing, alt: t('receipts.code.alt'), caption: t('receipts.code.caption') },
  }
}

function noteOf(t: T, { before_year: year, before_number: number }: Receipt) {
  if (year === null || number === null) return null
  return t('receipts.note', { number: receiptNumber({ year, number }) })
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
