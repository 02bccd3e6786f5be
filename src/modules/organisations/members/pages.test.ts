import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor, linkIn } from '../../people/fixtures.ts'
import type { Kind } from '../rules.ts'
import { aMember } from './fixtures.ts'
import { stewardOf } from './queries.ts'
import type { Role } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

async function somebody(given: Parameters<typeof aPerson>[2] = {}) {
  const person = await aPerson(world.db, world.settings, given)
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { ...person, as }
}

let made = 0

async function aHouse(kind: Kind = 'association') {
  made += 1
  const slug = `shtepia-${made}`
  const { id } = await world.db
    .insertInto('organisations.organisation')
    .values({ slug, kind, name: JSON.stringify({ sq: `Shtëpia ${made}` }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const join = async (role: Role, name = role as string) => {
    const person = await somebody({ name })
    const membership = await aMember(world.db, { organisation_id: id, person_id: person.id, role })
    return { ...person, membership }
  }
  return { id, slug, join }
}

const rolesIn = async (organisationId: string) => {
  const rows = await world.db
    .selectFrom('organisations.membership')
    .select('role')
    .where('organisation_id', '=', organisationId)
    .where('until', 'is', null)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role).join(' ')
}

test('members see each other; strangers, members of others and visitors do not', async () => {
  const house = await aHouse()
  const owner = await house.join('owner', 'Drita')
  const editor = await house.join('editor', 'Besa')
  const other = await (await aHouse()).join('owner')
  const at = `/o/${house.slug}/members`
  const page = await world.visit(at, { as: editor.as })
  expect(page.status).toBe(200)
  expect(page.text).toContain('Drita')
  expect(page.text).not.toContain('Invite a colleague')
  expect((await world.visit(at, { as: owner.as })).text).toContain('Invite a colleague')
  expect((await world.visit(at, { as: other.as })).status).toBe(404)
  expect((await world.visit(at)).status).toBe(303)
})

test('a proof is only for who has the role, and not for what stands still', async () => {
  const house = await aHouse('municipality')
  const owner = await house.join('owner')
  const editor = await house.join('editor')
  const official = await house.join('official')
  const me = (id: string) => ({ id }) as Parameters<typeof stewardOf>[1]
  const prove = (id: string, needed?: Parameters<typeof stewardOf>[3]) =>
    stewardOf(world.db, me(id), house.slug, needed).then(
      ({ role }) => role,
      (absence: Error) => absence.message,
    )
  expect(await prove(owner.id, 'finance')).toBe('owner')
  expect(await prove(editor.id)).toBe('editor')
  expect(await prove(editor.id, 'finance')).toBe('absent')
  expect(await prove(official.id)).toBe('absent')
  expect(await prove(official.id, 'official')).toBe('official')
  await expect(stewardOf(world.db, null, house.slug)).rejects.toThrow('sign in needed')
  await world.db
    .insertInto('organisations.state_change')
    .values({
      organisation_id: house.id,
      from_state: 'unverified',
      to_state: 'suspended',
      reason: 'abuse',
      at: world.now(),
      decided_by: null,
      confirmed_by: null,
    })
    .execute()
  expect(await prove(owner.id)).toBe('absent')
  expect(await prove(owner.id, 'member')).toBe('owner')
})

test('an owner gives a role and takes a member out, who is told of it', async () => {
  const house = await aHouse()
  const owner = await house.join('owner')
  const editor = await house.join('editor', 'Besa')
  const at = `/o/${house.slug}/members/${editor.membership}`
  const byEditor = await world.submit(`${at}/role`, { role: 'owner' }, { as: editor.as })
  expect(byEditor.status).toBe(404)
  await world.submit(`${at}/role`, { role: 'finance' }, { as: owner.as })
  expect(await rolesIn(house.id)).toBe('finance owner')
  expect((await world.visit('/account/notifications', { as: editor.as })).text).toContain(
    'is now: Finance officer',
  )
  const { id } = await world.db
    .selectFrom('organisations.membership')
    .select('id')
    .where('person_id', '=', editor.id)
    .where('until', 'is', null)
    .executeTakeFirstOrThrow()
  const removal = `/o/${house.slug}/members/${id}/removal`
  expect((await world.visit(removal, { as: owner.as })).text).toContain('Remove Besa')
  await world.submit(removal, {}, { as: owner.as })
  expect(await rolesIn(house.id)).toBe('owner')
  expect((await world.visit(`/o/${house.slug}/members`, { as: editor.as })).status).toBe(404)
})

test('the last owner cannot leave; of two who leave at once one stays', async () => {
  const house = await aHouse()
  const [first, second] = [await house.join('owner'), await house.join('owner')]
  await house.join('editor')
  const go = (as: { cookie: string }) =>
    world.submit(`/o/${house.slug}/members/leaving`, {}, { as })
  await Promise.all([go(first.as), go(second.as)])
  expect(await rolesIn(house.id)).toBe('editor owner')
  await Promise.all([go(first.as), go(second.as)])
  expect(await rolesIn(house.id)).toBe('editor owner')
})

test('a page is handed on when the other accepts, and only then', async () => {
  const house = await aHouse()
  const owner = await house.join('owner', 'Drita')
  const editor = await house.join('editor', 'Besa')
  const stranger = await house.join('editor', 'Ema')
  const members = `/o/${house.slug}/members`
  const empty = await world.submit(`${members}/ownership`, {}, { as: owner.as })
  expect(empty.status).toBe(422)
  const offer = { to: editor.id, afterwards: 'leaves' }
  await world.submit(`${members}/ownership`, offer, { as: owner.as })
  const again = await world.submit(`${members}/ownership`, offer, { as: owner.as })
  expect(again.text).toContain('You have offered the page already')
  const page = await world.visit(members, { as: editor.as })
  const [, way = ''] = /action="\/en([^"]+\/acceptance)"/.exec(page.html) ?? []
  expect((await world.submit(way, {}, { as: stranger.as })).status).toBe(404)
  expect(await rolesIn(house.id)).toBe('editor editor owner')
  await world.submit(way, {}, { as: editor.as })
  expect(await rolesIn(house.id)).toBe('editor owner')
  expect((await world.visit(members, { as: owner.as })).status).toBe(404)
  const facts = await world.db
    .selectFrom('facts.fact')
    .select('kind')
    .where('kind', 'like', 'ownership.%')
    .execute()
  expect(facts.map(({ kind }) => kind)).toEqual(['ownership.offered', 'ownership.transferred'])
})

