// A place has the time it existed and lies in one other place at a time.
import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import type { Shape } from './schema.ts'

export type Kind = 'country' | 'region' | 'municipality' | 'settlement'
export type SettlementKind = 'city' | 'town' | 'village' | 'hamlet' | 'neighbourhood'

/** Values that go in as JSON text and come out parsed. */
type Json<T> = ColumnType<T, string, string>

interface PlaceTable {
  id: Generated<string>
  kind: Kind
  settlement_kind: SettlementKind | null
  /** As published: text, because of leading zeros. */
  code: string | null
  external_id: string | null
  /** Null for settlements, which are shown with their municipality. */
  slug: string | null
  name: Json<Localized>
  other_names: Generated<string[]>
  lon: number
  lat: number
  area_km2: number | null
  valid_from: string | null
  /** The first day it no longer existed. */
  valid_to: string | null
  changed_at: Generated<Date>
  /** Every name, folded; made by the database. */
  search: ColumnType<string, never, never>
}

/** What a place lay in, and when: `during` is a range in PostgreSQL's text, `[2008-06-15,)`. */
interface ParentTable {
  place_id: string
  parent_id: string
  during: string
}

interface SuccessionTable {
  old_id: string
  new_id: string
  kind: 'merge' | 'split' | 'rename'
  /** How much of the old place went into the new one, above 0 and at most 1. */
  share: number
  on_date: string
}

interface PopulationTable {
  place_id: string
  year: number
  /** Null when nobody counted there: unknown is never zero. */
  people: number | null
  basis: 'census' | 'estimate' | 'preliminary'
  caveat: 'boycotted' | 'partial' | 'not_covered' | null
  source: string
}

interface BoundaryTable {
  place_id: string
  /** As it was imported. */
  geojson: Json<Shape>
  /** The same with fewer points, for a map on a small page. */
  drawn: Json<Shape>
  during: string
  source: string
  licence: string
  imported_at: Generated<Date>
}

/** The face of this module for joins in SQL. Other modules add it to their own `Db`. */
export interface PlacesCard {
  'places.card': {
    id: string
    kind: Kind
    code: string | null
    slug: string | null
    name: Localized
    other_names: string[]
    lon: number
    lat: number
    area_km2: number | null
    valid_from: string | null
    valid_to: string | null
    search: string
  }
  /** What the map of today is drawn from. */
  'places.ground': {
    id: string
    kind: 'country' | 'municipality'
    code: string | null
    lon: number
    lat: number
    area_km2: number | null
    changed_at: Date
    drawn: Shape | null
    source: string | null
    licence: string | null
    imported_at: Date | null
  }
}

export interface PlacesTables extends PlacesCard {
  'places.place': PlaceTable
  'places.parent': ParentTable
  'places.succession': SuccessionTable
  'places.population': PopulationTable
  'places.boundary': BoundaryTable
}

/** The tables this module may touch. Any other is a type error. */
export type Tables = PlacesTables & FactsTables
export type Db = Handle<Tables>
/** Enough for what the door answers; everybody who joins the card has it. */
export type DoorDb = Handle<PlacesCard>
