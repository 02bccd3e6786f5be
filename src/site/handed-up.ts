import type { Dataset } from '#kit/dataset.ts'
import type { Handle } from '#kit/db.ts'
import type { Endpoint } from '#kit/endpoint.ts'
import type { DeskQueue, Moderated, Retention, Search, SitemapEntry } from '#kit/module.ts'
import type { Database } from '#modules'
import type { SiteTables } from './tables.ts'

/** The site's own tables, to be added to the modules' where a job needs both. */
export type OwnTables = Pick<SiteTables, keyof SiteTables>

export type All = Database & SiteTables

/** The whole database: pages about several modules ask several doors with it. */
export type Whole = Handle<All>

/** What modules hand up and the site shows together. The app collects it from the manifests. */
export interface HandedUp {
  readonly searches: readonly Search<All>[]
  readonly desk: readonly DeskQueue<All>[]
  readonly retentions: readonly Retention<Database>[]
  readonly moderated: readonly Moderated<All>[]
  readonly datasets: readonly Dataset<Database>[]
  readonly endpoints: readonly Endpoint[]
  readonly sitemaps: readonly ((db: Whole) => AsyncIterable<SitemapEntry>)[]
}
