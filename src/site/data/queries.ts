import type { Measured } from '#kit/dataset.ts'
import { findCountry } from '#modules/places/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'

/** A data set that some module offers. */
export type Offered = HandedUp['datasets'][number]

export interface MeasuredSet {
  readonly set: Offered
  readonly measured: Measured
}

export const measureAll = (db: Whole, sets: readonly Offered[]): Promise<MeasuredSet[]> =>
  Promise.all(sets.map(async (set) => ({ set, measured: await set.measure(db) })))

/** Everything that a catalogue tells. */
export async function findCatalogue(db: Whole, sets: readonly Offered[]) {
  const [measured, country] = await Promise.all([measureAll(db, sets), findCountry(db)])
  return { measured, country: country ?? null }
}
