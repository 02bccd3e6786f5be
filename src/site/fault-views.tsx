import { usePage } from '#kit/page.tsx'
import { ActionLink } from '#ui/link.tsx'
import { SearchBox } from '#ui/masthead.tsx'
import { Page } from '#ui/page.tsx'
import type { FaultStatus } from './faults.tsx'
import { paths } from './paths.ts'
import type { T } from './words.ts'

interface FaultProps {
  t: T
  status: FaultStatus
  seconds: number
}

/** What went wrong, what to do, and the number by which we find it in the log. */
export function FaultPage({ t, status, seconds }: FaultProps) {
  const { request_id } = usePage()
  return (
    <Page title={t(`fault.${status}.title`)} unlisted>
      <h1>{t(`fault.${status}.title`)}</h1>
      <p class="lede">{t(`fault.${status}.text`, { seconds })}</p>
      {status === 404 ? <SearchBox id="search-page" /> : null}
      <p>
        <ActionLink to={paths.home()}>{t('fault.home')}</ActionLink>
      </p>
      <p class="hint">
        {t('fault.request')} <code>{request_id}</code>
      </p>
    </Page>
  )
}
