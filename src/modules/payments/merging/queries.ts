// Money of organisations that became one with another.
import { sql } from 'kysely'
import { openStates } from '../rules.ts'
import type { Db } from '../tables.ts'

/** Money that stands for organisations that became one with another. */
export async function listMerged(db: Db) {
  const { rows } = await sql<{ merge_id: string; kept_id: string; gone_id: string }>`
    select m.id as merge_id, m.kept_id, m.gone_id from organisations.merge m
    join organisations.organisation o on o.id = m.gone_id and o.merged_into_id = m.kept_id
    where m.undone_at is null order by m.id`.execute(db)
  return rows
}

export const listMoves = (db: Db, merge_id: string) =>
  db
    .selectFrom('payments.merge_move')
    .selectAll()
    .where('merge_id', '=', merge_id)
    .where('back_minor', 'is', null)
    .orderBy('at')
    .execute()

export const listOpenOf = (tx: Db, organisation_id: string) =>
  tx
    .selectFrom('payments.payout')
    .select(['id', 'state'])
    .where('organisation_id', '=', organisation_id)
    .where('state', 'in', ['draft', ...openStates])
    .orderBy('id')
    .forUpdate()
    .execute()
