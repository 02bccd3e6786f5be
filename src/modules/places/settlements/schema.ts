// What a row of a settlement file may say.
import { z } from 'zod'
import { nameCharsMax } from '../schema.ts'

/** Ten countries of villages; more than that is another kind of file. */
export const rowsMax = 100_000

/** What each column may be called, the usual exports of OpenStreetMap and GeoNames among them. */
export const columnNames = {
  external_id: ['external_id', 'osm_node_id', 'osm_id', 'geonameid', 'id'],
  name: ['name', 'name_sq', 'emri'],
  name_sr: ['name_sr', 'naziv', 'name_sr_latn'],
  name_en: ['name_en', 'name:en', 'asciiname'],
  other_names: ['other_names', 'alt_name', 'old_name'],
  lon: ['lon', 'longitude', 'lng', 'x'],
  lat: ['lat', 'latitude', 'y'],
  kind: ['kind', 'place', 'type'],
  population: ['population'],
} as const

export type Column = keyof typeof columnNames
export const columnsNeeded: readonly Column[] = ['external_id', 'name', 'lon', 'lat', 'kind']

const Name = z.string().trim().max(nameCharsMax)
const degrees = (max: number) =>
  z.string().trim().min(1).pipe(z.coerce.number<string>().min(-max).max(max))

export const Row = z.object({
  external_id: z.string().trim().min(1).max(60),
  name: Name,
  name_sr: Name.default(''),
  name_en: Name.default(''),
  other_names: z.string().max(500).default(''),
  lon: degrees(180),
  lat: degrees(90),
  kind: z.string().trim().toLowerCase(),
  population: z
    .string()
    .trim()
    .regex(/^\d{0,9}$/)
    .default(''),
})
