// Every form that the town's pages offer, found by asking the pages.

import { routes } from '#app'
import type { Route } from '#kit/site.ts'
import { askRoute } from './ask-route.ts'
import { type FoundForm, formsIn } from './forms.ts'
import { addressIn, rows } from './route-rows.ts'
import type { Somebody, Town } from './town.ts'
import type { TestWorld } from './world.ts'

export interface OfferedForm extends FoundForm {
  /** `POST /o/:slug/edit/texts` */
  readonly name: string
  readonly route: Route
  readonly who: Somebody
  /** The page it stands on, without the locale. */
  readonly page: string
}

// Whose eyes to look with: together they see every form.
const eyes: readonly Somebody[] = ['visitor', 'owner', 'editor', 'foreigner', 'operator', 'unarmed']

/** Each form once, from the first page and person that it is offered to. */
export async function everyForm(world: TestWorld, town: Town): Promise<OfferedForm[]> {
  const found = new Map<string, OfferedForm>()
  const look = async (page: Route, who: Somebody, address: string) => {
    const { body } = await askRoute(world, town, page, who, { address })
    // What the API is asked from its own page leads to endpoints, which have tests of their own.
    for (const form of formsIn(body, address).filter((one) => !one.action.startsWith('/api/'))) {
      const offered = { ...form, ...placeOf(form, address), who, page: address }
      if (form.method === 'post' && !found.has(offered.name)) found.set(offered.name, offered)
    }
  }
  for (const page of routes.filter(({ method, localized }) => method === 'GET' && localized)) {
    const row = rows[`GET ${page.pattern}`]
    if (!row || page.pattern.startsWith('/ui')) continue
    const address = addressIn(town, page.pattern, row) + (byLetter.get(page.pattern) ?? '')
    // Who is signed in is led away from the pages of signing in.
    const alone = page.pattern.startsWith('/sign-')
    for (const who of alone ? ['stranger' as const] : eyes.filter((one) => row[0].includes(one)))
      await look(page, who, address)
    // Cases offer forms by how they stand.
    if (page.pattern === '/desk/reports/:id')
      for (const name of ['appealed_case', 'proposed_case'] as const)
        await look(page, 'operator', `/desk/reports/${town.names[name]}`)
    // Where the town's own house asked already, the form is at the neighbour's.
    if (page.pattern === '/o/:slug/verification')
      await look(page, 'foreigner', address.replace('river', 'stone'))
  }
  return [...found.values()]
}

// Pages that show their form to whoever comes by a link from a letter.
const byLetter = new Map([
  ['/sign-up/confirmation', '?token=abc&email=somebody@example.org'],
  ['/sign-in/link/use', '?token=abc'],
  ['/sign-in/reset/password', '?token=abc'],
  ['/account/email/confirmation', '?token=abc'],
  ['/account/email/undoing', '?token=abc'],
])

function placeOf({ action, method }: FoundForm, page: string) {
  const address = action.split('?')[0] ?? ''
  const route = routes.find(
    (one) => one.method.toLowerCase() === method && isOf(one.pattern, address),
  )
  if (!route) throw new Error(`The form on ${page} goes to ${action}, which nothing answers.`)
  return { name: `${route.method} ${route.pattern}`, route }
}

const isOf = (pattern: string, address: string) =>
  new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(address)