test('a colleague is invited by letter and becomes what they were invited to be', async () => {
  const house = await aHouse()
  const owner = await house.join('owner', 'Drita')
  const invitations = `/o/${house.slug}/members/invitations`
  const wish = { email: 'Mira@Example.org', role: 'finance', locale: 'sr' }
  const wrong = await world.submit(invitations, { ...wish, email: 'nobody' }, { as: owner.as })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('value="nobody"')
  await world.submit(invitations, wish, { as: owner.as })
  const twice = await world.submit(invitations, wish, { as: owner.as })
  expect(twice.text).toContain('waits for an answer already')
  await world.work()
  const letter = world.letters.at(-1)
  expect(letter).toMatchObject({ to: 'mira@example.org' })
  expect(letter?.text).toContain('Drita vas poziva')
  const at = linkIn(letter ?? { text: '' })

  expect((await world.visit(at)).text).toContain('To accept, sign in')
  expect((await world.submit(`${at}/acceptance`)).status).toBe(303)
  const mira = await somebody({ email: 'mira@example.org', name: 'Mira' })
  expect((await world.visit(at, { as: mira.as })).text).toContain('Accept the invitation')
  await world.submit(`${at}/acceptance`, {}, { as: mira.as })
  expect(await rolesIn(house.id)).toBe('finance owner')
  expect((await world.visit(at, { as: mira.as })).text).toContain('accepted already')
  const other = await somebody()
  const late = await world.submit(`${at}/acceptance`, { vouched: 'yes' }, { as: other.as })
  expect(late.status).toBe(422)
})

