import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { Paging, pageOf } from '#kit/paging.ts'
import { paths } from './paths.ts'
import { findPlace, listBoundaries, listPlacesAfter, listPopulation } from './queries.ts'
import { PublishedGeography, PublishedPlace, PublishedPlaces } from './schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db>()

type Figures = Awaited<ReturnType<typeof listPopulation>>

const published = <P extends { id: string; slug: string }>(
  place: P,
  figures: Figures,
  base_url: string,
) => ({
  ...place,
  url: `${base_url}${paths.place(place)}`,
  population: figures.filter(({ place_id }) => place_id === place.id),
})

export const api = [
  endpoint({
    get: '/v1/places',
    says: 'Municipalities that exist, with their names and figures.',
    query: z.object(Paging),
    gives: PublishedPlaces,
    async answer({ db, query, base_url }) {
      const rows = await listPlacesAfter(db, query.cursor ?? null, query.limit + 1)
      const { shown: places, next } = pageOf(rows, query.limit)
      const figures = await listPopulation(
        db,
        places.map(({ id }) => id),
      )
      return { places: places.map((place) => published(place, figures, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/places.geojson',
    says: 'The municipalities on a map: boundaries where an operator imported them, else points.',
    gives: PublishedGeography,
    async answer({ db }) {
      const places = await listBoundaries(db)
      return {
        type: 'FeatureCollection' as const,
        features: places.map(({ shape, lon, lat, code, slug, name, source, licence }) => ({
          type: 'Feature' as const,
          geometry: shape ?? { type: 'Point' as const, coordinates: [lon, lat] },
          properties: { code, slug: slug ?? '', name, source, licence },
        })),
      }
    },
  }),
  endpoint({
    get: '/v1/places/{slug}',
    says: 'One municipality or country by its address, also one that no longer exists.',
    path: z.object({ slug: z.string().max(80) }),
    gives: PublishedPlace,
    async answer({ db, path, base_url }) {
      const place = await findPlace(db, path.slug)
      return place ? published(place, await listPopulation(db, [place.id]), base_url) : null
    },
  }),
]
