// How a receipt is called and what of it anybody may know.

export const correctionReasons = ['returned', 'passed_on', 'disputed', 'mistake'] as const
export type CorrectionReason = (typeof correctionReasons)[number]

/** `2026-000012`: unique together with the name of the entity. */
export const receiptNumber = ({ year, number }: { year: number; number: number }) =>
  `${year}-${String(number).padStart(6, '0')}`

/** In fours, as it is printed: `7K3M-9QXW-4TPA`. */
export const codeSaid = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-')

/** As it is kept: capitals, without what people put between them. */
export const plainCode = (typed: string) => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

export const isCode = (code: string) => /^[0-9A-Z]{12}$/.test(code)

/** `Arta Krasniqi` is `A. K.`: enough to know one's own, too little to know another's. */
export function initials(name: string | null): string | null {
  const words = (name ?? '').split(/[\s-]+/u).flatMap((word) => /\p{L}/u.exec(word)?.[0] ?? [])
  if (words.length === 0) return null
  return words
    .slice(0, 4)
    .map((letter) => `${letter.toUpperCase()}.`)
    .join(' ')
}
