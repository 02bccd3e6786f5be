// Files that people bring. What they claim to be is not believed: bytes are sniffed, pictures are
// drawn anew (which drops hidden places and programs), and nothing is served as a page.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { Generated } from 'kysely'
import type { Handle } from './db.ts'
import { done, type Outcome, refused } from './outcome.ts'
import { openSharp } from './sharp.ts'

export interface FileTables {
  'kit.file': {
    id: Generated<string>
    kind: FileKind
    name: string
    media_type: string
    bytes: number
    sha256: string
    width: number | null
    height: number | null
    person_id: string | null
    created_at: Generated<Date>
  }
}

/** Evidence is a document that is not public: only the page it was sent to may show it. */
export type FileKind = 'picture' | 'document' | 'evidence' | 'video' | 'captions'
/** What `keepUpload` keeps; moving pictures come by kit/moving-pictures.ts. */
type StillKind = Exclude<FileKind, 'video' | 'captions'>
export type WhyNotKeep = 'not_a_picture' | 'not_a_document' | 'too_large' | 'too_many_pixels'

/** Where bytes lie: a folder, or anything that speaks S3. */
export interface FileStore {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array>
  has(key: string): Promise<boolean>
  remove(key: string): Promise<void>
  /** Every key there is, in no order. */
  list(): AsyncIterable<string>
}

// A phone's photograph is 3 to 8 MB; a scanned extract of the register of some pages as much.
export const uploadBytesMax = 12 * 1024 * 1024
// 50 megapixels: more than a phone takes, less than what exhausts a small server when unpacked.
const pixelsMax = 50_000_000
/** Widths a picture is kept in, in pixels: a phone, a column, a cover. */
export const pictureWidths = [320, 800, 1600] as const

// What offices exchange. Nothing that a browser would run.
const documentTypes = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'image/jpeg',
  'image/png',
])

export async function openFiles(storageUrl: string | null, dataDir: string): Promise<FileStore> {
  const disk = new Disk(storageUrl ? await s3Driver(storageUrl) : await folderDriver(dataDir))
  return {
    put: (key, bytes) => disk.put(key, bytes),
    get: (key) => disk.getBytes(key),
    has: (key) => disk.exists(key),
    remove: (key) => disk.delete(key),
    list: () => listKeys(disk),
  }
}

async function* listKeys(disk: Disk): AsyncIterable<string> {
  let page: string | undefined
  do {
    const options = { recursive: true, ...(page ? { paginationToken: page } : {}) }
    const { objects, paginationToken } = await disk.listAll('', options)
    for (const object of objects) if (object.isFile) yield object.key
    page = paginationToken
  } while (page)
}

async function folderDriver(dataDir: string) {
  const location = join(dataDir, 'files')
  await mkdir(location, { recursive: true })
  return new FSDriver({ location, visibility: 'private' })
}

