import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { paths } from './paths.ts'
import { findPlace, listBoundaries, listMunicipalities, listPopulation } from './queries.ts'
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
    says: 'Every municipality that exists, with its names and figures.',
    gives: PublishedPlaces,
    async answer({ db, base_url }) {
      const places = await listMunicipalities(db)
      const figures = await listPopulation(
        db,
        places.map(({ id }) => id),
      )
      return { places: places.map((place) => published(place, figures, base_url)) }
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
