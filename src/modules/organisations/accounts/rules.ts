// Where money may be sent. A number with one wrong digit is refused, and nobody alone says it.
import { electronicFormatIBAN, friendlyFormatIBAN, isValidIBAN } from 'ibantools'

/** The account number without spaces and signs, in capitals. */
export const electronic = (typed: string) => electronicFormatIBAN(typed) ?? ''

/** In groups of four, as people copy it. */
export const friendly = (iban: string) => friendlyFormatIBAN(iban) ?? iban

/** The country's length and the check digits agree. */
export const isIban = (typed: string) => isValidIBAN(electronic(typed))

interface Account {
  readonly added_by: string | null
  readonly confirmed_at: Date | null
}

/** Why this person may not confirm an account, or null when they may. */
export function whyNotConfirm(account: Account, personId: string) {
  if (account.confirmed_at !== null) return 'already_confirmed'
  if (account.added_by === personId) return 'added_by_yourself'
  return null
}

export type WhyNotConfirm = NonNullable<ReturnType<typeof whyNotConfirm>>
