// Money of organisations that became one with another.
import { openStates } from '../rules.ts'
import type { Db } from '../tables.ts'

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
