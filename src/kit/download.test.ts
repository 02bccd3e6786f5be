// Over a real socket, because only there does somebody read slowly.
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { download } from './download.ts'

const pieceBytes = 100_000
// Far more than the buffers of a socket hold.
const pieces = 2000
const made = { pieces: 0, ended: 0 }

async function* lines() {
  try {
    for (let i = 0; i < pieces; i++) {
      made.pieces += 1
      yield randomText()
    }
  } finally {
    made.ended += 1
  }
}

// As little as possible for a compressor to find.
const randomText = () =>
  Buffer.allocUnsafe(pieceBytes / 2)
    .fill(Math.random().toString(36).slice(2))
    .toString('hex')

let server: ReturnType<typeof serve>
let port = 0

beforeAll(async () => {
  const app = new Hono()
  app.use('/small', compress())
  for (const path of ['/', '/small'])
    app.get(path, (c) => download(c, lines(), 'text/csv', 'rows.csv'))
  await new Promise<void>((ready) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) => {
      port = address.port
      ready()
    })
  })
})
afterAll(() => void server.close())

async function ask(path: string, encoding = 'identity'): Promise<Socket> {
  Object.assign(made, { pieces: 0, ended: 0 })
  const socket = createConnection(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: ${encoding}\r\nconnection: close\r\n\r\n`,
  )
  return socket
}

/** Until nothing more is made; returns how much that was. */
async function whenStill(): Promise<number> {
  for (let before = -1; ; ) {
    await pause(150)
    if (made.pieces === before) return made.pieces
    before = made.pieces
  }
}

test('nothing is made ahead of somebody who reads slowly, and memory stays as it was', async () => {
  const before = process.memoryUsage().rss
  const socket = await ask('/')
  socket.pause()
  const ahead = await whenStill()
  expect(ahead).toBeGreaterThan(0)
  expect(ahead * pieceBytes).toBeLessThan(30_000_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  let bytes = 0
  socket.on('data', (chunk) => {
    bytes += chunk.length
  })
  socket.resume()
  await once(socket, 'close')
  expect(made.pieces).toBe(pieces)
  expect(bytes).toBeGreaterThan(pieces * pieceBytes)
})

test('whoever goes away ends the reading', async () => {
  const socket = await ask('/')
  await once(socket, 'data')
  socket.destroy()
  await expect.poll(() => made.ended).toBe(1)
  expect(made.pieces).toBeLessThan(pieces)
})

test('compressed on its way it waits for its reader as well', async () => {
  const socket = await ask('/small', 'gzip')
  const [head] = await once(socket, 'data')
  expect(String(head)).toMatch(/content-encoding: gzip/i)
  socket.destroy()
  await expect.poll(() => made.ended).toBe(1)
})
