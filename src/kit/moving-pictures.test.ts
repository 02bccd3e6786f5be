import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import {
  keepCaptions,
  keepVideo,
  pieceBytes,
  rangeOf,
  readVideo,
  withoutPlace,
} from './moving-pictures.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const encoder = new TextEncoder()

/** One box of an MP4: its size, its four letters, what is in it. */
function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = 8 + parts.reduce((sum, { length }) => sum + length, 0)
  const made = new Uint8Array(size)
  new DataView(made.buffer).setUint32(0, size)
  made.set(encoder.encode(type), 4)
  let at = 8
  for (const part of parts) {
    made.set(part, at)
    at += part.length
  }
  return made
}

const place = encoder.encode('+42.6629+021.1655/')
const film = (length: number) => {
  const head = box('ftyp', encoder.encode('isom\0\0\x02\0isomiso2mp41'))
  const moov = box('moov', box('mvhd', new Uint8Array(20)), box('udta', box('\xa9xyz', place)))
  const bytes = new Uint8Array(length).map((_, i) => i % 251)
  return new Blob([head, moov, box('mdat', bytes)])
}
const asFile = (blob: Blob, name: string) => new File([blob], name)
const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

test('a header asks for some bytes, for the last ones, or for none that there are', () => {
  expect(rangeOf('bytes=0-99', 1000)).toEqual({ from: 0, to: 99 })
  expect(rangeOf('bytes=900-', 1000)).toEqual({ from: 900, to: 999 })
  expect(rangeOf('bytes=-100', 1000)).toEqual({ from: 900, to: 999 })
  expect(rangeOf('bytes=-5000', 1000)).toEqual({ from: 0, to: 999 })
  expect(rangeOf('bytes=10-5000', 1000)).toEqual({ from: 10, to: 999 })
  expect(rangeOf('bytes=1000-', 1000)).toBe('beyond')
  expect(rangeOf('bytes=-0', 1000)).toBe('beyond')
  for (const other of [undefined, '', 'bytes=-', 'bytes=5-1', 'bytes=0-1,5-6', 'lines=0-1'])
    expect(rangeOf(other, 1000), other).toBeNull()
})

test('where a film was made is taken out of it, and nothing else moves', async () => {
  const before = new Uint8Array(await film(100).arrayBuffer())
  const after = before.slice()
  withoutPlace(after)
  expect(text(before)).toContain('+42.6629')
  expect(text(after)).not.toContain('+42.6629')
  expect(text(after).indexOf('mdat')).toBe(text(before).indexOf('mdat'))
  expect(after.subarray(-100)).toEqual(before.subarray(-100))
})

test('boxes that lie about their size are left alone', () => {
  const lying = new Uint8Array([255, 255, 255, 255, ...encoder.encode('moov'), 1, 2, 3])
  withoutPlace(lying)
  expect(lying.subarray(8)).toEqual(new Uint8Array([1, 2, 3]))
})

test('a film is kept in pieces and read from anywhere', async () => {
  const whole = film(2 * pieceBytes + 500)
  const kept = await keepVideo(world.db, world.files, asFile(whole, 'lumi.mp4'), null)
  if (!kept.ok) throw new Error(kept.refusal)
  const { id } = kept.value
  const bytes = new Uint8Array(await whole.arrayBuffer())
  withoutPlace(bytes)
  const range = { from: pieceBytes - 10, to: 2 * pieceBytes + 10 }
  const part = await new Response(readVideo(world.files, id, range)).bytes()
  expect(Buffer.compare(part, bytes.subarray(range.from, range.to + 1))).toBe(0)

  const path = `/files/${id}/original`
  const ask = (headers = {}) => world.app.request(`http://localhost:3000${path}`, { headers })
  const all = await ask()
  expect([all.status, all.headers.get('accept-ranges')]).toEqual([200, 'bytes'])
  expect((await all.bytes()).length).toBe(bytes.length)
  const some = await ask({ range: 'bytes=5-9' })
  expect([some.status, some.headers.get('content-range')]).toEqual([
    206,
    `bytes 5-9/${bytes.length}`,
  ])
  expect(await some.bytes()).toEqual(bytes.subarray(5, 10))
  expect((await ask({ range: `bytes=${bytes.length}-` })).status).toBe(416)
  expect(all.headers.get('content-type')).toBe('video/mp4')
})

test('what only claims to be a film, or captions, is not kept', async () => {
  const { db, files } = world
  const page = asFile(new Blob(['<script>']), 'a.mp4')
  expect(await keepVideo(db, files, page, null)).toMatchObject({ refusal: 'not_a_video' })
  const latin = asFile(new Blob([new Uint8Array([0x57, 0xe9])]), 'a.vtt')
  const kept = await keepCaptions(db, files, latin, null, () => null)
  expect(kept).toEqual({ ok: false, refusal: { code: 'not_utf8', line: 1 } })
})
