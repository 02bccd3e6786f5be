import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { compressed, encodingFor } from '#kit/compressed.ts'

const page = `<p>${'Ç’ka të re? Шта има ново? '.repeat(100)}</p>`
const app = new Hono()
app.get('/page', async (c) => c.body(await compressed(c, page)))
app.get('/word', async (c) => c.body(await compressed(c, 'Po')))

const ask = (path: string, encodings?: string) =>
  app.request(path, { headers: encodings ? { 'accept-encoding': encodings } : {} })

test('a browser gets the smallest that it takes', () => {
  expect(encodingFor('gzip, deflate, br, zstd')).toBe('br')
  expect(encodingFor('gzip;q=1.0, deflate')).toBe('gzip')
  expect(encodingFor('br;q=0, gzip')).toBe('gzip')
  expect(encodingFor('identity')).toBeNull()
  expect(encodingFor()).toBeNull()
})

test('a page is the same page however it travels', async () => {
  const plain = await ask('/page')
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await plain.text()).toBe(page)

  const zipped = await ask('/page', 'gzip')
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(await zipped.bytes()).toString()).toBe(page)

  const smaller = await ask('/page', 'gzip, br')
  expect(smaller.headers.get('content-encoding')).toBe('br')
  expect(brotliDecompressSync(await smaller.bytes()).toString()).toBe(page)
})

test('whoever keeps a page in between is told that it travels in several ways', async () => {
  for (const encodings of [undefined, 'br'])
    expect((await ask('/page', encodings)).headers.get('vary')).toBe('accept-encoding')
})

test('a short answer is left as it is', async () => {
  expect((await ask('/word', 'br')).headers.get('content-encoding')).toBeNull()
})
