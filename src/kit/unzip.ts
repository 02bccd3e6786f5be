// The parts of a ZIP archive, unpacked one at a time and never further than a limit: what an
// archive says of its own sizes is not believed.
import { inflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly packed_bytes: number
  readonly bytes: number
  readonly at: number
}

export type WhyNotUnzip = 'broken' | 'bursting' | 'locked'

/** The archive cannot be opened, or was made to burst. */
export class BadArchive extends Error {
  readonly why: WhyNotUnzip
  constructor(why: WhyNotUnzip, options?: ErrorOptions) {
    super(`The archive is ${why}.`, options)
    this.name = 'BadArchive'
    this.why = why
  }
}

interface Limits {
  readonly parts_max: number
  readonly part_bytes_max: number
  /** How many times larger a part may become. */
  readonly ratio_max: number
}

const endBytes = 22
// A comment of 64 kB may stand behind the end.
const endSearched = 0xffff + endBytes

/** Opens an archive: its parts by name, read when they are asked for. */
export function openArchive(bytes: Uint8Array, limits: Limits) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = guarded(() => partsOf(view, bytes, limits))
  return {
    names: [...parts.keys()],
    read(name: string): Uint8Array | undefined {
      const part = parts.get(name)
      return part && guarded(() => unpack(view, bytes, part, limits))
    },
  }
}

/** Offsets that point nowhere are the archive's fault, not ours. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (fault) {
    if (fault instanceof RangeError && !(fault as NodeJS.ErrnoException).code?.startsWith('ERR_B'))
      throw new BadArchive('broken', { cause: fault })
    throw fault
  }
}

function partsOf(view: DataView, bytes: Uint8Array, { parts_max }: Limits): Map<string, Part> {
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  if (count > parts_max) throw new BadArchive('bursting')
  const parts = new Map<string, Part>()
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new BadArchive('broken')
    const [name_bytes, extra, comment] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number]
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name_bytes))
    parts.set(name, {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed_bytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + name_bytes + extra + comment
  }
  return parts
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - endSearched)
  for (let at = view.byteLength - endBytes; at >= first; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  throw new BadArchive('broken')
}

function unpack(view: DataView, bytes: Uint8Array, part: Part, limits: Limits): Uint8Array {
  if (part.flags & 1) throw new BadArchive('locked')
  if (view.getUint32(part.at, true) !== 0x04034b50) throw new BadArchive('broken')
  const begin =
    part.at + 30 + view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true)
  const packed = bytes.subarray(begin, begin + part.packed_bytes)
  if (packed.byteLength !== part.packed_bytes) throw new BadArchive('broken')
  const most = Math.min(limits.part_bytes_max, packed.byteLength * limits.ratio_max + 64 * 1024)
  if (part.bytes > most) throw new BadArchive('bursting')
  if (part.method === 0) return packed
  if (part.method !== 8) throw new BadArchive('broken')
  return inflated(packed, most)
}

function inflated(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    throw new BadArchive(code === 'ERR_BUFFER_TOO_LARGE' ? 'bursting' : 'broken', { cause: fault })
  }
}
