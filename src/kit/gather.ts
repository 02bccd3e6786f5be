// Many callers, one writer: what comes while a batch is being written goes together into the next.
// Each caller hears of it when its own batch is done, and not before.

interface Wish<A, R> {
  /** Answers in the order of what it was given; whatever it does is done when it answers. */
  readonly write: (items: readonly A[]) => Promise<readonly R[]>
  /** At most so many at a time. */
  readonly most: number
  /** Each line has a writer of its own; what is in different lines does not wait for each other. */
  readonly lineOf?: (item: A) => string
}

interface Waiting<A, R> {
  readonly item: A
  readonly answer: (result: R) => void
  readonly fail: (fault: unknown) => void
}

/** A function that writes one item, with others that come at the same time. */
export function gather<A, R>(wish: Wish<A, R>): (item: A) => Promise<R> {
  const { write, most, lineOf = () => '' } = wish
  const lines = new Map<string, Waiting<A, R>[]>()

  async function together(batch: readonly Waiting<A, R>[]) {
    const results = await write(batch.map(({ item }) => item))
    if (results.length !== batch.length) throw new Error('each item has one answer')
    for (const [place, { answer }] of batch.entries()) answer(results[place] as R)
  }

  /** One that cannot be written must not take the others with it: they are tried one by one. */
  async function apart(batch: readonly Waiting<A, R>[]) {
    for (const one of batch) await together([one]).catch(one.fail)
  }

  async function work(name: string, waiting: Waiting<A, R>[]) {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most)
      await together(batch).catch((fault) =>
        batch.length === 1 ? batch[0]?.fail(fault) : apart(batch),
      )
    }
    lines.delete(name)
  }

  return (item) =>
    new Promise((answer, fail) => {
      const one = { item, answer, fail }
      const name = lineOf(item)
      const line = lines.get(name)
      if (line) {
        line.push(one)
        return
      }
      const fresh = [one]
      lines.set(name, fresh)
      // Whoever comes in this same moment comes along.
      queueMicrotask(() => work(name, fresh))
    })
}
