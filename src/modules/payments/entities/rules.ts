// Why an account or an entity may not be confirmed or closed, or null when it may.

interface Account {
  readonly added_by: string | null
  readonly confirmed_at: Date | null
  readonly closed_at: Date | null
}

/** Two people stand for an account into which others pay. */
export function whyNotConfirm(account: Account, person_id: string) {
  if (account.closed_at) return 'closed_already'
  if (account.confirmed_at) return 'confirmed_already'
  return account.added_by === person_id ? 'added_by_yourself' : null
}

interface Entity {
  readonly is_home: boolean
  readonly closed_at: Date | null
}

export function whyNotClose(entity: Entity, open_accounts: number) {
  if (entity.closed_at) return 'closed_already'
  if (entity.is_home) return 'is_home'
  return open_accounts > 0 ? 'has_accounts' : null
}
