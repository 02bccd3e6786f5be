// The list of modules, in order. The order is the law.
import type { FactsTables } from '#facts'
import type { TablesOf } from '#kit/module.ts'
import type { KitTables } from '#kit/tables.ts'
import campaigns from './modules/campaigns/module.ts'
import federation from './modules/federation/module.ts'
import ledger from './modules/ledger/module.ts'
import machines from './modules/machines/module.ts'
import news from './modules/news/module.ts'
import organisations from './modules/organisations/module.ts'
import payments from './modules/payments/module.ts'
import people from './modules/people/module.ts'
import places from './modules/places/module.ts'
import projects from './modules/projects/module.ts'

/** Lower first. A module may look down this list, never up. */
export const modules = [
  people,
  places,
  organisations,
  machines,
  projects,
  news,
  federation,
  ledger,
  payments,
  campaigns,
] as const

/** Every table of every module: what the app holds and no module may ask for. */
export type Database = TablesOf<typeof modules> & FactsTables & KitTables
