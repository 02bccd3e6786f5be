import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { clientOf, networkOf } from './client.ts'

test('one household is one network', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
})

test('only the word of our own proxies is believed', async () => {
  const ask = async (proxies: number) => {
    const app = new Hono().get('/', (c) => c.text(clientOf(c, proxies)))
    const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.2' }
    return (await app.request('/', { headers })).text()
  }
  expect(await ask(0)).toBe('local')
  expect(await ask(1)).toBe('198.51.100.2')
  expect(await ask(2)).toBe('203.0.113.9')
})
