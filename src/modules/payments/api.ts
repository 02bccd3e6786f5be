// Gifts and payouts of the organisation that a key is for. Donors' names are not told to programs.
import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { decimalText } from '#kit/money.ts'
import { found } from '#kit/outcome.ts'
import { Problem, wrong } from '#kit/problem.ts'
import { type Key, proveKey } from '#modules/machines/index.ts'
import { listPayeeAccounts } from './payees/queries.ts'
import { draftPayout, requestPayout } from './payouts/commands.ts'
import { findOwn, listGifts, listPayouts } from './payouts/queries.ts'
import { payoutRef } from './payouts/rules.ts'
import { PayoutBody, ToldPayment, ToldPayout } from './payouts/schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db, Key>(proveKey)

const One = z.object({ id: z.uuid() })
const read = 'money:read'

/** A reading with a scope is never asked without a key. */
function stewardOf(key: Key | null) {
  if (!key) throw new Problem(401, 'key_missing')
  return key.steward
}

type Row = NonNullable<Awaited<ReturnType<typeof findOwn>>>

const told = (one: Row) => ({
  id: one.id,
  reference: payoutRef(one.number),
  state: one.state,
  purpose: one.purpose,
  amount_minor: String(one.amount_minor),
  currency: one.currency,
  account_last4: one.iban.slice(-4),
  state_at: one.state_at.toISOString(),
  created_at: one.created_at.toISOString(),
})

export const api = [
  endpoint({
    get: '/v1/payments',
    says: 'Gifts that came for your organisation, the latest 200.',
    scope: read,
    gives: z.object({ payments: z.array(ToldPayment) }),
    async answer({ db, key }) {
      const gifts = await listGifts(db, stewardOf(key).organisation_id)
      const payments = gifts.map(({ id, amount_minor, currency, ...one }) => ({
        id,
        currency,
        method: one.method,
        received_on: one.received_on,
        amount_minor: String(amount_minor),
        returned_minor: String(one.back_minor - one.passed_on_minor),
        passed_on_minor: String(one.passed_on_minor),
        reference: one.reference,
      }))
      return { payments }
    },
  }),
  endpoint({
    get: '/v1/payouts',
    says: 'What your organisation asked for, the latest 200.',
    scope: read,
    gives: z.object({ payouts: z.array(ToldPayout) }),
    async answer({ db, key }) {
      const payouts = await listPayouts(db, stewardOf(key).organisation_id)
      return { payouts: payouts.map(told) }
    },
  }),
  endpoint({
    get: '/v1/payouts/{id}',
    says: 'One payout of your organisation.',
    scope: read,
    path: One,
    gives: ToldPayout,
    async answer({ db, key, path }) {
      const payout = await findOwn(db, stewardOf(key).organisation_id, path.id)
      return payout ? told(payout) : null
    },
  }),
  endpoint({
    post: '/v1/payouts',
    says: 'Ask for a payout to one of your confirmed accounts. Two operators look at it.',
    scope: 'payouts:write',
    body: PayoutBody,
    gives: ToldPayout,
    made: ({ id }) => `/v1/payouts/${id}`,
    async answer({ db, key, body, now }) {
      const { organisation_id } = key.steward
      const accounts = await listPayeeAccounts(db, organisation_id)
      const fitting = accounts.filter(({ iban }) => iban.endsWith(body.account_last4))
      const [account] = fitting
      if (!account || fitting.length > 1)
        throw new Problem(422, 'invalid', [wrong('body', ['account_last4'], 'account_gone')])
      const { currency, purpose, bic = null } = body
      const amount = decimalText(BigInt(body.amount_minor), currency)
      const wish = { amount, currency, purpose, bic, account_id: account.id, once: undefined }
      const draft = await draftPayout(db, key.steward, wish, now)
      if (!draft.ok) throw new Problem(409, draft.refusal)
      const sent = await requestPayout(db, key.steward, draft.value, now)
      if (!sent.ok) throw new Problem(409, sent.refusal)
      return told(found(await findOwn(db, organisation_id, draft.value)))
    },
  }),
]
