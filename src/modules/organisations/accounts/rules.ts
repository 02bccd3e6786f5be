// Where money may be sent: nobody alone says it.

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
