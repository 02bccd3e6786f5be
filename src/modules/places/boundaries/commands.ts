// Real boundaries take the place of the mosaic's stones.
import { sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { fold } from '#kit/script.ts'
import { contains } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Candidate, lighter, match } from './rules.ts'

interface Origin {
  source: string
  licence: string
  /** Look only: say what would happen. */
  dry_run: boolean
}

/** Give each municipality its shape. Places that the file does not have keep what they had. */
export function importBoundaries(
  db: Db,
  candidates: readonly Candidate[],
  { source, licence, dry_run }: Origin,
  by: By,
) {
  return atomically(db, async (tx) => {
    const places = await listKnown(tx)
    const { matches, unmatched, twice } = match(candidates, places, { fold, contains })
    const report = {
      matches: matches.map(({ place, candidate, by: how }) => ({
        slug: place.slug,
        feature: candidate.number,
        by: how,
      })),
      unmatched: unmatched.map(({ number }) => number),
      without: places
        .filter(({ id }) => !matches.some(({ place }) => place.id === id))
        .map(({ slug }) => slug),
      twice: twice.map(({ slug }) => slug),
    }
    if (twice.length > 0) return { ...refused('twice'), report }
    if (matches.length === 0) return { ...refused('nothing_matched'), report }
    if (dry_run) return done(report)

    const drawn = lighter(matches.map(({ candidate }) => candidate.shape))
    const rows = matches.map(({ place, candidate: { shape } }, index) => ({
      place_id: place.id,
      geojson: JSON.stringify(shape),
      drawn: JSON.stringify(drawn[index] ?? shape),
      during: '(,)',
      source,
      licence,
    }))
    await tx
      .deleteFrom('places.boundary')
      .where(
        'place_id',
        'in',
        rows.map(({ place_id }) => place_id),
      )
      .where(sql<boolean>`upper_inf(during)`)
      .execute()
    await tx.insertInto('places.boundary').values(rows).execute()
    await record(tx, 'place.boundaries_imported', { places: rows.length, source, licence }, by)
    return done(report)
  })
}

async function listKnown(tx: Db) {
  const rows = await tx
    .selectFrom('places.place')
    .select(['id', 'slug', 'code', 'lon', 'lat', 'search'])
    .where('kind', '=', 'municipality')
    .where('valid_to', 'is', null)
    .orderBy('code')
    .execute()
  return rows.map(({ slug, search, ...row }) => ({
    ...row,
    slug: slug ?? '',
    names: search.split(' | '),
  }))
}
