// What pages of the books have in common: how accounts, events and amounts are said.
import { formatDateTime } from '#kit/format.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Copy } from '#ui/copy.tsx'
import { Link } from '#ui/link.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from './paths.ts'
import type { LastChecking } from './queries.ts'
import { type AccountKind, eventKinds } from './rules.ts'
import type { T } from './words.ts'

/** What happened, in words where it is a kind of ours. */
export function happened(t: T, kind: string): string {
  const known = eventKinds.find((one) => one === kind)
  return known ? t(`event.${known}`) : kind.replaceAll('_', ' ')
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

/** The way back from pages of the desk. */
export const crumb = (t: T) => ({ to: paths.desk(), label: t('desk.title') })

/** A long number in pieces that an eye can compare. */
export const Hash = ({ of }: { of: Uint8Array }) => {
  const hex = Buffer.from(of).toString('hex')
  return <Copy text={hex} shown={hex.replace(/(.{8})(?=.)/g, '$1 ')} />
}

export function Checked({ t, of }: { t: T; of: LastChecking | undefined }) {
  const { locale } = usePage()
  if (!of) return <>{t('journal.checked.never')}</>
  const when = formatDateTime(of.began_at, locale)
  return (
    <>
      {of.fault_count === 0
        ? t('journal.checked.ok', { when })
        : t('journal.checked.bad', { when, count: of.fault_count })}
    </>
  )
}
