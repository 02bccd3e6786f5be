import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { History } from '#ui/history.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { historyFields } from '../rules.ts'
import { changesPerPage } from '../schema.ts'
import { fieldSaid, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Change } from './queries.ts'

interface HistoryPageProps {
  t: T
  organisation: { slug: string; name: Localized }
  changes: readonly Change[]
  page: number
  places: ReadonlyMap<string, string>
}

export function HistoryPage({ t, organisation, changes, page, places }: HistoryPageProps) {
  const { locale } = usePage()
  return (
    <History
      title={t('history.title')}
      of={{ to: paths.profile(organisation), label: plainText(organisation.name, locale) }}
      changes={changes}
      page={page}
      perPage={changesPerPage}
      to={(number) => paths.history(organisation, { page: number })}
      say={({ field: changed, language }) => {
        const field = historyFields.find((known) => known === changed)
        if (!field) return null
        const value = (of: unknown) => valueSaid(t, field, of, places)
        return { field: fieldSaid(t, field, language), value }
      }}
    />
  )
}
