import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import { take } from '../bounces/cli.ts'
import { aPost } from '../fixtures.ts'
import { jobs } from './jobs.ts'

let world: TestWorld
let editor: Visitor
let stranger: Visitor
let organisation_id: string
let post: string
let issue: string

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (name: string) => {
    const email = `${name.toLowerCase()}@example.org`
    const { id } = await aPerson(db, settings, { name, email })
    return { id, ...(await aVisitor(db, settings, id, world.now())) }
  }
  const writer = await come('Editor')
  editor = writer
  stranger = await come('Stranger')
  const house = await anOrganisation(db, {
    slug: 'lumi',
    name: { sq: 'Lumi', sr: 'Plava reka' },
    members: { editor: writer.id },
  })
  organisation_id = house.id
  post = (
    await aPost(db, { organisation_id, slug: 'ura', title: { sq: 'Ura e re', sr: 'Novi most' } })
  ).id
})
afterAll(() => world.close())

const lettersTo = (address: string) => world.letters.filter(({ to }) => to === address)
const issues = '/o/lumi/newsletter/issues'

/** Ask by mail, and say yes. */
async function ask(email: string, locale: 'sq' | 'sr-Cyrl' = 'sq', yes = true) {
  const answer = await world.submit('/o/lumi/newsletter', { email }, { locale })
  expect(answer.location).toBe('/following/sent')
  await world.work()
  const link = /http:\S+confirmation\S+/.exec(lettersTo(email).at(-1)?.text ?? '')?.[0] ?? ''
  if (yes) expect((await world.app.request(link, { method: 'POST' })).status).toBe(303)
}

const send = async () => {
  const answer = await world.submit(`${issue}/sending`, {}, { as: editor })
  await world.work()
  return answer
}

test('an issue is begun from posts, kept as a draft, and changed by its editors alone', async () => {
  const fields = { 'title.sq': 'Nëntor', 'title.sr': 'Novembar', 'intro.sq': 'Të **dashur** miq.' }
  const begun = await world.submit(issues, { ...fields, 'posts[]': [post] }, { as: editor })
  expect(begun.status).toBe(303)
  issue = begun.location ?? ''
  expect((await world.visit(issue, { as: editor, locale: 'sq' })).text).toContain('Ura e re')
  expect((await world.visit(issue, { as: stranger })).status).toBe(404)
  const changed = { ...fields, 'intro.sr': 'Dragi prijatelji.', 'posts[]': [post], version: '1' }
  expect((await world.submit(issue, changed, { as: editor })).status).toBe(303)
  const late = await world.submit(issue, { ...changed, 'title.sq': 'Tjetër' }, { as: editor })
  expect(late.status).toBe(422)
  expect(late.html).toContain('Tjetër')
})

test('nothing is sent while nobody asked for it, and a test letter goes to oneself', async () => {
  const answer = await send()
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Nobody has asked for the newsletter yet.')
  await world.submit(`${issue}/test`, {}, { as: editor, locale: 'sq' })
  await world.work()
  expect(lettersTo('editor@example.org').map(({ subject }) => subject)).toEqual(['Nëntor'])
})

