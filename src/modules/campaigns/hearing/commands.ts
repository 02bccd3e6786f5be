// Who is told when a campaign goes on: those who keep it, and the host that is asked.
import { limited } from '#kit/limits.ts'
import type { Localized } from '#kit/localized.ts'
import { listMembers, mayAct, type State } from '#modules/organisations/index.ts'
import { notify } from '#modules/people/index.ts'
import type { Db } from '../tables.ts'

// A host that is named, taken out and named again hears of it once a day, not each time.
const hostsLimit = { max: 1, per_seconds: 24 * 60 * 60 } as const

type Heard = 'hosting_agreed' | 'opened' | 'refused' | 'question'

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

const nameOf = (tx: Db, id: string) =>
  tx.selectFrom('organisations.card').select('name').where('id', '=', id).executeTakeFirstOrThrow()