// s3://KEY:SECRET@host:port/bucket?region=eu-central-1&tls=0
async function s3Driver(storageUrl: string) {
  // Loaded where it is used: it takes more memory than all the rest of this file's work.
  const { S3Driver } = await import('flydrive/drivers/s3')
  const url = new URL(storageUrl)
  const scheme = url.searchParams.get('tls') === '0' ? 'http' : 'https'
  return new S3Driver({
    bucket: url.pathname.slice(1),
    endpoint: `${scheme}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    supportsACL: false,
    visibility: 'private',
    credentials: {
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    },
  })
}

export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly width: number | null
  readonly height: number | null
}

/** Keep what somebody uploaded, or say why not. */
export async function keepUpload(
  db: Handle<FileTables>,
  files: FileStore,
  upload: File,
  kind: StillKind,
  personId: string | null,
): Promise<Outcome<KeptFile, WhyNotKeep>> {
  if (upload.size > uploadBytesMax) return refused('too_large')
  const bytes = new Uint8Array(await upload.arrayBuffer())
  const sniffed = (await fileTypeFromBuffer(bytes))?.mime ?? null
  const made = await madeOf[kind](bytes, sniffed)
  if (!made.ok) return made
  const { parts, ...facts } = made.value
  // A picture keeps no original: then its row tells of what was brought.
  const whole = parts.find(([part]) => part === 'original')?.[1] ?? bytes
  const row = { ...facts, kind, name: cleanName(upload.name), person_id: personId }
  const { id } = await db
    .insertInto('kit.file')
    .values({ ...row, bytes: whole.byteLength, sha256: await sha256(whole) })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [part, content] of parts) await files.put(`${id}/${part}`, content)
  return done({ id, name: row.name, width: facts.width, height: facts.height })
}

/** Keep what a machine or an office sent, as it is, for those alone whose page it is. */
export async function keepEvidence(
  db: Handle<FileTables>,
  files: FileStore,
  sent: { readonly name: string; readonly media_type: string; readonly bytes: Uint8Array },
  personId: string | null,
): Promise<string> {
  const { id } = await db
    .insertInto('kit.file')
    .values({
      kind: 'evidence',
      name: cleanName(sent.name),
      media_type: sent.media_type,
      bytes: sent.bytes.byteLength,
      sha256: await sha256(sent.bytes),
      width: null,
      height: null,
      person_id: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await files.put(`${id}/original`, sent.bytes)
  return id
}

interface Made {
  media_type: string
  width: number | null
  height: number | null
  parts: [string, Uint8Array][]
}

type Make = (bytes: Uint8Array, sniffed: string | null) => Promise<Outcome<Made, WhyNotKeep>>

function asEvidence(bytes: Uint8Array, sniffed: string | null): Outcome<Made, WhyNotKeep> {
  if (!sniffed || !documentTypes.has(sniffed)) return refused('not_a_document')
  return done({ media_type: sniffed, width: null, height: null, parts: [['original', bytes]] })
}

/**
 * A photographed document is public too: where and by which telephone it was taken goes. Evidence
 * is kept as it came.
 */
async function asDocument(bytes: Uint8Array, sniffed: string | null) {
  const made = asEvidence(bytes, sniffed)
  if (!made.ok || !made.value.media_type.startsWith('image/')) return made
  const sharp = await openSharp()
  try {
    const drawn = sharp(bytes, { limitInputPixels: pixelsMax }).rotate()
    const same = sniffed === 'image/png' ? drawn.png() : drawn.jpeg({ quality: 90 })
    const { data } = await same.toBuffer({ resolveWithObject: true })
    const parts: Made['parts'] = [['original', new Uint8Array(data)]]
    return done({ ...made.value, parts })
  } catch {
    return refused('not_a_document')
  }
}

const pictureTypes = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/heic',
  'image/tiff',
])

async function redraw(
  bytes: Uint8Array,
  sniffed: string | null,
): Promise<Outcome<Made, WhyNotKeep>> {
  if (!sniffed || !pictureTypes.has(sniffed)) return refused('not_a_picture')
  const sharp = await openSharp()
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > pixelsMax) return refused('too_many_pixels')
    const parts: [string, Uint8Array][] = []
    let size = { width, height }
    for (const most of pictureWidths) {
      const { data, info } = await sharp(bytes, { limitInputPixels: pixelsMax })
        .rotate()
        .resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 78 })
        .toBuffer({ resolveWithObject: true })
      parts.push([String(most), new Uint8Array(data)])
      size = { width: info.width, height: info.height }
    }
    return done({ media_type: 'image/webp', ...size, parts })
  } catch {
    // sharp could not draw it: it only claimed to be a picture, or is broken beyond use.
    return refused('not_a_picture')
  }
}

const madeOf: Readonly<Record<StillKind, Make>> = {
  picture: redraw,
  document: asDocument,
  evidence: async (bytes, sniffed) => asEvidence(bytes, sniffed),
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes.slice())).toString('hex')
}

/**
 * The last part of what the browser called it, without what a file system or header could stumble
 * over.
 */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .replace(/[^\p{L}\p{N}._ -]/gu, '')
    .replace(/^[. ]+/, '')
    .slice(-120)
  return clean || 'file'
}
