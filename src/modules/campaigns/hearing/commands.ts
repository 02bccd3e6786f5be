// Who is told when a campaign goes on: those who keep it, the host that is asked, those who look at
// it before it opens, and whoever asked something.
import { sql } from 'kysely'
import { limited } from '#kit/limits.ts'
import type { Localized } from '#kit/localized.ts'
import { listMembers, mayAct, type State } from '#modules/organisations/index.ts'
import { listHolders, notify } from '#modules/people/index.ts'
import type { Db } from '../tables.ts'

// A host that is named, taken out and named again hears of it once a day, not each time.
const hostsLimit = { max: 1, per_seconds: 24 * 60 * 60 } as const

// One that is handed in, withdrawn and handed in again all day is not heard of each time.
const reviewersLimit = { max: 3, per_seconds: 24 * 60 * 60 } as const
// An answer that is put better is heard of again; one that is put better all day is not.
const answersLimit = { max: 3, per_seconds: 24 * 60 * 60 } as const

type Heard =
  | 'hosting_agreed'
  | 'opened'
  | 'refused'
  | 'question'
  | 'succeeded'
  | 'failed'
  | 'second_round'

interface Named {
  readonly id: string
  readonly slug: string
  readonly title: Localized
  readonly organisation_id: string
}

/** Whoever may say yes for the host hears that it is asked. */
export async function tellHost(
  tx: Db,
  { id, slug, title, organisation_id }: Named,
  host: { readonly id: string; readonly state: State },
  now: Date,
) {
  const wait = await limited(tx, 'campaigns.ask_host', `${id} ${host.id}`, hostsLimit, now)
  if (wait > 0) return
  const { name: group } = await nameOf(tx, organisation_id)
  const notice = { kind: 'campaigns.hosting_asked', payload: { slug, title, group } } as const
  for (const { person_id, role } of await listMembers(tx, host.id))
    if (mayAct(role, 'finance', host.state)) await notify(tx, person_id, notice, now)
}

/** Those who keep the campaign hear what others decided about it, and what they are asked. */
export async function tellKeepers(
  tx: Db,
  { slug, title, organisation_id }: Named,
  { what, host_id = null }: { what: Heard; host_id?: string | null },
  now: Date,
) {
  const host = host_id ? (await nameOf(tx, host_id)).name : undefined
  const notice = { kind: `campaigns.${what}`, payload: { slug, title, host } } as const
  for (const { person_id, role } of await listMembers(tx, organisation_id))
    if (role !== 'official') await notify(tx, person_id, notice, now)
}

type Ended = Named & { readonly host_id: string | null }

/** How it ended: for those who keep it, and for whoever sees to its money where a host has it. */
export async function tellEnd(tx: Db, campaign: Ended, what: Heard, now: Date) {
  await tellKeepers(tx, campaign, { what }, now)
  const { slug, title, organisation_id, host_id } = campaign
  if (!host_id) return
  const kept = new Set((await listMembers(tx, organisation_id)).map(({ person_id }) => person_id))
  for (const { person_id, role } of await listMembers(tx, host_id))
    if ((role === 'owner' || role === 'finance') && !kept.has(person_id))
      await notify(tx, person_id, { kind: `campaigns.${what}`, payload: { slug, title } }, now)
}

/** Operators from outside hear that it waits: two of them are needed. */
export async function tellReviewers(
  tx: Db,
  { id, slug, title, organisation_id, host_id }: Named & { readonly host_id: string | null },
  now: Date,
) {
  const wait = await limited(tx, 'campaigns.tell_reviewers', id, reviewersLimit, now)
  if (wait > 0) return
  const { name: group } = await nameOf(tx, organisation_id)
  const payload = { slug, title, group }
  for (const { id: person_id } of await listHolders(tx, 'operator'))
    if (!(await everBelonged(tx, person_id, [organisation_id, host_id])))
      await notify(tx, person_id, { kind: 'campaigns.handed_in', payload }, now)
}

/** The same question that the database asks of whoever says yes. */
async function everBelonged(tx: Db, person_id: string, houses: readonly (string | null)[]) {
  const { belonged } = await tx
    .selectNoFrom(
      sql<boolean>`exists (select from unnest(${houses}::uuid[]) as house
        where organisations.ever_belonged(house, ${person_id}::uuid))`.as('belonged'),
    )
    .executeTakeFirstOrThrow()
  return belonged
}

interface Answered {
  readonly id: string
  readonly person_id: string | null
  readonly text: string
}

/** Whoever asked hears the answer itself, in their language where it is said in it. */
export async function tellAsker(
  tx: Db,
  { slug, title }: Pick<Named, 'slug' | 'title'>,
  { id, person_id, text: question }: Answered,
  answer: Localized,
  now: Date,
) {
  if (!person_id) return
  const wait = await limited(tx, 'campaigns.tell_asker', id, answersLimit, now)
  if (wait > 0) return
  const payload = { slug, title, question, answer }
  await notify(tx, person_id, { kind: 'campaigns.answered', payload }, now)
}

const nameOf = (tx: Db, id: string) =>
  tx.selectFrom('organisations.card').select('name').where('id', '=', id).executeTakeFirstOrThrow()
