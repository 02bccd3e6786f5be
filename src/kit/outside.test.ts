import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { askOutside, isPublicAddress, NotOutside, postOutside } from './outside.ts'

// Where names lead is decided here, so that a name may lead where no real one does.
const leads = vi.hoisted(() => new Map<string, string[]>())

vi.mock('node:dns', async (importOriginal) => {
  const dns = await importOriginal<typeof import('node:dns')>()
  type Tell = (fault: Error | null, found: { address: string; family: number }[]) => void
  const lookup = (name: string, options: { all: true }, tell: Tell) => {
    const found = leads.get(name)
    if (!found) return dns.lookup(name, options, tell)
    tell(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { ...dns, lookup }
})

let asked = 0
let answer: RequestListener = (_, response) => response.end('thanks')
const server = createServer((request, response) => {
  asked += 1
  answer(request, response)
})
let port: number

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  asked = 0
  leads.clear()
})
afterEach(() => {
  answer = (_, response) => response.end('thanks')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const inside = [
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[64:ff9b::a00:1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[2002:a00:1::]/',
  'https://user@example.org/',
]
const thisMachine = [
  'https://localhost/',
  'https://localhost./',
  'https://here.localhost/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://intranet/',
]

test.for([...inside, ...thisMachine])('%s is not asked', async (address) => {
  await expect(askOutside(address, { loopback: false })).rejects.toBeInstanceOf(NotOutside)
  const posted = await postOutside(address, { body: '', loopback: false })
  expect(posted).toEqual({ status: null, fault: 'private_address', excerpt: '' })
})

test.for(inside)('%s is not asked in development either', async (address) => {
  await expect(askOutside(address, { loopback: true })).rejects.toBeInstanceOf(NotOutside)
  const posted = await postOutside(address, { body: '', loopback: true })
  expect(posted.fault).toBe('private_address')
})

test('nothing is asked in the clear, nor anything but the web', async () => {
  for (const address of ['http://example.org/', 'ftp://example.org/']) {
    await expect(askOutside(address, { loopback: false })).rejects.toBeInstanceOf(NotOutside)
    expect((await postOutside(address, { body: '', loopback: false })).fault).toBe('tls')
  }
  const posted = await postOutside(`ftp://127.0.0.1:${port}/`, { body: '', loopback: true })
  expect(posted.fault).toBe('tls')
  expect((await postOutside('no address', { body: '', loopback: true })).fault).toBe('broken')
})

test('in development this machine is asked, by its number and by its name', async () => {
  for (const host of ['127.0.0.1', 'localhost', 'here.example.org']) {
    leads.set('here.example.org', ['127.0.0.1'])
    leads.set('localhost', ['127.0.0.1'])
    const given = await askOutside(`http://${host}:${port}/`, { loopback: true })
    expect([given.status, await given.text()]).toEqual([200, 'thanks'])
    const posted = await postOutside(`http://${host}:${port}/`, { body: 'a', loopback: true })
    expect(posted).toEqual({ status: 200, fault: null, excerpt: 'thanks' })
  }
  expect(asked).toBe(6)
})

test('a name is not asked when any of the addresses to which it leads is inside', async () => {
  leads.set('both.example.org', ['93.184.215.14', '10.0.0.1'])
  leads.set('both6.example.org', ['2606:4700:4700::1111', '::ffff:127.0.0.1'])
  leads.set('here.example.org', ['127.0.0.1'])
  leads.set('nowhere.example.org', [])
  for (const name of leads.keys()) {
    const address = `https://${name}:${port}/`
    await expect(askOutside(address, { loopback: false })).rejects.toBeInstanceOf(NotOutside)
    const posted = await postOutside(address, { body: '', loopback: false })
    expect(posted.fault, name).toBe('private_address')
  }
  expect(asked).toBe(0)
})

test('an answer without end is ended', async () => {
  answer = (_, response) => {
    response.write('x'.repeat(900_000))
    response.end('x'.repeat(900_000))
  }
  const address = `http://127.0.0.1:${port}/`
  await expect(askOutside(address, { loopback: true })).rejects.toThrow('answers too much')
  const posted = await postOutside(address, { body: '', loopback: true })
  expect(posted).toMatchObject({ status: 200, fault: null, excerpt: 'x'.repeat(500) })
})

test('what hangs, drips, leads elsewhere or breaks is told as it is', async () => {
  const address = `http://127.0.0.1:${port}/`
  const post = () => postOutside(address, { body: '{}', loopback: true, timeout_ms: 150 })
  answer = () => undefined
  expect((await post()).fault).toBe('timed_out')
  await expect(askOutside(address, { loopback: true, timeout_ms: 150 })).rejects.toThrow()
  answer = (_, response) => {
    const drip = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(drip))
  }
  expect((await post()).fault).toBe('timed_out')
  answer = (_, response) => response.writeHead(302, { location: `${address}else` }).end()
  asked = 0
  expect(await post()).toMatchObject({ status: 302, fault: 'redirected' })
  const given = await askOutside(address, { loopback: true })
  expect([given.status, given.headers.get('location')]).toEqual([302, `${address}else`])
  expect(asked).toBe(2)
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('x')
    response.destroy()
  }
  expect((await post()).fault).toBe('broken')
  answer = (_, response) => response.writeHead(204).end()
  expect((await askOutside(address, { loopback: true })).status).toBe(204)
})

test('what is sent arrives whole, and what comes back is put in one line', async () => {
  const told: unknown[] = []
  answer = async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    told.push([request.method, request.headers['content-length'], request.headers['x-a'], body])
    response.end('no\n <b>database</b>\u0000 \ud83d\ude00')
  }
  const address = `http://127.0.0.1:${port}/`
  const asking = { headers: { 'x-a': '1' }, body: 'ë', loopback: true }
  expect((await postOutside(address, asking)).excerpt).toBe('no <b>database</b> 😀')
  await askOutside(address, { ...asking, method: 'POST', headers: new Headers({ 'x-a': '2' }) })
  expect(told).toEqual([
    ['POST', '2', '1', 'ë'],
    ['POST', '2', '2', 'ë'],
  ])
})

test('addresses of the open internet are told from those of networks', () => {
  const open = ['8.8.8.8', '93.184.215.14', '2606:4700:4700::1111', '2a00:1450::1']
  const own4 = ['10.0.0.1', '127.9.9.9', '172.31.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1']
  const own6 = ['::', '::1', '::ffff:7f00:1', '::127.0.0.1', 'fc00::1', 'fe80::1', 'ff02::1']
  const written = ['2001:db8::1', '2001::1', '2002:7f00:1::', '3fff::1', '64:ff9b::7f00:1']
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([])
  const own = [...own4, ...own6, ...written, 'example.org', '']
  expect(own.filter(isPublicAddress)).toEqual([])
})
