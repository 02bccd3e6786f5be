// Money that never was: two made-up collectors with accounts at banks that do not exist, and gifts
// to made-up organisations. The check digits are right, so that every page and file can be tried.
import type { Kysely } from 'kysely'
import type { Database } from '#modules'
import { aBankAccount, anEntity } from '#modules/payments/fixtures.ts'
import { aGift } from '#modules/payments/giving/fixtures.ts'
import { addressOf, type SampleIds } from './people.ts'

const bank = { bic: 'SHMBXKPR', bank_name: 'Banka e Shembullit' }

export async function loadGifts(
  db: Kysely<Database>,
  people: SampleIds,
  idOf: (slug: string) => string,
) {
  const { eur, chf } = await loadAccounts(db, people)
  await loadRates(db)
  const [river, stone] = [idOf('lumi-i-kalter'), idOf('zeleni-kamen')]
  for (const gift of [
    { amount_minor: 5000n, promised_on: '2026-09-12', ...donors.era },
    { amount_minor: 2500n, promised_on: '2026-10-03', ...donors.ilir },
  ])
    await aGift(db, {
      organisation_id: river,
      account: eur,
      received_minor: gift.amount_minor,
      ...gift,
    })
  for (const gift of [
    { amount_minor: 10_000n, received_minor: 9_800n, promised_on: '2026-10-19' },
    { amount_minor: 20_000n, received_minor: 20_000n, promised_on: '2026-11-09' },
  ])
    await aGift(db, {
      organisation_id: river,
      account: chf,
      visibility: 'anonymous' as const,
      ...gift,
      donor_name: 'Teuta Primerović',
      locale: 'en' as const,
    })
  await aGift(db, {
    organisation_id: stone,
    account: eur,
    amount_minor: 7500n,
    received_minor: 7500n,
    donor_name: 'Jelena Uzorić',
    locale: 'sr' as const,
    promised_on: '2026-10-28',
  })
  await aGift(db, {
    organisation_id: river,
    account: eur,
    amount_minor: 3000n,
    donor_name: 'Era Shembulli',
    donor_email: addressOf('visitor'),
    promised_on: '2026-11-18',
  })
}

/** Two collectors, one of them abroad, and an account for each currency. */
async function loadAccounts(db: Kysely<Database>, people: SampleIds) {
  const confirmed = {
    added_by: people.operator,
    confirmed_by: people.operator2,
    is_sample: true,
    added_at: new Date('2026-09-01T09:00:00Z'),
    confirmed_at: new Date('2026-09-02T09:00:00Z'),
  }
  const home = await anEntity(db, {
    name: 'Fondacioni i Shembullit',
    legal_form: 'fondacion',
    country: 'XK',
    address: 'Rruga e Shembullit 1, 30000 Lumëbardhë',
    registration_number: '0000001',
    is_home: true,
    is_sample: true,
  })
  const abroad = await anEntity(db, {
    name: 'Verein Steinbrücke (Beispiel)',
    legal_form: 'Verein',
    country: 'CH',
    address: 'Beispielgasse 1, 8000 Beispielen',
    is_home: false,
    is_sample: true,
  })
  const account = async (entity_id: string, currency: string, iban: string, more = bank) => {
    const holder = entity_id === home ? 'Fondacioni i Shembullit' : 'Verein Steinbrücke'
    const wish = { entity_id, currency, iban, holder, ...more, ...confirmed }
    return { id: await aBankAccount(db, wish), entity_id, currency }
  }
  const eur = await account(home, 'EUR', 'XK059900000000010177')
  await account(home, 'USD', 'XK059900000000020265')
  await account(home, 'GBP', 'XK059900000000030353')
  await account(home, 'SEK', 'XK059900000000040441')
  const swiss = { bic: 'BSPLCHZZ', bank_name: 'Beispielbank' }
  const chf = await account(abroad, 'CHF', 'CH5899999000000000101', swiss)
  return { eur, chf }
}

const donors = {
  era: {
    donor_name: 'Era Shembulli',
    donor_email: addressOf('visitor'),
    message: 'Për lumin, me dashuri.',
  },
  ilir: { donor_name: 'Ilir Provuesi', in_name_of: 'Klasa VIII-2' },
}

/** Rounded, and of a day that is over: nobody should take them for a bank's. */
async function loadRates(db: Kysely<Database>) {
  const rates = { CHF: '0.93', USD: '1.15', GBP: '0.88', SEK: '11' }
  await db
    .insertInto('payments.rate')
    .values(
      Object.entries(rates).map(([currency, per_euro]) => ({
        currency,
        per_euro,
        on_day: '2026-11-02',
        source: 'shembull / primer / sample',
        imported_by: null,
        imported_at: new Date('2026-11-02T09:00:00Z'),
      })),
    )
    .execute()
}
