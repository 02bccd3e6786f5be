// What the database refuses, whatever the code forgets: asked in plain SQL.
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { brokenConstraint } from '#kit/db.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'

let database: TestDatabase
let client: pg.Client
let other: pg.Client

beforeAll(async () => {
  database = await cloneDatabase()
  client = new pg.Client({ connectionString: database.url })
  other = new pg.Client({ connectionString: database.url })
  await Promise.all([client.connect(), other.connect()])
})
afterAll(async () => {
  await Promise.all([client.end(), other.end()])
  await database.drop()
})

const ask = async (text: string, values: unknown[] = [], by = client) =>
  (await by.query(text, values)).rows[0] as Record<string, string>

/** The name of the constraint that a statement breaks, `kept` for what is only added to. */
async function broken(text: string, values: unknown[] = []): Promise<string | null> {
  try {
    await client.query(text, values)
    return null
  } catch (fault) {
    return brokenConstraint(fault) ?? String((fault as Error).message)
  }
}

let made = 0
let org: string
let [owner, editor, first, second]: string[] = []

const person = async (role?: string) => {
  made += 1
  const { id } = await ask(
    `insert into people.person (email, name, email_verified) values ($1, 'Somebody', true) returning id`,
    [`p${made}@example.org`],
  )
  if (role) await ask('insert into people.role (person_id, role) values ($1, $2)', [id, role])
  return id ?? ''
}

const join = (person_id: string | undefined, role: string, organisation = org) =>
  ask(
    `insert into organisations.membership (organisation_id, person_id, role, since)
     values ($1, $2, $3, '2026-01-01') returning id`,
    [organisation, person_id, role],
  )

const end = `update organisations.membership set until = '2026-02-02', ended = $2
  where organisation_id = $1 and person_id = $3 and until is null`

async function organisation(kind = 'association') {
  made += 1
  const { id } = await ask(
    `insert into organisations.organisation (slug, kind, name) values ($1, $2, '{"sq": "Ura"}')
     returning id`,
    [`ura-${made}`, kind],
  )
  return id ?? ''
}

async function request() {
  const { id: file } = await ask(
    `insert into kit.file (kind, name, media_type, bytes, sha256)
     values ('document', 'x.pdf', 'application/pdf', 1, repeat('0', 64)) returning id`,
  )
  const { id } = await ask(
    `insert into organisations.verification (organisation_id, requested_by, register_name,
       register_number, extract_file_id, extract_seen_on, organisation_name, requested_at)
     values ($1, $2, 'ARBK', '5', $3, '2026-01-01', '{"sq": "Ura"}', '2026-01-02') returning id`,
    [org, owner, file],
  )
  return id ?? ''
}

const approve = `insert into organisations.verification_approval
  (verification_id, operator_id, approved_at) values ($1, $2, '2026-01-03')`
const conclude = `update organisations.verification
  set state = 'approved', decided_at = '2026-01-03' where id = $1`
const write = `insert into organisations.state_change
  (organisation_id, from_state, to_state, reason, at) values ($1, $2, $3, 'requested', '2026-01-03')`

beforeEach(async () => {
  org = await organisation()
  owner = await person()
  editor = await person()
  first = await person('operator')
  second = await person('operator')
  await join(owner, 'owner')
  await join(editor, 'editor')
})

test('the last owner does not go while others stay', async () => {
  expect(await broken(end, [org, 'left', owner])).toBe('membership_keeps_an_owner')
  expect(await broken(end, [org, 'returned', owner])).toBe('membership_keeps_an_owner')
  expect(await broken(end, [org, 'left', editor])).toBeNull()
})

test('the last owner alone goes only knowingly', async () => {
  await ask(end, [org, 'left', editor])
  expect(await broken(end, [org, 'left', owner])).toBe('membership_keeps_an_owner')
  expect(await broken(end, [org, 'erased', owner])).toBe('membership_keeps_an_owner')
  expect(await broken(end, [org, 'returned', owner])).toBeNull()
})

test('a transfer ends one owner and begins the other in one transaction', async () => {
  await client.query('begin')
  await ask(end, [org, 'transferred', owner])
  await ask(end, [org, 'role_changed', editor])
  await join(editor, 'owner')
  await client.query('commit')
  const { role } = await ask(
    `select string_agg(role, ' ') as role from organisations.membership
     where organisation_id = $1 and until is null`,
    [org],
  )
  expect(role).toBe('owner')
})

test('two owners who go at the same moment cannot both go', async () => {
  const another = await person()
  await join(another, 'owner')
  await ask(end, [org, 'left', editor])
  await Promise.all([client.query('begin'), other.query('begin')])
  await client.query(end, [org, 'left', owner])
  await other.query(end, [org, 'left', another])
  const ends = await Promise.allSettled([client.query('commit'), other.query('commit')])
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await other.query('rollback')
  const { count } = await ask(
    `select count(*) from organisations.membership where organisation_id = $1 and until is null`,
    [org],
  )
  expect(count).toBe('1')
})

