import type { DeskQueue, Search, SitemapEntry } from '#kit/module.ts'
import type { Handle } from '#kit/db.ts'
import type { Database } from '#modules'

/** What modules hand up and the site shows together. The app collects it from the manifests. */
export interface HandedUp {
  readonly searches: readonly Search<Database>[]
  readonly desk: readonly DeskQueue<Database>[]
  readonly sitemaps: readonly ((db: Handle<Database>) => AsyncIterable<SitemapEntry>)[]
  readonly stats: Readonly<Record<string, (db: Handle<Database>) => Promise<number>>>
}
