// Many callers, one writer: what comes while a batch is being written goes together into the next.
// Each caller hears of it when its own batch is done, and not before.

interface Wish<A, R> {
  /** Answers in the order of what it was given; whatever it does is done when it answers. */
  readonly write: (items: readonly A[]) => Promise<readonly R[]>
  /** At most so many at a time. */
  readonly most: number
}

interface Waiting<A, R> {
  readonly item: A
  readonly answer: (result: R) => void
  readonly fail: (fault: unknown) => void
}

/** A function that writes one item, with others that come at the same time. */
export function gather<A, R>({ write, most }: Wish<A, R>): (item: A) => Promise<R> {
  const waiting: Waiting<A, R>[] = []
  let busy = false

  async function together(batch: readonly Waiting<A, R>[]) {
    const results = await write(batch.map(({ item }) => item))
    if (results.length !== batch.length) throw new Error('each item has one answer')
    for (const [place, { answer }] of batch.entries()) answer(results[place] as R)
  }

  /** One that cannot be written must not take the others with it: they are tried one by one. */
  async function apart(batch: readonly Waiting<A, R>[]) {
    for (const one of batch) await together([one]).catch(one.fail)
  }

  async function work() {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most)
      await together(batch).catch((fault) =>
        batch.length === 1 ? batch[0]?.fail(fault) : apart(batch),
      )
    }
    busy = false
  }

  return (item) =>
    new Promise((answer, fail) => {
      waiting.push({ item, answer, fail })
      // Whoever comes in this same moment comes along.
      if (!busy) {
        busy = true
        queueMicrotask(work)
      }
    })
}
