// Two people edit one page: kit/merge.ts judges each field by itself.
import type { Meeting as AnyMeeting } from '#kit/merge.ts'
import type { Key, Value } from './schema.ts'

export type Meeting = AnyMeeting<Key, Value>
