// Two people edit one page: kit/merge.ts judges each field by itself.
import type { Meeting as AnyMeeting } from '#kit/merge.ts'
import { type Section, sections } from '../rules.ts'
import type { Key, Value } from './schema.ts'

export type Meeting = AnyMeeting<Key, Value>

/** The sections of a page as it shows them; those that it does not show come last. */
export const asShown = (order: readonly Section[]): readonly Section[] => [
  ...order,
  ...sections.filter((section) => !order.includes(section)),
]
