import type { Kysely } from 'kysely'
import type { FileStore } from './files.ts'
import type { Log } from './log.ts'
import type { Post } from './mail.ts'
import type { HandedUp } from './module.ts'
import type { Settings } from './settings.ts'

/**
 * What the edge holds and hands inward: the database, files, mail, the clock. Tests hand in others.
 */
export interface World<D> {
  readonly db: Kysely<D>
  /** Where reading may lag a little: the replica when there is one, else the same database. */
  readonly reads: Kysely<D>
  readonly files: FileStore
  readonly post: Post
  readonly log: Log
  readonly settings: Settings
  readonly now: () => Date
  /** What the modules hand up: how their notices read, what they keep about a person. */
  readonly modules: readonly HandedUp<D>[]
}
