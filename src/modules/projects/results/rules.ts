// What was measured is not rewritten: a wrong value is taken back and a new one added.

interface Measurement {
  readonly on_date: string
}

/** Why this value may not be added, or null when it may. */
export function whyNotMeasure(
  wish: Measurement,
  present: readonly Measurement[],
  now: Date,
  max: number,
) {
  if (wish.on_date > now.toISOString().slice(0, 10)) return 'future_value'
  if (present.some(({ on_date }) => on_date === wish.on_date)) return 'value_twice'
  return present.length >= max ? 'too_many_items' : null
}
