// A town for stories: one institution with everybody who has something to do with it, and one of
// each thing that an address can name.
import { createHash } from 'node:crypto'
import { aBlock, anOpenFederation } from '#modules/federation/fixtures.ts'
import { aKey, aWebhook } from '#modules/machines/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { linkPart } from '#modules/people/formats/secrets.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aPart, aProject } from '#modules/projects/fixtures.ts'
import { campaignsThere } from './town-campaigns.ts'
import { giftsByCard } from './town-cards.ts'
import { judgedThings, whatWaits } from './town-desk.ts'
import { giftsThere } from './town-giving.ts'
import { moneyOut } from './town-money.ts'
import { aReaderThere, postsThere } from './town-news.ts'
import { add, aFile, localized, type Row } from './town-rows.ts'
import { statementsThere } from './town-statements.ts'
import type { TestWorld, Visitor } from './world.ts'

/** Everybody who may ask, by what they are. A stranger has no account. */
export const everybody = [
  'stranger',
  'visitor',
  'foreigner',
  'editor',
  'finance',
  'owner',
  'official',
  'moderator',
  'operator',
  'unarmed',
] as const
export type Somebody = (typeof everybody)[number]

export type Visitors = Readonly<Record<Exclude<Somebody, 'stranger'>, Visitor & { id: string }>>

/** Fill an empty world. Everything that an address can name is in `names`. */
export async function aTown(world: TestWorld) {
  const visitors = await settle(world)
  const place = await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  const houses = await build(world, visitors, place)
  const names = {
    slug: 'river',
    place: 'gur',
    organisation_id: houses.river,
    ...(await insidersThings(world, visitors, houses)),
    ...(await whatWaits(world, visitors, houses)),
    ...(await ownThings(world, visitors)),
    ...(await judgedThings(world, visitors, houses)),
    ...(await programsThere(world, visitors, houses)),
    ...(await aProjectThere(world, visitors, houses, place)),
    ...(await aReaderThere(world, visitors, houses)),
    ...(await postsThere(world, visitors, houses, place)),
    ...(await otherServers(world, houses)),
    ...(await moneyOut(world, visitors, houses)),
    ...(await giftsByCard(world, houses)),
    ...(await giftsThere(world, visitors)),
    ...(await statementsThere(world, visitors)),
    ...(await campaignsThere(world, visitors, houses)),
  }
  return { visitors, houses, names }
}

export type Town = Awaited<ReturnType<typeof aTown>>
export type Name = keyof Town['names']

async function settle({ db, settings, now }: TestWorld): Promise<Visitors> {
  const come = async (
    name: string,
    roles: readonly ('moderator' | 'operator')[] = [],
    armed = true,
  ) => {
    const person = { name, email: `${name.toLowerCase()}@example.org`, roles }
    const { id } = await aPerson(db, settings, armed ? person : { ...person, second_factor: null })
    return { id, ...(await aVisitor(db, settings, id, now())) }
  }
  return {
    visitor: await come('Visitor'),
    foreigner: await come('Foreigner'),
    editor: await come('Editor'),
    finance: await come('Finance'),
    owner: await come('Owner'),
    official: await come('Official'),
    moderator: await come('Moderator', ['moderator']),
    operator: await come('Operator', ['operator']),
    // Owns the institution too, which must not help as long as there is no second factor.
    unarmed: await come('Unarmed', ['operator'], false),
  }
}

async function build(world: TestWorld, visitors: Visitors, municipality_id: string) {
  const house = (slug: string, kind: 'agency' | 'coalition' | 'association') =>
    add(world, 'organisations.organisation', {
      slug,
      kind,
      name: localized(slug),
      summary: localized(`About ${slug}`),
      municipality_id,
      website: 'https://example.org/',
      email: `${slug}@example.org`,
    })
  const houses = {
    river: await house('river', 'agency'),
    stone: await house('stone', 'coalition'),
    meadow: await house('meadow', 'association'),
    hill: await house('hill', 'coalition'),
  }
  const since = new Date('2026-01-15T09:00:00Z')
  const join = (
    organisation_id: string,
    person: { id: string },
    role: Row<'organisations.membership'>['role'],
  ) =>
    add(world, 'organisations.membership', { organisation_id, person_id: person.id, role, since })
  await join(houses.river, visitors.owner, 'owner')
  await join(houses.river, visitors.unarmed, 'owner')
  await join(houses.river, visitors.finance, 'finance')
  await join(houses.river, visitors.official, 'official')
  await join(houses.stone, visitors.foreigner, 'owner')
  return { ...houses, membership: await join(houses.river, visitors.editor, 'editor') }
}

export type Houses = Awaited<ReturnType<typeof build>>

