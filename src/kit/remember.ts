/**
 * Keep what `ask` gave for some seconds, for figures that a page shows to everybody and that may be
 * a little old. Each database has its own; those who come while it is being asked wait for the one
 * answer. Who comes soon after its time is given the old one, and a new one is asked for meanwhile,
 * so that on a busy page nobody waits. A process that has none asks itself: nothing here is needed
 * by another.
 */
export function remembered<D extends object, R>(ask: (db: D) => Promise<R>) {
  const kept = new WeakMap<D, { until: number; answer: Promise<R> }>()
  return (db: D, seconds: number, now: Date): Promise<R> => {
    const [time, span] = [now.getTime(), seconds * 1000]
    const known = kept.get(db)
    if (known && time < known.until) return known.answer
    const answer = ask(db)
    const fresh = { until: time + span, answer }
    const recent = known !== undefined && time < known.until + span
    kept.set(db, recent ? { ...fresh, answer: known.answer } : fresh)
    // A fault is not worth keeping: the next one asks again.
    answer.then(
      () => kept.set(db, fresh),
      () => kept.delete(db),
    )
    return recent ? known.answer : answer
  }
}
