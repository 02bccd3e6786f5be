import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compressedFor, encodingFor } from '#kit/compressed.ts'

const page = `<p>${'Ç’ka të re? Шта има ново? '.repeat(100)}</p>`

test('a browser gets the smallest that it takes', () => {
  expect(encodingFor('gzip, deflate, br, zstd')).toBe('br')
  expect(encodingFor('gzip;q=1.0, deflate')).toBe('gzip')
  expect(encodingFor('br;q=0, gzip')).toBe('gzip')
  expect(encodingFor('identity')).toBeNull()
  expect(encodingFor()).toBeNull()
})

test('a page is the same page however it travels', async () => {
  const text = Buffer.from(page)
  expect(await compressedFor(text, null)).toBe(text)
  expect(gunzipSync(await compressedFor(text, 'gzip')).toString()).toBe(page)
  const smallest = await compressedFor(text, 'br')
  expect(brotliDecompressSync(smallest).toString()).toBe(page)
  expect(smallest.length).toBeLessThan(text.length / 5)
})
