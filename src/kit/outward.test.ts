import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { freePort } from '#test/machines.ts'
import { askOutside, PrivateAddress } from './outward.ts'

const refused = [
  'http://example.org/',
  'https://localhost/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://intranet/',
  'https://user@example.org/',
  'ftp://example.org/',
]

test.for(refused)('%s is not asked', async (address) => {
  const asked = askOutside(address, { private_too: false })
  await expect(asked).rejects.toBeInstanceOf(PrivateAddress)
})

test('in development it is, and an answer without end is ended', async () => {
  const port = await freePort()
  const server = createServer((_, answer) => {
    answer.write('x'.repeat(900_000))
    answer.end('x'.repeat(900_000))
  }).listen(port, '127.0.0.1')
  const asked = askOutside(`http://127.0.0.1:${port}/`, { private_too: true })
  await expect(asked).rejects.toThrow('answers too much')
  server.close()
})