test('a membership is neither rewritten nor deleted', async () => {
  const rename = `update organisations.membership set role = 'owner' where organisation_id = $1`
  expect(await broken(rename, [org])).toBe('membership_is_kept')
  expect(
    await broken('delete from organisations.membership where organisation_id = $1', [org]),
  ).toBe('membership_is_kept')
  await ask(end, [org, 'left', editor])
  const revive = `update organisations.membership set until = null, ended = null where person_id = $1`
  expect(await broken(revive, [editor])).toBe('membership_is_kept')
})

test('only public institutions have officials', async () => {
  const official = await person()
  await expect(join(official, 'official')).rejects.toThrow('only a public institution')
  const ministry = await organisation('ministry')
  await expect(join(official, 'official', ministry)).resolves.toBeDefined()
})

test('nobody is in one organisation twice', async () => {
  await expect(join(editor, 'finance')).rejects.toThrow('membership_today')
})

test('verified needs two different operators', async () => {
  const id = await request()
  await ask(write, [org, 'unverified', 'in_review'])
  expect(await broken(write, [org, 'in_review', 'verified'])).toBe('organisation_verified_by_two')
  expect(await broken(conclude, [id])).toBe('verification_by_two')
  await ask(approve, [id, first])
  expect(await broken(approve, [id, first])).toBe('verification_approval_once')
  expect(await broken(conclude, [id])).toBe('verification_by_two')
  expect(await broken(write, [org, 'in_review', 'verified'])).toBe('organisation_verified_by_two')
  await ask(approve, [id, second])
  await ask(conclude, [id])
  expect(await broken(write, [org, 'in_review', 'verified'])).toBeNull()
  const { state } = await ask('select state from organisations.organisation where id = $1', [org])
  expect(state).toBe('verified')
})

test('a verified organisation cannot be made out of nothing', async () => {
  const sql = `update organisations.organisation set state = 'verified' where id = $1`
  expect(await broken(sql, [org])).toBe('organisation_verified_by_two')
  const born = `insert into organisations.organisation (slug, kind, name, state)
    values ('born-verified', 'association', '{"sq": "Ura"}', 'verified')`
  expect(await broken(born)).toBe('organisation_verified_by_two')
})

test('who belongs to the organisation, claimed it or is no operator does not vouch', async () => {
  const id = await request()
  const stranger = await person()
  expect(await broken(approve, [id, stranger])).toBe('verification_by_outsiders')
  await join(first, 'editor')
  expect(await broken(approve, [id, first])).toBe('verification_by_outsiders')
  await ask(end, [org, 'left', first])
  expect(await broken(approve, [id, first])).toBe('verification_by_outsiders')
  await ask(
    `insert into organisations.claim (organisation_id, person_id, relation, evidence, locale, claimed_at)
     values ($1, $2, 'board', 'It is us.', 'sq', '2026-01-01')`,
    [org, second],
  )
  expect(await broken(approve, [id, second])).toBe('verification_by_outsiders')
})

test('an operator who joined after approving does not count', async () => {
  const id = await request()
  await ask(approve, [id, first])
  await ask(approve, [id, second])
  await join(first, 'editor')
  expect(await broken(conclude, [id])).toBe('verification_by_two')
})

test('approvals, requests and the history of states are only added to', async () => {
  const id = await request()
  await ask(approve, [id, first])
  const kept = /only added to/
  expect(await broken('delete from organisations.verification_approval')).toMatch(kept)
  expect(await broken('delete from organisations.verification')).toMatch(kept)
  await ask(write, [org, 'unverified', 'in_review'])
  expect(await broken(`update organisations.state_change set reason = 'x'`)).toMatch(kept)
  expect(
    await broken(`update organisations.verification set register_number = '6' where id = $1`, [id]),
  ).toBe('verification_is_kept')
})

test('a state that is not in the history does not last', async () => {
  const sql = `update organisations.organisation set state = 'closed' where id = $1`
  expect(await broken(sql, [org])).toBe('organisation_state_is_written_down')
  expect(await broken(write, [org, 'verified', 'closed'])).toBe('state_change_begins_where_it_is')
})

test('a verification does not outlive the state that it gave', async () => {
  const id = await request()
  await ask(approve, [id, first])
  await ask(approve, [id, second])
  await ask(conclude, [id])
  await ask(write, [org, 'unverified', 'verified'])
  await ask(write.replace('01-03', '01-04'), [org, 'verified', 'unverified'])
  const { state } = await ask('select state from organisations.verification where id = $1', [id])
  expect(state).toBe('lapsed')
  const again = write.replace('01-03', '01-05')
  expect(await broken(again, [org, 'unverified', 'verified'])).toBe('organisation_verified_by_two')
})

test('a closed organisation lets its last owner go', async () => {
  await ask(end, [org, 'left', editor])
  await ask(write, [org, 'unverified', 'closed'])
  expect(await broken(end, [org, 'left', owner])).toBeNull()
})

test('nobody decides their own claim', async () => {
  const { id } = await ask(
    `insert into organisations.claim (organisation_id, person_id, relation, evidence, locale, claimed_at)
     values ($1, $2, 'board', 'It is us.', 'sq', '2026-01-01') returning id`,
    [org, first],
  )
  const sql = `update organisations.claim set state = 'accepted', decided_at = now(), decided_by = $2
    where id = $1`
  expect(await broken(sql, [id, first])).toBe('claim_decided_by_another')
  expect(await broken(sql, [id, second])).toBeNull()
})
