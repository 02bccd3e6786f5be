// A bank's file of many entries, each with the reference of a promise: imported by the operator's
// command, checked, booked and matched, beside the same command that only reads and checks it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '#kit/db.ts'
import type { Postgres } from '#kit/postgres.ts'
import type { Database } from '#modules'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aBankAccount, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { asSuperuser, urlOf } from './made-country.ts'
import { measured } from './measured.ts'
import { cli, say } from './processes.ts'

export interface BankFileFigures {
  readonly entries: number
  readonly megabytes: number
  readonly check_s: number
  readonly check_mb: number
  readonly import_s: number
  readonly import_mb: number
  readonly matched: number
}

const iban = 'XK051212012345678906'

/** A database of its own, made anew: what was imported once is imported no second time. */
export async function measureBankFiles(
  server: Postgres,
  entries: number,
): Promise<BankFileFigures> {
  const name = 'bench_bank'
  const [url, owner_url] = [urlOf(server.url, name), urlOf(server.admin_url, name)]
  await asSuperuser(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} owner mozaik_owner`)
  })
  const env = { DATABASE_URL: url, DATABASE_OWNER_URL: owner_url }
  say(`Making ${entries.toLocaleString('en')} promises…`)
  await cli(['migrate'], env)
  const references = await promises(url, owner_url, entries)
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const file = join(folder, 'statement.xml')
    const xml = statement(references)
    writeFileSync(file, xml)
    const check = await measured(['payments', 'statement', 'check', file, '--json'], env)
    const brought = await measured(['payments', 'statement', 'import', file, '--json'], env)
    const { matched } = JSON.parse(brought.said.trim().split('\n').at(-1) ?? '{}')
    return {
      entries,
      megabytes: Math.round(Buffer.byteLength(xml) / 1e6),
      matched,
      check_s: check.seconds,
      check_mb: check.peak_mb,
      import_s: brought.seconds,
      import_mb: brought.peak_mb,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One promise for each entry, in one statement but the first, which says what they are like. */
async function promises(url: string, owner_url: string, count: number): Promise<string[]> {
  const db = connect<Database>(url)
  const entity_id = await anEntity(db)
  const bank_account_id = await aBankAccount(db, { entity_id, iban })
  const organisation_id = (await anOrganisation(db, { slug: 'bench' })).id
  const kept = { organisation_id, collecting_entity_id: entity_id, bank_account_id }
  const first = await aPledge(db, kept)
  await db.destroy()
  const client = new pg.Client({ connectionString: owner_url })
  await client.connect()
  const { rows } = await client.query<{ reference: string }>(
    `insert into payments.pledge (purpose_id, method, amount_minor, currency, reference, locale,
       visibility, collecting_entity_id, bank_account_id, expires_at, created_at, donor_email)
     select p.purpose_id, p.method, 100 + n % 5000, p.currency,
       'RF' || lpad((98 - (substr('16' || lpad(n::text, 9, '0') || '271500', 1)::numeric % 97))::text, 2, '0')
         || 'G' || lpad(n::text, 9, '0'),
       p.locale, p.visibility, p.collecting_entity_id, p.bank_account_id, p.expires_at, p.created_at, p.donor_email
     from payments.pledge p, generate_series(1, $2::int) n where p.id = $1
     order by n returning reference`,
    [first, count],
  )
  await client.query('analyze payments.pledge')
  await client.end()
  return rows.map(({ reference }) => reference)
}

const amountOf = (place: number) => 100 + ((place + 1) % 5000)
const decimals = (minor: number) => (minor / 100).toFixed(2)

/** camt.053.001.08 with all that a careful bank says of each entry. */
function statement(references: readonly string[]): string {
  const sum = references.reduce((total, _, place) => total + amountOf(place), 0)
  const balance = (code: string, minor: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimals(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    '<GrpHdr><MsgId>BENCH</MsgId><CreDtTm>2026-11-20T20:00:00</CreDtTm></GrpHdr>',
    '<Stmt><Id>BENCH-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-20T20:00:00</CreDtTm>',
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
    balance('OPBD', 0),
    balance('CLBD', sum),
    ...references.map((reference, place) => entry(reference, place)),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n')
}

const entry = (reference: string, place: number) =>
  `<Ntry><NtryRef>${place}</NtryRef><Amt Ccy="EUR">${decimals(amountOf(place))}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>B${place}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>E${place}</EndToEndId></Refs><Amt Ccy="EUR">${decimals(amountOf(place))}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Donor ${place}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>Donacion ${reference} faleminderit</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`

export const tellBankFiles = (figures: BankFileFigures): string =>
  [
    `A bank's file of ${figures.entries.toLocaleString('en')} entries, ${figures.megabytes} MB (aims: 60 s, 500 MB)`,
    `  read and checked          ${figures.check_s.toFixed(1)} s  ${figures.check_mb} MB`,
    `  imported and matched      ${figures.import_s.toFixed(1)} s  ${figures.import_mb} MB`,
    `  found their purpose       ${figures.matched.toLocaleString('en')}`,
  ].join('\n')
