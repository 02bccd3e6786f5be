// A moderator takes an organisation from public view, and gives it back. A suspension is an
// operator's measure like any other; the moderators' case is only what led to it.
import { record } from '#facts'
import type { Localized } from '#kit/localized.ts'
import type { Me } from '#kit/me.ts'
import type { WhyNotTaken } from '#kit/module.ts'
import { found } from '#kit/outcome.ts'
import { operatorOf } from '#modules/people/index.ts'
import { takeMeasure } from '../standing/commands.ts'
import type { Measure } from '../standing/rules.ts'
import type { Decision } from '../standing/schema.ts'
import type { Db } from '../tables.ts'
import { findModerated } from './queries.ts'

interface By {
  readonly person_id: string
}

export async function hideOrganisation(tx: Db, id: string, by: By, now: Date) {
  if (await setHidden(tx, id, now))
    await record(tx, 'organisation.hidden', { organisation_id: id }, by)
}

export async function showOrganisation(tx: Db, id: string, by: By) {
  if (await setHidden(tx, id, null))
    await record(tx, 'organisation.shown', { organisation_id: id }, by)
}

/** True when it was otherwise before. */
async function setHidden(tx: Db, id: string, hidden_at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('organisations.organisation')
    .set({ hidden_at })
    .where('id', '=', id)
    .where('hidden_at', hidden_at ? 'is' : 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Why {
  readonly reason: string
  readonly text: Localized
}

export function suspendOrganisation(
  tx: Db,
  id: string,
  by: Me | null,
  { reason, text }: Why,
  now: Date,
) {
  const kind = reason === 'impersonation' || reason === 'false_claim' ? 'impersonation' : 'abuse'
  return take(tx, id, by, 'suspension', { reason: kind, reason_text: text }, now)
}

export const resumeOrganisation = (tx: Db, id: string, by: Me | null, text: Localized, now: Date) =>
  take(tx, id, by, 'reopening', { reason: 'by_mistake', reason_text: text }, now)

async function take(
  tx: Db,
  id: string,
  by: Me | null,
  measure: Measure,
  decision: Decision,
  now: Date,
): Promise<WhyNotTaken> {
  const { to } = found(await findModerated(tx, { id }))
  const slug = to.split('/').at(-1) ?? ''
  const outcome = await takeMeasure(tx, operatorOf(by), slug, measure, decision, now)
  if (outcome.ok) return null
  return outcome.refusal === 'own_organisation' ? 'own_organisation' : 'stands_already'
}
