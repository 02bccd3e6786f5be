// Made-up organisations come to their states by the road that the database asks for: an extract,
// two operators from outside, and a history. No trigger is switched off.
import type pg from 'pg'
import type { Made } from './made-organisations.ts'

const people = {
  asks: 'a0000000-0000-7000-8000-000000000001',
  first: 'a0000000-0000-7000-8000-000000000002',
  second: 'a0000000-0000-7000-8000-000000000003',
}
const extract = 'a0000000-0000-7000-8000-000000000004'

export async function vouchAndMove(client: pg.Client, made: readonly Made[]) {
  await ensurePeople(client)
  const inState = (state: string) => made.filter((one) => one.state === state).map(({ id }) => id)
  await vouch(client, inState('verified'))
  await move(client, inState('verified'), 'verified', 'two_approved')
  await move(client, inState('in_review'), 'in_review', 'requested')
  await move(client, inState('closed'), 'closed', 'dissolved')
  await move(client, inState('suspended'), 'suspended', 'disputed')
}

async function ensurePeople(client: pg.Client) {
  for (const [name, id] of Object.entries(people)) {
    await client.query(
      `insert into people.person (id, email, email_verified, name)
       values ($1, $2, true, $3) on conflict do nothing`,
      [id, `${name}@bench.invalid`, name],
    )
  }
  await client.query(
    `insert into people.role (person_id, role)
     select unnest($1::uuid[]), 'operator' on conflict do nothing`,
    [[people.first, people.second]],
  )
  await client.query(
    `insert into kit.file (id, kind, name, media_type, bytes, sha256)
     values ($1, 'evidence', 'extract.pdf', 'application/pdf', 1, repeat('0', 64))
     on conflict do nothing`,
    [extract],
  )
}

async function vouch(client: pg.Client, ids: readonly string[]) {
  await client.query(
    `insert into organisations.verification (organisation_id, requested_by, register_name,
       register_number, extract_file_id, extract_seen_on, organisation_name, requested_at)
     select id, $2, 'A register', registration_number, $3, created_at::date, name, created_at
     from organisations.organisation where id = any ($1::uuid[])`,
    [ids, people.asks, extract],
  )
  await client.query(
    `insert into organisations.verification_approval (verification_id, operator_id, approved_at)
     select v.id, operator, v.requested_at
     from organisations.verification v, unnest($2::uuid[]) as operator
     where v.organisation_id = any ($1::uuid[])`,
    [ids, [people.first, people.second]],
  )
  await client.query(
    `update organisations.verification set state = 'approved', decided_at = requested_at
     where organisation_id = any ($1::uuid[])`,
    [ids],
  )
}

/** The history is written; the state follows from it. */
async function move(client: pg.Client, ids: readonly string[], to: string, reason: string) {
  await client.query(
    `insert into organisations.state_change
       (organisation_id, from_state, to_state, reason, at, decided_by, confirmed_by)
     select id, 'unverified', $2, $3, created_at + interval '9 days', $4,
       case when $2 = 'verified' then $5::uuid end
     from organisations.organisation where id = any ($1::uuid[])`,
    [ids, to, reason, people.first, people.second],
  )
}
