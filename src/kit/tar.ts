// Tar files (POSIX ustar), as much of them as a backup needs: plain files, one after another. We
// read them ourselves because a backup must account for every byte, also for those that readers
// skip between the files. Any tar program opens what is written here.
import { type FileHandle, open } from 'node:fs/promises'

const block = 512
const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
const nameBytesMax = 100
const prefixBytesMax = 155
// Eleven octal digits.
const memberBytesMax = 8 ** 11 - 1

export interface Member {
  readonly name: string
  readonly bytes: number
  /** Where its content begins in the file. */
  readonly at: number
}

/** The end of a tar file. */
export const tarEnd = Buffer.alloc(2 * block)

/** One file as it stands in a tar file: header, content, zeros up to a whole block. */
export function* tarMember(name: string, content: Uint8Array, at: Date): Generator<Uint8Array> {
  yield headerOf(name, content.byteLength, at)
  yield content
  const rest = content.byteLength % block
  if (rest > 0) yield Buffer.alloc(block - rest)
}

function headerOf(name: string, bytes: number, at: Date): Buffer {
  if (bytes > memberBytesMax) throw new Error(`${name} is too large for a tar file.`)
  const header = Buffer.alloc(block)
  const [prefix, last] = split(name)
  const put = (text: string, offset: number) => header.write(text, offset, 'utf8')
  put(last, 0)
  // Its content is nobody's business but the owner's.
  put(octal(0o600, 7), 100)
  put(octal(0, 7), 108)
  put(octal(0, 7), 116)
  put(octal(bytes, 11), 124)
  put(octal(Math.floor(at.getTime() / 1000), 11), 136)
  put('0', 156)
  put('ustar\u000000', 257)
  put(octal(0, 7), 329)
  put(octal(0, 7), 337)
  put(prefix, 345)
  put(sumField(header), 148)
  return header
}

/** A long name goes into two fields, parted at a slash. */
function split(name: string): [string, string] {
  if (Buffer.byteLength(name) <= nameBytesMax) return ['', name]
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const [prefix, last] = [name.slice(0, at), name.slice(at + 1)]
    const fits = Buffer.byteLength(prefix) <= prefixBytesMax
    if (fits && last && Buffer.byteLength(last) <= nameBytesMax) return [prefix, last]
  }
  throw new Error(`The name ${name} is too long for a tar file.`)
}

/** The sum of the header's bytes, its own field read as spaces, as that field says it. */
function sumField(header: Buffer): string {
  let sum = 0
  for (let at = 0; at < block; at++) sum += at >= 148 && at < 156 ? 32 : (header[at] ?? 0)
  return `${octal(sum, 6)}\u0000 `
}

/** A tar file on the disk, read strictly. */
export async function openTar(path: string) {
  const file = await open(path)
  const { size } = await file.stat()
  return {
    bytes: size,
    /** Every member in turn. `complain` hears of each byte that is not as it should be. */
    members: (complain: (why: string) => void) => walk(file, size, complain),
    read: (member: Member) => readAt(file, member.at, member.bytes),
    close: () => file.close(),
  }
}

export type Tar = Awaited<ReturnType<typeof openTar>>

async function* walk(file: FileHandle, size: number, complain: (why: string) => void) {
  let at = 0
  let place = 'at the beginning'
  let lost = false
  while (at + block <= size) {
    const header = await readAt(file, at, block)
    if (isZero(header)) return await checkEnd(file, at, size, complain)
    const member = memberOf(header, at)
    if (!member || member.at + member.bytes > size) {
      if (!lost) complain(`What stands ${place}, at byte ${at}, is not readable.`)
      // The next header may be whole.
      lost = true
      at += block
      continue
    }
    lost = false
    yield member
    const end = member.at + member.bytes
    at = Math.ceil(end / block) * block
    place = `after ${member.name}`
    if (!isZero(await readAt(file, end, Math.min(at, size) - end)))
      complain(`There is something between the files ${place}, at byte ${end}.`)
  }
  complain(`The file ends early, ${place}.`)
}

async function checkEnd(
  file: FileHandle,
  at: number,
  size: number,
  complain: (why: string) => void,
) {
  if (size - at < tarEnd.byteLength) return complain('The file ends early, in its last bytes.')
  if (size - at > tarEnd.byteLength || !isZero(await readAt(file, at, size - at)))
    complain(`There is something after the end, at byte ${at}.`)
}

function memberOf(header: Buffer, at: number): Member | null {
  const text = (from: number, length: number) =>
    header.toString('utf8', from, from + length).split('\u0000', 1)[0] ?? ''
  const whole = header.toString('latin1', 148, 156) === sumField(header)
  if (!whole || text(257, 6) !== 'ustar') return null
  const prefix = text(345, prefixBytesMax)
  const name = `${prefix ? `${prefix}/` : ''}${text(0, nameBytesMax)}`
  return { name, bytes: Number.parseInt(text(124, 12), 8), at: at + block }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) return bytes.subarray(0, done)
    done += bytesRead
  }
  return bytes
}

const isZero = (bytes: Buffer) => bytes.every((byte) => byte === 0)
