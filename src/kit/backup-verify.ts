// Reads a whole backup and says, by name, what in it is not what was written.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { fileName, Manifest, memberNames, type PartEntry, type Tell } from './backup-manifest.ts'
import { type Member, openTar, type Tar } from './tar.ts'

const decompress = promisify(zstdDecompress)

export interface Verdict {
  /** What is wrong, one sentence each; empty when nothing is. */
  readonly complaints: readonly string[]
  /** Null when it could not be read at all. */
  readonly manifest: Manifest | null
  readonly bytes: number
}

export const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export async function verifyBackup(path: string, tell: Tell): Promise<Verdict> {
  const tar = await openTar(path)
  const complaints: string[] = []
  const complain = (why: string) => complaints.push(why)
  try {
    const members = await membersOf(tar, complain)
    const manifest = await readManifest(tar, members, complain)
    if (manifest) await compare({ tar, members, manifest, complain, tell })
    return { complaints, manifest, bytes: tar.bytes }
  } finally {
    await tar.close()
  }
}

export async function membersOf(tar: Tar, complain: (why: string) => void) {
  const members = new Map<string, Member>()
  for await (const member of tar.members(complain)) {
    if (members.has(member.name)) complain(`${member.name} is there twice.`)
    members.set(member.name, member)
  }
  return members
}

async function readManifest(
  tar: Tar,
  members: ReadonlyMap<string, Member>,
  complain: (why: string) => void,
): Promise<Manifest | null> {
  const [member, sum] = [memberNames.manifest, memberNames.manifest_sum].map((name) =>
    members.get(name),
  )
  if (!member) {
    complain(`${memberNames.manifest} is missing: this is no backup, or not a whole one.`)
    return null
  }
  const bytes = await tar.read(member)
  const said = sum ? (await tar.read(sum)).toString() : ''
  if (said !== `${sumOf(bytes)}  ${memberNames.manifest}\n`)
    complain(`${memberNames.manifest} is not what was written, or its sum is not.`)
  try {
    return Manifest.parse(JSON.parse(bytes.toString()))
  } catch {
    complain(`${memberNames.manifest} cannot be read: the file is broken, or of another format.`)
    return null
  }
}

interface Comparison {
  tar: Tar
  members: ReadonlyMap<string, Member>
  manifest: Manifest
  complain: (why: string) => void
  tell: Tell
}

async function compare({ tar, members, manifest, complain, tell }: Comparison) {
  const expected = new Set<string>(Object.values(memberNames))
  let read = 0
  const check = async (name: string, sum: string, part?: PartEntry) => {
    expected.add(name)
    const member = members.get(name)
    if (!member) return complain(`${name} is missing.`)
    const bytes = await tar.read(member)
    read += bytes.byteLength
    tell(name, read / tar.bytes)
    if (sumOf(bytes) !== sum) complain(`${name} is not what was written.`)
    else if (part) await checkRows(bytes, part, complain)
  }
  await check(memberNames.readme, manifest.readme)
  for (const { name, rows, parts } of manifest.tables) {
    for (const part of parts) await check(part.name, part.sha256, part)
    const sum = parts.reduce((all, part) => all + part.rows, 0)
    if (sum !== rows) complain(`${name} should have ${rows} rows, and its parts have ${sum}.`)
  }
  for (const { key, sha256 } of manifest.files) await check(fileName(key), sha256)
  for (const name of members.keys())
    if (!expected.has(name)) complain(`${name} is in the file and not in its list.`)
}

async function checkRows(stored: Buffer, part: PartEntry, complain: (why: string) => void) {
  const lines = await decompress(stored).catch(() => null)
  if (!lines || lines.byteLength !== part.bytes || countRows(lines) !== part.rows)
    complain(`${part.name} does not hold the ${part.rows} rows that it should.`)
}

const newline = 10

function countRows(lines: Buffer): number {
  let count = 0
  for (let at = lines.indexOf(newline); at >= 0; at = lines.indexOf(newline, at + 1)) count += 1
  return count
}
