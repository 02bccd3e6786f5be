// A wire between the app and its database that a test can cut and mend.
import { connect, createServer, type Socket } from 'node:net'

export async function openLine() {
  const ends = new Set<Socket>()
  let far = { host: 'localhost', port: 5432 }
  let whole = true
  const relay = createServer((near) => {
    if (!whole) return near.destroy()
    const beyond = connect(far)
    for (const [end, other] of [
      [near, beyond],
      [beyond, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
    }
    near.pipe(beyond).pipe(near)
  })
  await new Promise<void>((ready) => relay.listen(0, '127.0.0.1', ready))
  const address = relay.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cut = () => {
    whole = false
    for (const end of ends) end.destroy()
  }
  return {
    /** The same database, reached over this line. */
    over(url: string): string {
      const to = new URL(url)
      far = { host: to.hostname, port: Number(to.port || 5432) }
      to.hostname = '127.0.0.1'
      to.port = String(port)
      return to.href
    },
    cut,
    mend() {
      whole = true
    },
    async close() {
      cut()
      await new Promise((closed) => relay.close(closed))
    },
  }
}
