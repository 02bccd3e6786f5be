import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTar, tarEnd, tarMember } from './tar.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tar-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = new Date('2026-11-21T10:00:00Z')
const long = `${'a-long-folder/'.repeat(12)}file.txt`
const contents = new Map([
  ['one.txt', Buffer.from('one\n')],
  ['empty', Buffer.alloc(0)],
  ['whole-block', Buffer.alloc(512, 7)],
  [long, Buffer.from('Gjakovë, Đakovica')],
])

async function written(name: string): Promise<string> {
  const path = join(folder, name)
  const parts = [...contents].flatMap(([name, content]) => [...tarMember(name, content, at)])
  await writeFile(path, Buffer.concat([...parts, tarEnd]))
  return path
}

async function readBack(path: string) {
  const tar = await openTar(path)
  const complaints: string[] = []
  const found = new Map<string, Buffer>()
  for await (const member of tar.members((why) => complaints.push(why)))
    found.set(member.name, await tar.read(member))
  await tar.close()
  return { found, complaints }
}

test('what was written is read again', async () => {
  const { found, complaints } = await readBack(await written('whole.tar'))
  expect(complaints).toEqual([])
  expect([...found]).toEqual([...contents])
})

test('any tar program opens it', async () => {
  const path = await written('theirs.tar')
  expect(execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    ...contents.keys(),
  ])
  expect(execFileSync('tar', ['-xOf', path, long], { encoding: 'utf8' })).toBe('Gjakovë, Đakovica')
})

test('every changed byte outside of the contents is told', async () => {
  const path = await written('changed.tar')
  const whole = await readFile(path)
  const inContent = new Set([...Array(4).keys()].map((n) => 512 + n))
  for (let at = 0; at < 1100; at++) {
    if (inContent.has(at)) continue
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await writeFile(path, bytes)
    const { complaints, found } = await readBack(path)
    const heard = complaints.length > 0 || found.size !== contents.size
    expect(heard, `byte ${at}`).toBe(true)
  }
})

test('a file that was cut off is told', async () => {
  const path = await written('cut.tar')
  const whole = await readFile(path)
  for (const length of [whole.length - 1, whole.length - 512, 1300, 600, 100, 0]) {
    await writeFile(path, whole.subarray(0, length))
    expect((await readBack(path)).complaints, `${length} bytes`).not.toEqual([])
  }
})

test('a name that fits nowhere is refused', () => {
  expect(() => [...tarMember('x'.repeat(101), Buffer.alloc(0), at)]).toThrow('too long')
})
