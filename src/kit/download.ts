import type { Context } from 'hono'

/** Sent while it is read, so that a download of everything costs no memory. */
export function download(c: Context, lines: AsyncGenerator<string>, type: string, name: string) {
  return c.body(streamOf(lines), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  })
}

/** Nothing is made before somebody takes it: whoever reads slowly slows the reading down. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel: async () => void (await lines.return(undefined)),
    },
    { highWaterMark: 0 },
  )
}

/** Rows that arrive piece by piece as one list in JSON. */
export async function* jsonList(pieces: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let between = '['
  for await (const rows of pieces)
    for (const row of rows) {
      yield `${between}${JSON.stringify(row)}`
      between = ',\n'
    }
  yield between === '[' ? '[]\n' : ']\n'
}

/** A paper, shown by the reader's program. It is somebody's own: nobody on the way keeps it. */
export function paper(c: Context, pdf: Uint8Array<ArrayBuffer>, name: string) {
  return c.body(pdf, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${name}"`,
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  })
}
