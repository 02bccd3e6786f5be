// Documents of other software: each is read, or refused without a crash.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Activity, Object as AnyObject } from '@fedify/vocab'
import { expect, test } from 'vitest'
import { documentLoader } from '#kit/federation-reach.ts'
import { hostsIn } from '../rules.ts'

const shelf = fileURLToPath(new URL('../../../../../shared/data/civic-formats/', import.meta.url))
const archive = join(shelf, 'activitystreams-tests.tar.gz')
const have = existsSync(archive)

/** Members of a tar archive that end in .json. */
function* membersOf(tar: Buffer): Generator<[string, string]> {
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('ascii', at + 124, at + 136), 8) || 0
    if (name.endsWith('.json')) yield [name, tar.toString('utf8', at + 512, at + 512 + size)]
    at += 512 + Math.ceil(size / 512) * 512
  }
}

function* filesIn(folder: string): Generator<[string, string]> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesIn(path)
    else yield [path, readFileSync(path, 'utf8')]
  }
}

const loader = documentLoader({ user_agent: 'test', loopback: false })
// What is not known by heart lies on the web, which a test does not ask.
const offline: typeof loader = (url) =>
  /activitystreams|w3id|schema|gotosocial/.test(url)
    ? loader(url).catch(() => Promise.reject(new Error(url)))
    : Promise.reject(new Error(`not asked: ${url}`))

async function readOne(text: string): Promise<'read' | 'refused'> {
  hostsIn(text, '')
  const options = { documentLoader: offline, contextLoader: offline }
  try {
    const json: unknown = JSON.parse(text)
    const read = await AnyObject.fromJsonLd(json, options)
    await read.toJsonLd(options)
    if (read instanceof Activity) void read.actorId
    return 'read'
  } catch (fault) {
    expect(fault).toBeInstanceOf(Error)
    return 'refused'
  }
}

test.skipIf(!have)('documents of the specification and of other servers', async () => {
  const documents = [
    ...membersOf(gunzipSync(readFileSync(archive))),
    ...filesIn(join(shelf, 'activitypub-fedify')),
  ]
  let read = 0
  for (const [, text] of documents) if ((await readOne(text)) === 'read') read++
  expect(documents.length).toBeGreaterThan(250)
  expect(read).toBeGreaterThan(documents.length / 2)
})
