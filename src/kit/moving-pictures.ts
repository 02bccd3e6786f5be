// Moving pictures and their captions. A film cannot be drawn anew as a picture can, so only two
// kinds come in, what a telephone wrote into them about places is taken out, and they are kept in
// pieces: a reader who jumps into the middle is sent the middle.
import { fileTypeFromBuffer } from 'file-type'
import type { Handle } from './db.ts'
import { cleanName, type FileStore, type FileTables } from './files.ts'
import { done, type Outcome, refused } from './outcome.ts'

// A minute and a half from a telephone. A small server holds it in memory while it arrives.
export const videoBytesMax = 64 * 1024 * 1024
// An hour of speech is some 80 kB.
const captionsBytesMax = 512 * 1024
/** What is read, and sent, at once. */
export const pieceBytes = 1024 * 1024

const videoTypes: Readonly<Record<string, string>> = {
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/webm': 'video/webm',
}

interface KeptVideo {
  readonly id: string
}

/** Keep a film, or say why not. */
export async function keepVideo(
  db: Handle<FileTables>,
  files: FileStore,
  upload: File,
  personId: string | null,
): Promise<Outcome<KeptVideo, 'not_a_video' | 'video_too_large'>> {
  if (upload.size > videoBytesMax) return refused('video_too_large')
  const bytes = new Uint8Array(await upload.arrayBuffer())
  const media_type = videoTypes[(await fileTypeFromBuffer(bytes))?.mime ?? '']
  if (!media_type) return refused('not_a_video')
  if (media_type === 'video/mp4') withoutPlace(bytes)
  const id = await addRow(db, { kind: 'video', upload, media_type, bytes, personId })
  for (let piece = 0; piece * pieceBytes < bytes.length; piece++)
    await files.put(
      pieceKey(id, piece),
      bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes),
    )
  return done({ id })
}

/** Where a piece of a film lies. */
export const pieceKey = (id: string, piece: number) => `${id}/piece-${piece}`

export interface CaptionsFault {
  readonly code: string
  readonly line: number
}

/** Keep a file of captions that `whyNot` finds nothing wrong with. */
export async function keepCaptions(
  db: Handle<FileTables>,
  files: FileStore,
  upload: File,
  personId: string | null,
  whyNot: (text: string) => CaptionsFault | null,
): Promise<{ ok: true; value: string } | { ok: false; refusal: CaptionsFault }> {
  const no = (refusal: CaptionsFault) => ({ ok: false, refusal }) as const
  if (upload.size > captionsBytesMax) return no({ code: 'captions_too_large', line: 1 })
  const bytes = new Uint8Array(await upload.arrayBuffer())
  const text = textOf(bytes)
  const fault = text === null ? { code: 'not_utf8', line: 1 } : whyNot(text)
  if (fault) return no(fault)
  const media_type = 'text/vtt'
  const id = await addRow(db, { kind: 'captions', upload, media_type, bytes, personId })
  await files.put(`${id}/original`, bytes)
  return { ok: true, value: id }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    // Not UTF-8: the one thing that a strict decoder complains of.
    return null
  }
}

interface NewFile {
  readonly kind: 'video' | 'captions'
  readonly upload: File
  readonly media_type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly personId: string | null
}

async function addRow(db: Handle<FileTables>, { kind, upload, ...file }: NewFile) {
  const digest = await crypto.subtle.digest('SHA-256', file.bytes)
  const { id } = await db
    .insertInto('kit.file')
    .values({
      kind,
      name: cleanName(upload.name),
      media_type: file.media_type,
      bytes: file.bytes.length,
      sha256: Buffer.from(digest).toString('hex'),
      width: null,
      height: null,
      person_id: file.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface Range {
  readonly from: number
  /** The last byte, counted too. */
  readonly to: number
}

/**
 * Which bytes a `Range` header asks for: null for all of them (also where it is not understood, as
 * the standard wants it), `beyond` for none that there are.
 */
export function rangeOf(header: string | undefined, size: number): Range | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const from = Math.max(0, size - Number(last))
    return Number(last) === 0 ? 'beyond' : { from, to: size - 1 }
  }
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < Number(first)) return null
  return Number(first) >= size ? 'beyond' : { from: Number(first), to }
}

/** The bytes of a film, piece by piece as somebody reads them. */
export function readVideo(files: FileStore, id: string, { from, to }: Range) {
  let at = from
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      if (at > to) return stream.close()
      const piece = Math.floor(at / pieceBytes)
      const bytes = await files.get(pieceKey(id, piece))
      const start = at - piece * pieceBytes
      const end = Math.min(bytes.length, to - piece * pieceBytes + 1)
      stream.enqueue(bytes.slice(start, end))
      at += end - start
    },
  })
}

// The boxes of an MP4 in which cameras write where they were, and those that lead there.
const placeBoxes = new Set(['udta', 'meta', 'uuid'])
const leadingBoxes = new Set(['moov', 'trak', 'moof', 'traf'])
const free = [0x66, 0x72, 0x65, 0x65]

/**
 * What the camera wrote about place, time and owner becomes empty room of the same size, so that
 * nothing else in the film moves.
 */
export function withoutPlace(bytes: Uint8Array, from = 0, to = bytes.length): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = from; at + 8 <= to; ) {
    const short = view.getUint32(at)
    const long = short === 1 && at + 16 <= to
    const head = long ? 16 : 8
    const size = long ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short
    if (size < head || at + size > to) return
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (leadingBoxes.has(type)) withoutPlace(bytes, at + head, at + size)
    else if (placeBoxes.has(type)) {
      bytes.set(free, at + 4)
      bytes.fill(0, at + head, at + size)
    }
    at += size
  }
}
