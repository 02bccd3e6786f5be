// What a payment slip says, in the reader's language.
import { formatDate, formatMoney } from '#kit/format.ts'
import { localeEntry } from '#kit/locale.ts'
import type { PaperValues } from '#ui/paper.ts'
import { plainText } from '#ui/text.tsx'
import type { Gift } from '../gifts/queries.ts'
import { missingOf } from '../gifts/rules.ts'
import type { Rhythm } from '../recurring/rules.ts'
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
    ...{ title, foot, platform: t('paper.platform'), page_of: pageOf(t) },
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
      { label: t('gifts.until'), value: formatDate(gift.expires_at, t.locale) },
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
