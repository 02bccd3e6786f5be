import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { History } from '#ui/history.tsx'
import { plainText } from '#ui/text.tsx'
import { paths, postOf } from '../paths.ts'
import { changesPerPage } from '../schema.ts'
import { fieldSaid, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Change } from './queries.ts'

interface HistoryPageProps {
  t: T
  post: { slug: string; title: Localized; organisation_slug: string }
  changes: readonly Change[]
  page: number
  names: ReadonlyMap<string, string>
}

export function HistoryPage({ t, post, changes, page, names }: HistoryPageProps) {
  const { locale } = usePage()
  const at = { slug: post.organisation_slug, post: post.slug }
  return (
    <History
      title={t('history.title')}
      of={{ to: postOf(post), label: plainText(post.title, locale) }}
      changes={changes}
      page={page}
      perPage={changesPerPage}
      to={(number) => paths.history(at, { page: number })}
      say={({ field, language }) => ({
        field: fieldSaid(t, field, language),
        value: (of) => valueSaid(t, field, of, names),
      })}
    />
  )
}
