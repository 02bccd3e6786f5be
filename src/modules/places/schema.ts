// What may come in from outside, what goes out to machines, and the limits of both.
import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { Next } from '#kit/paging.ts'

/** The ground something covers, in degrees. */
export type Shape = Polygon | MultiPolygon

export const polygonsOf = (shape: Shape) =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates

/** A point of the drawn map, in units of its view box. */
export type Point = readonly [x: number, y: number]
/** A closed line; the last point is joined to the first. */
export type Ring = readonly Point[]

/** Units of the map's view box across. A phone of 320 px shows it 288 px wide. */
export const mapWidth = 1000
export const unitsPerPhonePixel = mapWidth / 288
/** The line between two stones: 2.6 px on a phone. */
export const grout = 9

/** Longer names than any place has; what is longer is not a name. */
export const nameCharsMax = 120
/** One search box: a name and a little more. */
export const queryCharsMax = 100
/** Settlements on one page of a municipality; a screen and a half on a phone. */
export const settlementsPerPage = 50

/** The most detailed boundaries of a small country are about 10 MB. */
export const importBytesMax = 50 * 1024 * 1024

export const orders = ['name', 'population', 'area'] as const
export type Order = (typeof orders)[number]

/** What the address of the list may say. Whatever does not fit counts as not said. */
export const ListQuery = z.object({
  q: z.string().trim().max(queryCharsMax).catch(''),
  order: z.enum(orders).catch('name'),
})

const Names = z.partialRecord(z.enum(['sq', 'sr', 'en']), z.string())

const Population = z.object({
  year: z.int(),
  people: z.int().nullable().describe('Null when nobody counted there.'),
  basis: z.enum(['census', 'estimate', 'preliminary']),
  caveat: z.enum(['boycotted', 'partial', 'not_covered']).nullable(),
  source: z.string(),
})

export const PublishedPlace = z.object({
  code: z.string().nullable().describe('As the statistical office publishes it.'),
  slug: z.string(),
  url: z.url(),
  name: Names,
  other_names: z.array(z.string()),
  lon: z.number().describe('WGS 84'),
  lat: z.number().describe('WGS 84'),
  area_km2: z.number().nullable(),
  valid_from: z.iso.date().nullable(),
  valid_to: z.iso.date().nullable().describe('The first day it no longer existed.'),
  population: z.array(Population).describe('Latest first.'),
})

export const PublishedPlaces = z.object({ places: z.array(PublishedPlace), next: Next })

const Position = z.array(z.number())

/** RFC 7946. Municipalities without an imported boundary are points. */
export const PublishedGeography = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Point'), coordinates: Position }),
        z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) }),
        z.object({
          type: z.literal('MultiPolygon'),
          coordinates: z.array(z.array(z.array(Position))),
        }),
      ]),
      properties: z.object({
        code: z.string().nullable(),
        slug: z.string(),
        name: Names,
        source: z.string().nullable(),
        licence: z.string().nullable(),
      }),
    }),
  ),
})
