// Of those who come for the same thing at the same moment, one fetches it for all. Nobody is given
// what was begun before they came: whoever comes while it is fetched waits for the next time.

interface UnderWay<Value> {
  readonly running: Promise<Value>
  /** Begins when `running` has ended, for all who came meanwhile. */
  next: Promise<Value> | null
}

/** One at a time by key; `fetch` is called once for all who wait, with the first one's. */
export function together<Value>() {
  const all = new Map<string, UnderWay<Value>>()
  const begin = (key: string, fetch: () => Promise<Value>): Promise<Value> => {
    const way: UnderWay<Value> = { running: fetch(), next: null }
    all.set(key, way)
    const over = () => {
      if (all.get(key) === way && way.next === null) all.delete(key)
    }
    way.running.then(over, over)
    return way.running
  }
  return (key: string, fetch: () => Promise<Value>): Promise<Value> => {
    const way = all.get(key)
    if (!way) return begin(key, fetch)
    const follow = () => begin(key, fetch)
    way.next ??= way.running.then(follow, follow)
    return way.next
  }
}
