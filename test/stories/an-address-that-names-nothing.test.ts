// The app stands in a server of assets; what it says about nothing has to get through.
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { aWorld } from '../world.ts'

test('an address that names nothing is answered by a page, wherever the app stands', async () => {
  const world = await aWorld()
  const server = new Hono().route('/', world.app)
  for (const method of ['GET', 'PUT']) {
    const answer = await server.request('/sr/nigde', { method })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('<html lang="sr-Latn"')
  }
})
