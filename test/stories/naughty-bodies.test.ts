// Bodies that no form of ours sends: everything that takes a POST says no in words, and breaks at
// none.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app'
import { askRoute, oneWhoMay } from '#test/ask-route.ts'
import { naughtyJson } from '#test/corpora.ts'
import { rows } from '#test/route-rows.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type RestingWorld, type TestWorld } from '#test/world.ts'

let town: Town
let mould: RestingWorld
let world: TestWorld
beforeAll(async () => {
  const first = await aWorld()
  town = await aTown(first)
  mould = await first.rest()
  world = await aWorld({ like: mould })
})
afterAll(async () => {
  await world.close()
  await mould.end()
})

const form = 'application/x-www-form-urlencoded'
const parts = 'multipart/form-data; boundary=x'
const many = (count: number) => Array.from({ length: count }, (_, i) => `f${i}=1`).join('&')

type Body = readonly [says: string, type: string, body: string | Uint8Array]

const bodies: readonly Body[] = [
  ['nothing', form, ''],
  ['a thousand fields', form, many(1000)],
  ['a deep name', form, `${'a.'.repeat(95)}a=1`],
  ['a deeper name', form, `${'a.'.repeat(5000)}a=1`],
  [
    'names of a program',
    form,
    '__proto__.a=1&constructor.prototype.b=1&name.__proto__=1&toString=1',
  ],
  ['a field and its parts', form, 'name=a&name.sq=b&name.sq.x=c&body=1&body.sq=2&once=a&once=b'],
  [
    'a list where one is asked',
    form,
    'name[]=a&email[]=b&reason[]=c&version[]=1&kind[]=x&body[]=1',
  ],
  ['a field often', form, Array.from({ length: 300 }, () => 'name=a&email=b').join('&')],
  [
    'bytes that are no text',
    form,
    'name=%ff%fe&body=%00&email=%c0%af&reason=%F0%9F&once=%ED%A0%80',
  ],
  ['half an escape', form, 'name=%&body=%2&%=%zz'],
  ['JSON called a form', form, '{"name":"a"}'],
  ['JSON', 'application/json', '{"name":{"sq":"a"},"__proto__":{"a":1}}'],
  ['text', 'text/plain', 'name=a'],
  ['XML', 'application/xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ['no type', '', 'name=a'],
  ['a type that is none', 'multipart', 'name=a'],
  ['parts without a boundary', 'multipart/form-data', '--x\r\n\r\na\r\n--x--'],
  [
    'parts that end in the middle',
    parts,
    '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nab',
  ],
  ['a part without a name', parts, '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n'],
  [
    'parts of another boundary',
    parts,
    '--y\r\nContent-Disposition: form-data; name="a"\r\n\r\na\r\n--y--',
  ],
  [
    'a file where a text is asked',
    parts,
    [...['name', 'body', 'email'].map(file), '--x--\r\n'].join(''),
  ],
  ['bytes called parts', parts, new Uint8Array(4096).map((_, i) => (i * 31) % 256)],
  ['half a megabyte and more', form, `name=${'a'.repeat(600_000)}`],
]

function file(name: string): string {
  const head = `Content-Disposition: form-data; name="${name}"; filename="../../a.php"`
  return `--x\r\n${head}\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>\r\n`
}

const posts = routes
  .filter(({ method, pattern }) => method === 'POST' && rows[`POST ${pattern}`])
  .map((route) => [`POST ${route.pattern}`, route] as const)

test.for(posts)('%s bears bodies that no form sends', async ([, route]) => {
  for (const [says, type, body] of bodies) {
    const headers = type ? { 'content-type': type } : undefined
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    const answer = await askRoute(world, town, route, oneWhoMay(route), {
      ...(headers ? { headers } : {}),
      body: new Uint8Array(bytes),
    })
    expect(answer.status, says).toBeLessThan(500)
    // Whatever was refused is refused in words, on a page or, to other servers, as JSON.
    if (answer.status >= 400 && !route.pattern.includes('/ceremony/'))
      expect(answer.body, says).toMatch(/<h1|^This form|^Not taken: [a-z_]+|^\{"error":"[A-Z]/)
  }
})

test('a page that is refused says what to do, in each language in its own words', async () => {
  const said = new Set<string>()
  for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const) {
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, '1']))
    const { status, text } = await world.submit('/report', fields, { locale })
    expect(status).toBe(400)
    const [, main = ''] = /(?<=\s)(.{20,200}?)(?=[0-9a-f]{8}-)/.exec(text) ?? []
    said.add(main)
    const big = await world.submit('/report', { body: 'a'.repeat(600_000) }, { locale })
    expect(big.status).toBe(413)
    said.add(big.html.split('<h1>')[1]?.split('</h1>')[0] ?? '')
  }
  said.delete('')
  expect(said.size).toBeGreaterThanOrEqual(4)
})

const json = naughtyJson()

test.skipIf(json.length === 0)('what takes JSON bears JSON that parsers disagree on', async () => {
  const ceremonies = posts.filter(([name]) => name.includes('/ceremony/'))
  expect(ceremonies).toHaveLength(2)
  for (const [, route] of ceremonies)
    for (const [name, bytes] of json) {
      const answer = await askRoute(world, town, route, oneWhoMay(route), {
        headers: { 'content-type': 'application/json' },
        body: new Uint8Array(bytes),
      })
      expect(answer.status, name).toBeGreaterThanOrEqual(400)
      expect(answer.status, name).toBeLessThan(500)
    }
})