test('another address is asked plainly; a withdrawn or expired invitation admits nobody', async () => {
  const house = await aHouse()
  const owner = await house.join('owner')
  const invitations = `/o/${house.slug}/members/invitations`
  const send = async (email: string) => {
    await world.submit(invitations, { email, role: 'editor', locale: 'en' }, { as: owner.as })
    await world.work()
    return linkIn(world.letters.at(-1) ?? { text: '' })
  }
  const guest = await somebody({ email: 'private@example.org' })
  const at = await send('office@example.org')
  const asked = await world.submit(`${at}/acceptance`, {}, { as: guest.as })
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('not to private@example.org')
  await world.submit(`${at}/acceptance`, { vouched: 'yes' }, { as: guest.as })
  expect(await rolesIn(house.id)).toBe('editor owner')

  const second = await send('second@example.org')
  const page = await world.visit(invitations, { as: owner.as })
  const [, way = ''] = /action="\/en([^"]+\/withdrawal)"/.exec(page.html) ?? []
  await world.submit(way, {}, { as: owner.as })
  expect((await world.visit(second)).text).toContain('was withdrawn')

  const third = await send('third@example.org')
  const declined = await send('fourth@example.org')
  await world.submit(`${declined}/refusal`)
  expect((await world.visit(declined)).text).toContain('was declined')
  world.clock.now = new Date(world.clock.now.getTime() + 15 * 24 * 3_600_000)
  expect((await world.visit(third)).text).toContain('has expired')
})

test('letters to one address are few, and a link is never stored', async () => {
  const house = await aHouse()
  const owner = await house.join('owner')
  const invitations = `/o/${house.slug}/members/invitations`
  const wish = { email: 'often@example.org', role: 'editor', locale: 'en' }
  await world.submit(invitations, wish, { as: owner.as })
  const resend = async () => {
    const page = await world.visit(invitations, { as: owner.as })
    const [, way = ''] = /action="\/en([^"]+\/letter)"/.exec(page.html) ?? []
    await world.submit(way, {}, { as: owner.as })
    world.clock.now = new Date(world.clock.now.getTime() + 11 * 60_000)
  }
  await resend()
  for (let i = 0; i < 8; i++) await resend()
  const row = await world.db
    .selectFrom('organisations.invitation')
    .selectAll()
    .where('email', '=', 'often@example.org')
    .executeTakeFirstOrThrow()
  expect(row.letters).toBeLessThanOrEqual(5)
  await world.work()
  const link = linkIn(world.letters.at(-1) ?? { text: '' })
  expect(JSON.stringify(row)).not.toContain(link.split('/').at(-1))
  expect((await world.visit(link)).status).toBe(200)
  expect((await world.visit(`${link.slice(0, -2)}xx`)).status).toBe(404)
})

test('my organisations are one step from my account', async () => {
  const house = await aHouse()
  const owner = await house.join('owner')
  expect((await world.visit('/account', { as: owner.as })).html).toContain('/account/organisations')
  const mine = await world.visit('/account/organisations', { as: owner.as, locale: 'sq' })
  expect(mine.text).toContain('Administrator')
  expect(mine.html).toContain(`/sq/o/${house.slug}`)
  const leads = [`/sq/o/${house.slug}/money`, `/sq/o/${house.slug}#campaigns`] as const
  for (const to of leads) expect(mine.html).toContain(`href="${to}"`)
  // Who does not look after the money is not led to its page.
  const editor = await house.join('editor')
  const less = await world.visit('/account/organisations', { as: editor.as, locale: 'sq' })
  expect(less.html).toContain(`href="${leads[1]}"`)
  expect(less.html).not.toContain(leads[0])
  const nobody = await somebody()
  const none = await world.visit('/account/organisations', { as: nobody.as, locale: 'sr-Cyrl' })
  expect(none.text).toContain('Пронађите организацију')
  expect((await world.visit('/account/organisations')).status).toBe(303)
})
