// PostgreSQL's COPY: a whole table as text that any version of PostgreSQL reads again exactly,
// whatever its types. The driver leaves its messages to the query that runs; these two are such
// queries.
import { Readable } from 'node:stream'
import type pg from 'pg'

/** What of the driver's connection a query of one's own needs. */
interface Line {
  readonly stream: NodeJS.ReadWriteStream & { writableNeedDrain: boolean }
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  sendCopyFail(why: string): void
  endCopyFrom(): void
}

/** Some lines of a table. A line ends at `\n`; one inside of a value is written otherwise. */
export interface Lines {
  readonly bytes: Buffer
  readonly rows: number
}

// PostgreSQL sends each row by itself; together they cost less to hand on.
const blockBytes = 256 * 1024

/** Runs `copy … to stdout`; whoever reads slowly slows the server down, and nothing piles up. */
export function copyOut(client: pg.ClientBase, sql: string): AsyncIterable<Lines> {
  let line: Line | null = null
  let block: Buffer[] = []
  let bytes = 0
  const out = new Readable({
    objectMode: true,
    highWaterMark: 4,
    read: () => void line?.stream.resume(),
  })
  const handOn = () => {
    if (block.length === 0) return
    const more = out.push({ bytes: Buffer.concat(block, bytes), rows: block.length })
    block = []
    bytes = 0
    if (!more) line?.stream.pause()
  }
  const query = {
    submit(connection: unknown) {
      line = connection as Line
      line.query(sql)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      // The driver uses its own memory again.
      block.push(Buffer.from(chunk))
      bytes += chunk.byteLength
      if (bytes >= blockBytes) handOn()
    },
    handleCommandComplete: handOn,
    handleReadyForQuery: () => void out.push(null),
    handleError(fault: Error) {
      line?.stream.resume()
      out.destroy(fault)
    },
  }
  client.query(query)
  return out
}

/** Runs `copy … from stdin` with what `source` gives. Returns the number of rows. */
export function copyIn(
  client: pg.ClientBase,
  sql: string,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    let over = false
    let fault: Error | null = null
    let line: Line | null = null
    const query = {
      submit(connection: unknown) {
        line = connection as Line
        line.query(sql)
      },
      handleCopyInResponse(connection: Line) {
        send(connection, source, () => over).then(
          () => over || connection.endCopyFrom(),
          (why: Error) => {
            fault = why
            connection.sendCopyFail(why.message)
          },
        )
      },
      handleCommandComplete({ text }: { text: string }) {
        rows = Number(text.split(' ').at(-1))
      },
      handleReadyForQuery: () => resolve(rows),
      handleError(complaint: Error) {
        over = true
        line?.stream.emit('drain')
        reject(fault ?? complaint)
      },
    }
    client.query(query)
  })
}

async function send(line: Line, source: AsyncIterable<Uint8Array>, over: () => boolean) {
  for await (const chunk of source) {
    if (over()) return
    line.sendCopyFromChunk(chunk)
    if (line.stream.writableNeedDrain)
      await new Promise<void>((drained) => line.stream.once('drain', drained))
  }
}
