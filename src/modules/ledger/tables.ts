import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'

/** The tables this module may touch. Any other is a type error. */
export type Tables = FactsTables
export type Db = Handle<Tables>
