// What pages of the books have in common: how accounts, events and amounts are said.
import { formatDateTime, formatMoney } from '#kit/format.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Copy } from '#ui/copy.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { paths } from './paths.ts'
import type { FaultOf, LastChecking, TrialRow } from './queries.ts'
import { type AccountKind, eventKinds, together } from './rules.ts'
import type { T } from './words.ts'

/** What happened, in words. */
export function happened(t: T, kind: string): string {
  const known = eventKinds.find((one) => one === kind)
  return known ? t(`event.${known}`) : t('event.other')
}

interface AccountNameProps {
  t: T
  kind: AccountKind
  name: Localized | null
  counterparty?: Localized | null
  slug?: string | null
}

/** An account as people call it: what kind, and whose. */
export const AccountName = ({ t, kind, name, counterparty, slug }: AccountNameProps) => {
  const other = counterparty && languagesOf(counterparty).length > 0 ? counterparty : null
  // A claim is on the other one, a debt to the other one.
  const whose = other ?? name
  return (
    <>
      {t(`kind.${kind}`)}
      {whose ? ' · ' : null}
      {whose && slug ? (
        <Link to={organisationPaths.profile({ slug })}>
          <Text of={whose} bare />
        </Link>
      ) : (
        <Text of={whose} bare />
      )}
    </>
  )
}

/** What happened, and what kind of row it is where it did not move at once. */
export const Happened = ({ t, kind, phase }: { t: T; kind: string; phase: AnyPhase }) => (
  <>
    {happened(t, kind)}
    {phase === 'single' ? null : <span class="hint"> · {t(`phase.${phase}`)}</span>}
  </>
)

type AnyPhase = 'single' | 'pending' | 'post' | 'void' | 'expire'

/** The way back from pages of the desk. */
export const crumb = (t: T) => ({ to: paths.desk(), label: t('desk.title') })

/** A long number in pieces that an eye can compare. */
export const Hash = ({ of }: { of: Uint8Array | string }) => {
  const hex = typeof of === 'string' ? of : Buffer.from(of).toString('hex')
  return <Copy text={hex} shown={hex.replace(/(.{8})(?=.)/g, '$1 ')} />
}

export function Checked({ t, of }: { t: T; of: LastChecking | undefined }) {
  const { locale } = usePage()
  if (!of) return <>{t('proof.never')}</>
  const when = formatDateTime(of.ended_at, locale)
  return (
    <>
      {of.fault_count === 0
        ? t('checked.ok', { when })
        : t('checked.bad', { when, count: of.fault_count })}
    </>
  )
}

/** Amounts as money; what is no amount, or in no known currency, as it stands. */
const figures = (t: T, text: string | undefined, of: FaultOf['of']) =>
  of && text && /^-?\d+( -?\d+)*$/.test(text)
    ? text
        .split(' ')
        .map((minor) => formatMoney(BigInt(minor), of.currency, t.locale))
        .join(' · ')
    : (text ?? '–')

/** The number of the account, for the treasurer with its name. */
function accountSaid(t: T, { account, of }: FaultOf, named: boolean): string {
  if (!account) return '–'
  const whose = of?.counterparty ?? of?.name
  const name = whose ? plainText(whose, t.locale) : ''
  return named && of ? [account, t(`kind.${of.kind}`), name].filter(Boolean).join(' · ') : account
}

interface FaultsProps {
  t: T
  faults: readonly FaultOf[]
  /** Whoever reads it may know the accounts by name. */
  named?: boolean
}

/** Everything that did not come out, in sentences. */
export const Faults = ({ t, faults, named = false }: FaultsProps) => (
  <Notice tone="bad">
    <ul>
      {faults.map((fault) => (
        <li key={[fault.code, fault.block, fault.seq, fault.account, fault.is].join(' ')}>
          {t(`fault.${fault.code}`, {
            block: fault.block ?? '–',
            row: fault.seq ?? '–',
            account: accountSaid(t, fault, named),
            is: figures(t, fault.is, fault.of),
            should: figures(t, fault.should, fault.of),
          })}
        </li>
      ))}
    </ul>
  </Notice>
)

interface Sides {
  readonly debits_minor: bigint
  readonly credits_minor: bigint
  readonly currency: string
}

/**
 * Two columns; a side with nothing on it stays empty, so that the eye finds the other. Where
 * neither has anything, nought is said: an empty row would look forgotten.
 */
const sides = <R extends Sides>(t: T) =>
  (['debit', 'credit'] as const).map((side) => ({
    key: side,
    label: t(side),
    number: true,
    cell: (row: R) => {
      const minor = row[`${side}s_minor`]
      const settled = row.debits_minor === 0n && row.credits_minor === 0n
      return minor === 0n && !settled ? '' : <Money minor={minor} currency={row.currency} />
    },
  }))

interface StandsProps {
  t: T
  rows: readonly TrialRow[]
  /** Name the ledger beside the currency. */
  ledgers?: boolean
  /** For treasurers: each kind leads to its accounts. */
  linked?: boolean
}

/** What stands on the accounts of each kind, a table for each currency with its sum. */
export const Stands = ({ t, rows, ledgers = false, linked = false }: StandsProps) => (
  <>
    {together(rows).map((group) => {
      const { ledger, currency } = group
      const caption = ledgers ? `${ledgerSaid(t, ledger)}, ${currency}` : currency
      return (
        <Table<TrialRow | Totalled>
          key={`${ledger} ${currency}`}
          caption={caption}
          rows={group.rows}
          rowKey={(row) => ('kind' in row ? row.kind : '')}
          total={{ ...group, total: true }}
          columns={[
            {
              key: 'kind',
              label: t('account'),
              heads: true,
              cell: (row) => ('kind' in row ? <Kind t={t} of={row} linked={linked} /> : t('sum')),
            },
            ...sides<TrialRow | Totalled>(t),
          ]}
        />
      )
    })}
  </>
)

interface Totalled extends Sides {
  readonly total: true
}

const Kind = ({ t, of, linked }: { t: T; of: TrialRow; linked: boolean }) => {
  const { kind, currency, accounts } = of
  if (!linked) return <>{t(`account.${kind}`)}</>
  return (
    <>
      <Link to={paths.accounts({ kind, currency })}>{t(`account.${kind}`)}</Link>{' '}
      <span class="hint">{String(accounts)}</span>
    </>
  )
}

const ledgerSaid = (t: T, ledger: number) =>
  t(ledger === 2 ? 'ledger.2' : ledger === 3 ? 'ledger.3' : 'ledger.1')
