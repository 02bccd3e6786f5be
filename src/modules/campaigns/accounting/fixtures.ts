// Builders for seeds: a campaign that was paid out line by line and told what it bought, the way of
// everybody.
import type { FileStore } from '#kit/files.ts'
import type { Localized } from '#kit/localized.ts'
import type { Steward } from '#modules/organisations/index.ts'
import { paidOut } from '#modules/payments/fixtures.ts'
import type { CampaignSteward } from '../queries.ts'
import type { Db } from '../tables.ts'
import { addExpense, askForItem, followPayout, publishReport } from './commands.ts'

interface Item {
  /** Plain, in whole units and cents. */
  readonly paid: string
  readonly bought: { readonly what: Localized; readonly from: string; readonly amount: string }
  readonly evidence_id: string
  readonly document_id: string
}

interface Reported {
  readonly campaign: { readonly id: string }
  readonly organisation_id: string
  /** From which account of ours, and to which of theirs. */
  readonly bank_account_id: string
  readonly account_id: string
  readonly people: {
    readonly owner: string
    readonly finance: string
    readonly operators: readonly [string, string]
  }
  /** The first line is asked for; the others follow day by day. */
  readonly at: Date
  readonly items: readonly Item[]
  readonly told: { readonly results: Localized; readonly remainder: Localized }
}

const dayMs = 24 * 60 * 60 * 1000
const later = (at: Date, days: number) => new Date(at.getTime() + days * dayMs)

/** One that succeeded; afterwards it is reported. */
export async function reported({ db, files }: Around, wish: Reported) {
  const { campaign, organisation_id, people, items, at, told } = wish
  const steward = { person_id: people.owner, organisation_id, campaign_id: campaign.id }
  const lines = await db
    .selectFrom('campaigns.budget_item')
    .select('id')
    .where('campaign_id', '=', campaign.id)
    .orderBy('place')
    .execute()
  for (const [index, { id }] of lines.entries()) {
    const item = items[index]
    if (!item) throw new Error('a made-up budget has more lines than were paid')
    const day = later(at, index)
    await paid({ db, files }, wish, { ...item, id }, day)
    const { what: title, from: paid_to, amount } = item.bought
    const spent_on = later(day, 2).toISOString().slice(0, 10)
    const bought = { title, paid_to, amount, spent_on, once: undefined }
    const receipt = { item_id: id, file_id: item.document_id }
    must(await addExpense(db, steward as CampaignSteward, receipt, bought, later(day, 2)))
  }
  const report = { ...told, once: undefined }
  const end = later(at, items.length + 3)
  must(await publishReport(db, steward as CampaignSteward, report, end))
}

interface Around {
  readonly db: Db
  readonly files: FileStore
}

/** Its line is asked for by the treasurer, approved, and paid the day after. */
async function paid(around: Around, wish: Reported, item: Item & { id: string }, at: Date) {
  const { campaign, organisation_id, people, account_id, bank_account_id } = wish
  const { db } = around
  const treasurer = { organisation_id, person_id: people.finance, role: 'finance' } as Steward
  const purpose = item.bought.what.sq ?? ''
  const form = { amount: item.paid, currency: 'EUR', account_id, bic: null, purpose }
  const which = { campaign_id: campaign.id, item_id: item.id }
  const asked = await askForItem(db, treasurer, which, { ...form, once: undefined }, at)
  const payout_id = must(asked)
  const { operators } = people
  const file_id = item.evidence_id
  await paidOut(around, { payout_id, file_id, treasurer, bank_account_id, operators, at })
  await followPayout(db, payout_id, later(at, 1))
}

function must<Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: string }) {
  if (!outcome.ok) throw new Error(`a made-up campaign was refused: ${outcome.refusal}`)
  return outcome.value
}
