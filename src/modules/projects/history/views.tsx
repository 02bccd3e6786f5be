import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { History } from '#ui/history.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { changesPerPage } from '../schema.ts'
import { fieldSaid, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Change } from './queries.ts'

interface HistoryPageProps {
  t: T
  project: { slug: string; name: Localized }
  changes: readonly Change[]
  page: number
  names: ReadonlyMap<string, string>
}

export function HistoryPage({ t, project, changes, page, names }: HistoryPageProps) {
  const { locale } = usePage()

  return (
    <History
      title={t('history.title')}
      of={{ to: paths.project(project), label: plainText(project.name, locale) }}
      changes={changes}
      page={page}
      perPage={changesPerPage}
      to={(number) => paths.history(project, { page: number })}
      say={({ part, field, language }) => ({
        field: fieldSaid(t, part, field, language),
        value: (of) => valueSaid(t, field, of, names),
      })}
    />
  )
}
