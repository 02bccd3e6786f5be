// What payments do when organisations change: their accounts, and which of them there are.
import type { Reactions } from '#facts'
import { followMerge, followUndoing } from './merging/commands.ts'
import type { Tables } from './tables.ts'
import { warnOfAccount } from './warnings/commands.ts'

export const reactions: Reactions<Tables> = {
  'organisation.account_added': (tx, fact) => warnOfAccount(tx, { ...fact, what: 'added' }),
  'organisation.account_confirmed': (tx, fact) => warnOfAccount(tx, { ...fact, what: 'confirmed' }),
  'organisation.account_removed': (tx, fact) => warnOfAccount(tx, { ...fact, what: 'removed' }),
  'organisation.merged': (tx, merge, at) => followMerge(tx, merge, at),
  'organisation.merge_undone': (tx, merge, at) => followUndoing(tx, merge, at),
}
