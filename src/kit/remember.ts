/**
 * Keep what `ask` gave for some seconds, for figures that a page shows to everybody and that may be
 * a little old. Each database has its own; those who come while it is being asked wait for the one
 * answer. A process that has none asks itself: nothing here is needed by another.
 */
export function remembered<D extends object, R>(ask: (db: D) => Promise<R>) {
  const kept = new WeakMap<D, { until: number; answer: Promise<R> }>()
  return (db: D, seconds: number, now: Date): Promise<R> => {
    const known = kept.get(db)
    if (known && now.getTime() < known.until) return known.answer
    const answer = ask(db)
    kept.set(db, { until: now.getTime() + seconds * 1000, answer })
    // A fault is not worth keeping: the next one asks again.
    answer.catch(() => kept.delete(db))
    return answer
  }
}
