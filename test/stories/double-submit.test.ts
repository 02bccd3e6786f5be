// Somebody presses a button twice, or the network does: one thing is made.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aGoodDocument, aGoodPicture } from '#test/bad-files.ts'
import { everyForm, type OfferedForm } from '#test/every-form.ts'
import { filled } from '#test/forms.ts'
import { everyCount } from '#test/stored.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type RestingWorld } from '#test/world.ts'

let town: Town
let mould: RestingWorld
let forms: OfferedForm[]

beforeAll(async () => {
  const first = await aWorld()
  town = await aTown(first)
  forms = await everyForm(first, town)
  mould = await first.rest()
})
afterAll(() => mould.end())

/** Forms that make something new, rather than change or remove what is there. */
const creating = [
  'POST /report',
  'POST /sign-up',
  'POST /organisations/new',
  'POST /o/:slug/claim',
  'POST /o/:slug/verification',
  'POST /o/:slug/members/invitations',
  'POST /o/:slug/edit/people',
  'POST /o/:slug/edit/documents',
  'POST /o/:slug/edit/accounts',
  'POST /o/:slug/edit/networks',
  'POST /o/:slug/edit/address/former-names',
  'POST /o/:slug/news/new',
  'POST /o/:slug/newsletter/issues',
  'POST /o/:slug/keys',
  'POST /o/:slug/webhooks',
  'POST /o/:slug/projects/new',
  'POST /projects/:slug/edit/groups',
  'POST /projects/:slug/edit/activities',
  'POST /projects/:slug/edit/parties',
  'POST /projects/:slug/edit/budget',
  'POST /projects/:slug/edit/objectives',
  'POST /projects/:slug/edit/indicators',
  'POST /projects/:slug/edit/risks',
  'POST /projects/:slug/edit/team',
  'POST /projects/:slug/edit/indicators/:id/values',
  'POST /projects/:slug/edit/documents',
  'POST /o/:slug/give',
  'POST /desk/payments/entities',
  'POST /desk/payments/entities/:id/accounts',
  'POST /o/:slug/money/gifts/:id',
  'POST /desk/gifts/:id',
  'POST /o/:slug/money/asking',
  'POST /o/:slug/campaigns/new',
  'POST /campaigns/:slug/edit/budget',
  'POST /campaigns/:slug/questions',
  'POST /campaigns/:slug/updates',
  'POST /campaigns/:slug/edit/thanks',
  'POST /campaigns/:slug/spending/:id/asking',
  'POST /campaigns/:slug/spending/:id/expenses',
  'POST /campaigns/:slug/report',
  'POST /o/:slug/matching/new',
  'POST /matching/:slug/edit',
  'POST /desk/matching/new',
  'POST /account/data/export',
  'POST /account/data/erasure',
]

// What comes and goes by itself, or counts tries.
const beside = ['people.session', 'kit.file', 'kit.once']

async function meaning(form: OfferedForm) {
  // A film and its captions are no pictures and no documents, and no form needs them.
  const files = form.fields.filter(
    ({ type, name }) => type === 'file' && !/^(film|captions_)/.test(name),
  )
  const given = await Promise.all(
    files.map(async ({ name }) => [
      name,
      /logo|cover|picture/.test(name) ? await aGoodPicture() : aGoodDocument(),
    ]),
  )
  const own = { other: 'hill', iban: 'DE89370400440532013000', bic: 'SHMBXKPR', amount: '1' }
  const keeper = form.name === 'POST /desk/matching/new' ? { organisation: 'river' } : {}
  return { ...filled(form), ...own, ...keeper, ...Object.fromEntries(given) }
}

/** What `times` sendings at once of the same form make, and how each was answered. */
async function made(form: OfferedForm, times: number) {
  const world = await aWorld({ like: mould })
  try {
    const before = await everyCount(world.pool)
    const as = form.who === 'stranger' ? {} : { as: town.visitors[form.who] }
    const fields = await meaning(form)
    const send = () => world.submit(form.action, fields, as)
    const answers = await Promise.all(Array.from({ length: times }, send))
    // And once more, by somebody who went back to the page.
    if (times > 1) answers.push(await send())
    await world.work()
    const after = await everyCount(world.pool)
    const more = Object.entries(after)
      .map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
      .filter(([table, count]) => count !== 0 && !beside.includes(table))
    return {
      said: answers.map(({ text }) => text.slice(0, 900)),
      statuses: answers.map(({ status }) => status),
      more: Object.fromEntries(more),
    }
  } finally {
    await world.close()
  }
}

test('every form that carries a key is sent twice here', () => {
  const keyed = forms.filter(({ fields }) => fields.some(({ name }) => name === 'once'))
  const missing = keyed.map(({ name }) => name).filter((name) => !creating.includes(name))
  expect(missing, 'Add these to the list in this test:').toEqual([])
})

test.for(creating)('%s sent twice at once makes one', async (name) => {
  const form = forms.find((one) => one.name === name)
  if (!form) throw new Error(`No page offers ${name}.`)
  const once = await made(form, 1)
  // A key is shown where it was made, once, and nowhere else.
  const answered = name.endsWith('/keys') ? 200 : 303
  expect(once.statuses, JSON.stringify(once.said)).toEqual([answered])
  expect(Object.keys(once.more).length).toBeGreaterThan(0)
  const twice = await made(form, 2)
  expect(twice.more).toEqual(once.more)
  expect(twice.statuses).toContain(answered)
  for (const status of twice.statuses) expect([answered, 303, 409, 422]).toContain(status)
})