test('an issue reaches each who said yes once, in their language, and nobody else', async () => {
  await ask('vesa@example.org')
  await ask('milica@example.org', 'sr-Cyrl')
  await ask('never@example.org', 'sq', false)
  await world.submit('/o/lumi/newsletter', {}, { as: stranger })
  expect((await send()).status).toBe(303)
  // The batch is done again, as after a worker that died.
  const id = issue.split('/').at(-1) ?? ''
  const batch = { organisation_id, issue_id: id, after: '00000000-0000-0000-0000-000000000000' }
  await jobs['news.send_issue']?.(world as never, batch)
  await world.work()
  const sent = (address: string) => lettersTo(address).filter(({ headers }) => headers?.['List-Id'])
  expect(sent('vesa@example.org').map(({ subject }) => subject)).toEqual(['Nëntor'])
  expect(sent('milica@example.org').map(({ subject }) => subject)).toEqual(['Новембар'])
  expect(sent('stranger@example.org')).toHaveLength(1)
  expect(sent('never@example.org')).toEqual([])
  const letter = sent('vesa@example.org')[0]
  expect(letter?.text).toContain('Të dashur miq.')
  expect(letter?.html).not.toMatch(/<img|utm_|\?/)
  expect(letter?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  expect(letter?.return_path).toMatch(/^bounces\+[0-9a-f]{32}-[0-9a-f]{12}@example\.org$/)
  expect((await world.visit('/o/lumi/newsletter/1', { locale: 'sq' })).text).toContain(
    'Të dashur miq.',
  )
})

test('an issue that was sent is not sent again, changed or deleted', async () => {
  expect((await send()).status).toBe(422)
  expect((await world.submit(`${issue}/removal`, {}, { as: editor })).status).toBe(422)
  const change = world.db.updateTable('news.issue').set({ title: JSON.stringify({ sq: 'X' }) })
  await expect(change.where('number', '=', 1).execute()).rejects.toThrow(/stays as it was sent/)
})

test('editors learn how many read, never who', async () => {
  const page = await world.visit(issues, { as: editor })
  expect(page.text).toContain('3 readers have asked')
  expect(page.html).not.toContain('vesa@example.org')
})

const returned = (to: string, recipient: string, status: string, nth = 1) =>
  [
    `To: <${to}>\nMessage-ID: <${nth}@mail>\nContent-Type: multipart/report; boundary=XX\n\n--XX`,
    `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail\n`,
    `Final-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: ${status}\n\n--XX--\n`,
  ].join('\n')

const byFile = { by_address: true }

test('a dead address is written to no more; passing troubles count, each message once', async () => {
  const to = lettersTo('vesa@example.org').at(-1)?.return_path ?? ''
  // By the return address, whatever the mail server calls the recipient.
  const dead = returned(to, 'other@forwarded.example', '5.1.1')
  expect(await take(world, dead, byFile)).toMatchObject({ hard: 1, strangers: 0 })
  expect(await take(world, dead, byFile)).toMatchObject({ hard: 0, known: 1 })
  const forged = returned(
    to.replace(/-[0-9a-f]{12}@/, '-000000000000@'),
    'x@nowhere.example',
    '5.1.1',
  )
  expect(await take(world, forged, byFile)).toMatchObject({ hard: 0, strangers: 1 })
  for (let nth = 1; nth <= 5; nth++)
    await take(world, returned('b@x.org', 'milica@example.org', '5.2.2', nth), byFile)
  const page = await world.visit(issues, { as: editor })
  expect(page.text).toContain('One reader has asked')
  expect(page.text).toContain('6 came back')
})

test('a house sends a few issues in a day and no more', async () => {
  const answers: number[] = []
  for (let i = 0; i < 3; i++) {
    const begun = await world.submit(
      issues,
      { 'title.en': `More ${i}`, 'posts[]': [post] },
      { as: editor },
    )
    issue = begun.location ?? ''
    answers.push((await send()).status)
  }
  expect(answers).toEqual([303, 422, 422])
})

test('one click leaves the newsletter alone', async () => {
  await ask('blerim@example.org')
  world.clock.now = new Date(+world.clock.now + 2 * 86_400_000)
  expect((await send()).status).toBe(303)
  const link =
    lettersTo('blerim@example.org').at(-1)?.headers?.['List-Unsubscribe']?.slice(1, -1) ?? ''
  expect(
    (
      await world.app.request(link, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      })
    ).status,
  ).toBe(200)
  const left = await world.db
    .selectFrom('news.reader')
    .select('id')
    .where('email', '=', 'blerim@example.org')
    .execute()
  expect(left).toEqual([])
})
