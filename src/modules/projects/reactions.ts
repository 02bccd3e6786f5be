// What projects do when two organisations become one, or two again.
import type { Reactions } from '#facts'
import { followMerge, followUndoing } from './commands.ts'
import type { Tables } from './tables.ts'

export const reactions: Reactions<Tables> = {
  'organisation.merged': (tx, merge) => followMerge(tx, merge),
  'organisation.merge_undone': (tx, merge) => followUndoing(tx, merge),
}
