// What can be measured of the machine, as parts of its page.
import { formatBytes, formatNumber } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import type { T } from '../words.ts'
import type { AllFigures, Statement, TableSize } from './queries.ts'

export interface Program {
  readonly version: string
  readonly node: string
  readonly began_at: Date
}

interface StorageProps {
  t: T
  figures: AllFigures
  largest: readonly TableSize[]
}

export const StorageFacts = ({ t, figures, largest }: StorageProps) => {
  const { locale } = t
  const { disk_free_bytes: free, disk_size_bytes: size } = figures
  const disk = free !== null && size !== null
  const files = { bytes: formatBytes(figures.files_bytes, locale), count: figures.files }
  return (
    <section>
      <h2>{t('status.storage')}</h2>
      <DefinitionList
        of={[
          {
            key: 'database',
            term: t('status.database'),
            is: formatBytes(figures.database_bytes, locale),
          },
          { key: 'files', term: t('status.files'), is: t('status.files.value', files) },
          disk && {
            key: 'disk',
            term: t('status.disk'),
            is: t('status.disk.value', {
              free: formatBytes(free, locale),
              size: formatBytes(size, locale),
            }),
          },
        ]}
      />
      <Table
        caption={t('status.tables')}
        rows={largest}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            label: t('status.table'),
            cell: ({ name }) => <code>{name}</code>,
            heads: true,
          },
          {
            key: 'rows',
            label: t('status.rows'),
            cell: ({ rows }) => formatNumber(rows, locale),
            number: true,
          },
          {
            key: 'size',
            label: t('status.size'),
            cell: ({ bytes }) => formatBytes(bytes, locale),
            number: true,
          },
        ]}
      />
    </section>
  )
}

interface SlowProps {
  t: T
  slow: readonly Statement[] | null
}

const rounded = (value: number, locale: Locale) => formatNumber(Math.round(value * 10) / 10, locale)

export const Slow = ({ t, slow }: SlowProps) => (
  <section>
    <h2>{t('status.slow')}</h2>
    {slow === null ? (
      <p>{t('status.slow.none')}</p>
    ) : (
      <Table
        caption={t('status.slow')}
        hideCaption
        rows={slow}
        rowKey={({ query, total_s }) => `${query} ${total_s}`}
        columns={[
          {
            key: 'query',
            label: t('status.slow.query'),
            cell: ({ query }) => <code>{query}</code>,
            heads: true,
          },
          {
            key: 'calls',
            label: t('status.slow.calls'),
            cell: ({ calls }) => formatNumber(calls, t.locale),
            number: true,
          },
          {
            key: 'mean',
            label: t('status.slow.mean'),
            cell: ({ mean_ms }) => rounded(mean_ms, t.locale),
            number: true,
          },
          {
            key: 'total',
            label: t('status.slow.total'),
            cell: ({ total_s }) => rounded(total_s, t.locale),
            number: true,
          },
        ]}
      />
    )}
  </section>
)

interface VersionProps {
  t: T
  figures: AllFigures
  program: Program
}

export const VersionFacts = ({ t, figures, program }: VersionProps) => {
  const { versions, backed_up_at } = figures
  const migration = { name: versions.last_migration, count: versions.migrations }
  return (
    <section>
      <h2>{t('status.versions')}</h2>
      <DefinitionList
        of={[
          { key: 'program', term: t('status.versions.program'), is: `Mozaik ${program.version}` },
          {
            key: 'engines',
            term: t('status.database'),
            is: `PostgreSQL ${versions.postgres}, Node ${program.node}`,
          },
          {
            key: 'migration',
            term: t('status.migration'),
            is: t('status.migration.value', migration),
          },
          {
            key: 'since',
            term: t('status.versions.since'),
            is: <When at={program.began_at} as="relative" />,
          },
          {
            key: 'backup',
            term: t('status.backup'),
            is: backed_up_at ? <When at={backed_up_at} as="relative" /> : t('status.never'),
          },
        ]}
      />
    </section>
  )
}
