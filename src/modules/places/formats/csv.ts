// The municipalities as a table for spreadsheets.
import { byteOrderMark, csvLines } from '#kit/csv.ts'
import type { Localized } from '#kit/localized.ts'

interface Row {
  readonly code: string | null
  readonly slug: string
  readonly name: Localized
  readonly lon: number
  readonly lat: number
  readonly area_km2: number | null
  readonly latest: {
    readonly year: number
    readonly people: number | null
    readonly basis: string
    readonly caveat: string | null
    readonly source: string
  } | null
}

const columns = [
  ...['code', 'slug', 'name_sq', 'name_sr', 'name_en', 'lon', 'lat', 'area_km2'],
  ...['people', 'year', 'basis', 'caveat', 'source'],
]

/** Unknown is an empty cell. Cells that a spreadsheet would calculate are made harmless. */
export const csvOf = (rows: readonly Row[]): string =>
  byteOrderMark +
  csvLines([
    columns,
    ...rows.map(({ name, latest, ...row }) => [
      ...[row.code, row.slug, name.sq, name.sr, name.en, row.lon, row.lat, row.area_km2],
      ...[latest?.people, latest?.year, latest?.basis, latest?.caveat, latest?.source],
    ]),
  ])