async function insidersThings(world: TestWorld, { owner, editor }: Visitors, houses: Houses) {
  const organisation_id = houses.river
  const of = { organisation_id }
  const document_file = await aFile(world, 'document', owner.id)
  const now = world.now()
  const later = new Date(now.getTime() + 7 * 24 * 60 * 60 * 1000)
  const invitation_token = 'i'.repeat(43)
  const token_hash = createHash('sha256').update(invitation_token).digest('hex')
  const invited = { email: 'visitor@example.org', role: 'editor', locale: 'en' } as const
  return {
    membership: houses.membership,
    document_file,
    former_name: await add(world, 'organisations.former_name', { ...of, name: localized('Old') }),
    account: await add(world, 'organisations.bank_account', {
      ...of,
      iban: 'XK051212012345678906',
      bank_name: 'Bank',
      added_by: editor.id,
    }),
    shown: await add(world, 'organisations.person_shown', {
      ...of,
      name: 'Somebody Shown',
      role: localized('Chair'),
      position: 1,
      consent_noted_at: now,
    }),
    document: await add(world, 'organisations.document', {
      ...of,
      title: localized('Report'),
      kind: 'annual_report',
      file_id: document_file,
    }),
    network: await add(world, 'organisations.network_member', {
      coalition_id: houses.stone,
      member_id: houses.river,
      during: '[2026-01-01,)',
      proposed_by: 'coalition',
    }),
    offer: await add(world, 'organisations.ownership_offer', {
      ...of,
      from_person_id: owner.id,
      to_person_id: editor.id,
      afterwards: 'editor',
      offered_at: now,
      expires_at: later,
    }),
    invitation: await add(world, 'organisations.invitation', {
      ...of,
      ...invited,
      token_hash,
      invited_by: owner.id,
      invited_at: now,
      sent_at: now,
      expires_at: later,
    }),
    invitation_token,
  }
}

async function ownThings(world: TestWorld, { visitor }: Visitors) {
  const { db, settings } = world
  const now = world.now()
  const passkey = await add(world, 'people.passkey', {
    person_id: visitor.id,
    name: 'A key',
    public_key: 'x',
    credential_id: 'x',
    counter: 0,
    device_type: 'singleDevice',
    backed_up: false,
  })
  const file_key = 'exports/visitor.zip'
  await world.files.put(file_key, new TextEncoder().encode('PK'))
  const data_export = await add(world, 'people.data_export', {
    person_id: visitor.id,
    asked_at: now,
    ready_at: now,
    file_key,
    bytes: 2,
    expires_at: new Date(now.getTime() + 24 * 60 * 60 * 1000),
  })
  const { id: session } = await db
    .selectFrom('people.session')
    .select('id')
    .where('person_id', '=', visitor.id)
    .executeTakeFirstOrThrow()
  const unsubscribe = linkPart(`${visitor.id} organisations`, settings.secret)
  return { passkey, data_export, session, unsubscribe }
}

/** A key of the institution, and an address that is told of it. */
async function programsThere(world: TestWorld, { owner }: Visitors, houses: Houses) {
  const of = { organisation_id: houses.river, person_id: owner.id }
  const key = await aKey(world.db, of)
  const webhook = await aWebhook(world.db, { ...of, url: 'https://example.org/hook' })
  const delivery = await add(world, 'machines.delivery', {
    webhook_id: webhook.id,
    kind: 'project.published',
    body: '{}',
    state: 'failed',
    created_at: world.now(),
    done_at: world.now(),
  })
  return { key: key.id, key_token: key.token, webhook: webhook.id, delivery }
}

/** A project of the institution, with one of each thing that it can hold. */
async function aProjectThere(world: TestWorld, { owner }: Visitors, houses: Houses, place: string) {
  const { db } = world
  const now = world.now()
  const organisation_id = houses.river
  const title = { sq: 'Titull', sr: 'Naslov', en: 'Title' }
  const project = { slug: 'clean-banks', organisation_id, name: title, summary: title }
  const { id } = await aProject(db, { ...project, areas: ['youth'], places: [place] })
  const part = <T extends Parameters<typeof aPart>[2]>(
    table: T,
    wish: Parameters<typeof aPart<T>>[3],
  ) => aPart(db, id, table, wish)
  const objective = await part('projects.objective', { title })
  const aim = { direction: 'up', baseline: 0, target: 12 } as const
  const indicator = await part('projects.indicator', { objective_id: objective, title, ...aim })
  const measured = { indicator_id: indicator, on_date: '2026-10-01', value: 5, at: now }
  const file_id = await aFile(world, 'document', owner.id)
  const project_document = await add(world, 'projects.document', {
    project_id: id,
    title: JSON.stringify(title),
    kind: 'contract',
    file_id,
  })
  return {
    project: project.slug,
    objective,
    indicator,
    project_document,
    measurement: await part('projects.measurement', measured),
    target_group: await part('projects.target_group', { title, planned: 60 }),
    activity: await part('projects.activity', { title, state: 'planned' }),
    party: await part('projects.party', { role: 'partner', organisation_id: houses.stone }),
    budget_line: await part('projects.budget_line', { title, amount_minor: 100_000n }),
    risk: await part('projects.risk', { title, likelihood: 'low', impact: 'high' }),
    team_member: await part('projects.team_member', { name: 'Somebody', consent_noted_at: now }),
  }
}

/** Federation is open, and one server is blocked. */
async function otherServers(world: TestWorld, houses: Houses) {
  await anOpenFederation(world.db)
  const blocked_host = await aBlock(world.db, 'bad.example')
  return { house: houses.river, blocked_host }
}
