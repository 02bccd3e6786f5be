import type { Handle } from '#kit/db.ts'
import type { DeskQueue, Search, SitemapEntry } from '#kit/module.ts'
import type { Database } from '#modules'
import type { SiteTables } from './tables.ts'

/** The whole database: pages about several modules ask several doors with it. */
export type Whole = Handle<Database & SiteTables>

/** What modules hand up and the site shows together. The app collects it from the manifests. */
export interface HandedUp {
  readonly searches: readonly Search<Database>[]
  readonly desk: readonly DeskQueue<Database>[]
  readonly sitemaps: readonly ((db: Handle<Database>) => AsyncIterable<SitemapEntry>)[]
  /** How many entries the sitemaps have together, about: it decides into how many files they go. */
  readonly countPages: (db: Handle<Database>) => Promise<number>
  readonly stats: Readonly<Record<string, (db: Handle<Database>) => Promise<number>>>
}
