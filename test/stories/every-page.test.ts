// What holds for every page, in every locale: it runs nothing but ours and asks nobody else.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app'
import { locales } from '#kit/locale.ts'
import { askRoute, oneWhoMay } from '#test/ask-route.ts'
import { dangersIn, elementsOf, loadedBy, named } from '#test/html.ts'
import { rows } from '#test/route-rows.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let town: Town
beforeAll(async () => {
  world = await aWorld()
  town = await aTown(world)
})
afterAll(() => world.close())

const told = routes
  .filter(({ method, pattern }) => method === 'GET' && rows[`GET ${pattern}`])
  .map((route) => [`GET ${route.pattern}`, route] as const)

/** The directives of a policy, each with what it allows. */
const directives = (policy: string) =>
  new Map(policy.split(';').map((one) => [one.trim().split(' ')[0] ?? '', one.trim()]))

test.for(told)('%s runs nothing but ours and asks nobody else', async ([, route]) => {
  const { base_url } = world.settings
  for (const { code } of route.localized ? locales : locales.slice(0, 1)) {
    const answer = await askRoute(world, town, route, oneWhoMay(route), { locale: code })
    const { headers, body, status } = answer
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe(isFramed(route) ? null : 'DENY')
    expect(headers.get('referrer-policy')).toBeTruthy()
    const sent = headers.get('content-security-policy') ?? ''
    const policy = isFramed(route) ? sent.replace('frame-ancestors *', framedByNobody) : sent
    expect(sent === policy, 'may stand inside other sites').toBe(!isFramed(route))
    expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)|\*|https?:/)
    expect(policy).toContain("default-src 'none'")
    if (status !== 200 || !headers.get('content-type')?.startsWith('text/html')) continue

    const allowed = directives(policy)
    expect(allowed.get('script-src')).toBe("script-src 'self'")
    expect(allowed.get('base-uri')).toBe("base-uri 'none'")
    expect(allowed.get('form-action')).toBe("form-action 'self'")
    expect(allowed.get('frame-ancestors')).toBe(framedByNobody)
    expect(dangersIn(body)).toEqual([])
    const foreign = loadedBy(body).filter((address) => !isOwn(address, base_url))
    expect(foreign).toEqual([])
    const elements = elementsOf(body)
    expect(named(elements, 'html')[0]?.attributes.lang).toBeTruthy()
    // The gallery shows a heading of each order among its samples.
    const headings = named(elements, 'h1').length
    if (route.pattern !== '/ui') expect(headings, 'headings of the first order').toBe(1)
    for (const { attributes } of named(elements, 'form'))
      expect(attributes.action ?? '/').toMatch(/^\/(?!\/)/)
  }
})

const framedByNobody = "frame-ancestors 'none'"

/** The one kind of page that other sites may show inside theirs: cards, which know nobody. */
const isFramed = ({ pattern }: { pattern: string }) => pattern.startsWith('/embed/')

const isOwn = (address: string, base: string) =>
  new URL(address, base).origin === base || address.startsWith('data:image/')
