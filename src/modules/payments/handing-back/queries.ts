// What donors want back of what they sent too much, and whence it came.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** Whoever sent what was left over of a promise, and whether money bounced there. */
export const findSender = (tx: Db, pledge_id: string) =>
  tx
    .selectFrom('payments.allocation as l')
    .innerJoin('payments.entry as e', 'e.id', 'l.entry_id')
    .leftJoin('payments.entry_party as y', 'y.entry_id', 'e.id')
    .select(['e.bank_account_id', 'y.name', 'y.iban', 'y.bic'])
    .select(
      sql<boolean>`exists (
        select from payments.bank_return b join payments.credit_choice c on c.id = b.credit_choice_id
        where c.pledge_id = l.pledge_id and b.state = 'failed' and b.iban = y.iban
      )`.as('bounced'),
    )
    .where('l.pledge_id', '=', pledge_id)
    .where('l.kind', '=', 'overpaid')
    .orderBy('l.created_at', 'desc')
    .executeTakeFirst()

/** Choices that nothing was reserved for yet. */
export const listUnsent = (tx: Db, choice_id: string | null = null) =>
  tx
    .selectFrom('payments.credit_choice as c')
    .innerJoin('payments.pledge as g', 'g.id', 'c.pledge_id')
    .leftJoin('payments.bank_return as b', 'b.credit_choice_id', 'c.id')
    .select(['c.id', 'c.pledge_id', 'c.amount_minor', 'c.currency', 'g.reference'])
    .select(['g.donor_name', 'g.bank_account_id'])
    .where('c.choice', '=', 'back')
    .where('b.id', 'is', null)
    .$if(choice_id !== null, (those) => those.where('c.id', '=', choice_id))
    .orderBy('c.chosen_at')
    .limit(100)
    .execute()

export type Unsent = Awaited<ReturnType<typeof listUnsent>>[number]
