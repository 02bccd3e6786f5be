// What a folder of src/countries has to say about a country's places.
import { z } from 'zod'
import { nameCharsMax } from '../schema.ts'

const Name = z.string().trim().min(1).max(nameCharsMax)

const Figure = z.strictObject({
  year: z.int().min(1800).max(2200),
  people: z.int().min(0).nullable(),
  basis: z.enum(['census', 'estimate', 'preliminary']),
  caveat: z.enum(['boycotted', 'partial', 'not_covered']).optional(),
  /** A key of `sources`. */
  source: z.string(),
})

const Place = {
  code: z.string().min(1).max(20),
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.strictObject({ sq: Name, sr: Name, en: Name }),
  other_names: z.array(Name),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  area_km2: z.number().positive().nullable(),
  population: z.array(Figure),
}

const credit = { source: z.string(), licence: z.string() }

const Outline = z.union([
  z.strictObject({
    /** A file of the package world-atlas. */
    atlas: z.enum(['countries-10m', 'countries-50m']),
    /** What that file calls the country. */
    name: z.string(),
    ...credit,
  }),
  z.strictObject({
    /** A file beside this one: a GeoJSON geometry, Polygon or MultiPolygon. */
    file: z.string().regex(/^[a-z0-9-]+\.(geo)?json$/),
    ...credit,
  }),
])

const Position = z.array(z.number()).min(2)
const Ring = z.array(Position).min(4)

/** The outline of a country in a file of its own. */
export const OutlineFile = z.union([
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
])

export const CountryFile = z
  .strictObject({
    country: z.strictObject({ ...Place, outline: Outline }),
    sources: z.record(z.string(), z.string().min(1).max(300)),
    municipalities: z.array(z.strictObject(Place)).min(1).max(5000),
  })
  .superRefine(({ country, municipalities, sources }, context) => {
    const places = [country, ...municipalities]
    const complain = (message: string) => context.addIssue({ code: 'custom', message })
    for (const slug of repeated(places.map((place) => place.slug)))
      complain(`two places have the slug ${slug}`)
    for (const code of repeated(municipalities.map((place) => place.code)))
      complain(`two municipalities have the code ${code}`)
    for (const { slug, population } of places) {
      for (const year of repeated(population.map((figure) => String(figure.year))))
        complain(`${slug} has two figures for ${year}`)
      for (const { source, people, caveat } of population) {
        if (!(source in sources)) complain(`${slug} names a source that is not there: ${source}`)
        if ((people === null) !== (caveat === 'not_covered'))
          complain(`${slug}: people is null exactly when nobody counted there`)
      }
    }
  })

export type Country = z.output<typeof CountryFile>

const repeated = (texts: readonly string[]) => [
  ...new Set(texts.filter((text, index) => texts.indexOf(text) !== index)),
]
