// The figures in words and columns, each beside what it is held against.
import type { BackupFigures } from './backups.ts'
import type { ExportFigures } from './export.ts'
import type { FeedFigures } from './feed.ts'
import type { PagesFigures } from './pages.ts'
import type { PairFigures } from './pair.ts'
import type { SearchFigures } from './search.ts'
import type { StartFigures } from './starts.ts'
import { apart, kilobytes, table, tenth, whole } from './table.ts'
import type { WeightFigures } from './weights.ts'

export function tellPages({ pages, at_rest, memory }: PagesFigures, organisations: number): string {
  const rows = pages.map((page) => [
    page.page,
    apart(page.per_second, whole),
    apart(page.bare_per_second, whole),
    apart(page.ratio, (value) => value.toFixed(2)),
    apart(page.p50_ms, whole),
    apart(page.p99_ms, whole),
    apart(page.bare_p99_ms, whole),
    whole(page.compressed_per_second),
  ])
  const costs = pages.map((page) => [
    page.page,
    ...[page.web_ms, page.postgres_ms, page.bare_web_ms, page.bare_postgres_ms].map(({ median }) =>
      median.toFixed(2),
    ),
    page.statements,
    kilobytes(page.bytes),
  ])
  const head = ['signed out', 'pages/s', 'bare/s', 'ratio', 'p50 ms', 'p99 ms', 'bare p99']
  const costHead = ['processor ms a page', 'web', 'postgres', 'bare web', 'bare postgres']
  const held =
    memory && at_rest ? `${at_rest.now_mb} MB at rest, ${memory.peak_mb} MB at most` : '–'
  return [
    `Pages with ${whole(organisations)} organisations, 20 connections (aims: ratio 0.50, p99 50 ms)`,
    table([...head, 'compressed/s'], rows),
    '',
    table([...costHead, 'statements', 'kB'], costs),
    '',
    `  The web process held ${held} (aim: 250 MB).`,
  ].join('\n')
}

export function tellSearch(figures: readonly SearchFigures[]): string {
  const manners = Object.keys(figures[0]?.manners ?? {})
  const row = (name: string, of: (one: SearchFigures) => { p50_ms: number; p95_ms: number }) => [
    name,
    ...figures.flatMap((one) => [tenth(of(one).p50_ms), tenth(of(one).p95_ms)]),
  ]
  const rows = manners.map((manner) =>
    row(manner, (one) => one.manners[manner] ?? { p50_ms: Number.NaN, p95_ms: Number.NaN }),
  )
  const sizes = figures.map(({ organisations }) => whole(organisations))
  const slowest = figures.map(
    ({ organisations, slowest: { query, p50_ms } }) =>
      `  The slowest among ${whole(organisations)}: “${query}”, ${tenth(p50_ms)} ms.`,
  )
  return [
    'Search: milliseconds, p50 and p95, one at a time (aim: p95 30 ms among 100,000)',
    table(
      ['', ...sizes.flatMap((size) => [size, 'p95'])],
      [...rows, row('all together', (one) => one)],
    ),
    ...slowest,
  ].join('\n')
}

export function tellExport(figures: readonly ExportFigures[], organisations: number): string {
  const rows = figures.map((one) => [
    one.format,
    apart(one.rows_per_second, whole),
    apart(one.bare_per_second, whole),
    apart(one.ratio, (value) => value.toFixed(2)),
    one.megabytes,
    one.peak_mb,
  ])
  return [
    `Export of ${whole(organisations)} organisations (aims: ratio 0.50, 150 MB)`,
    table(['', 'rows/s', 'bare cursor/s', 'ratio', 'MB written', 'peak MB'], rows),
  ].join('\n')
}

export function tellStarts({ first_ms, again_ms, steps_ms }: StartFigures): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(2)
  return [
    'From npm start to the first page, in seconds (aim: 3 on a folder in use)',
    table(
      ['', 's'],
      [
        ['on a folder in use', apart(again_ms, seconds)],
        ['from nothing, built', seconds(first_ms)],
        ...Object.entries(steps_ms).map(([name, ms]) => [`  ${name}`, seconds(ms)]),
      ],
    ),
  ].join('\n')
}

export function tellWeights(figures: readonly WeightFigures[]): string {
  const rows = figures.map((one) => [
    one.page,
    one.locale,
    ...[one.html, one.css, one.js, one.fonts, one.total].map(kilobytes),
    one.requests,
  ])
  return [
    'A first visit in kB as served, compressed, without pictures (aim: 60)',
    table(['', 'locale', 'HTML', 'CSS', 'JS', 'fonts', 'all', 'requests'], rows),
  ].join('\n')
}

export function tellPair(figures: readonly PairFigures[]): string {
  const rows = figures.map(({ page, one_per_second, two_per_second }) => [
    page,
    whole(one_per_second),
    whole(two_per_second),
    (two_per_second / one_per_second).toFixed(2),
  ])
  return ['Two web processes beside one', table(['', 'one/s', 'two/s', 'ratio'], rows)].join('\n')
}

export function tellBackups(figures: BackupFigures): string {
  const { database_mb, file_mb, verify_ms } = figures
  const row = (name: string, ms: number, bare_ms: number | null) => [
    name,
    tenth(ms / 1000),
    whole(database_mb / (ms / 1000)),
    bare_ms === null ? '–' : tenth(bare_ms / 1000),
    bare_ms === null ? '–' : (bare_ms / ms).toFixed(2),
  ]
  const rows = [
    row('backup, beside reading every row', figures.backup_ms, figures.bare_read_ms),
    row('verify', verify_ms, null),
    row('restore, beside copying the files', figures.restore_ms, figures.bare_copy_ms),
  ]
  return [
    `A backup of ${whole(database_mb)} MB, which takes ${whole(file_mb)} MB`,
    table(['', 's', 'MB/s', 'bare s', 'ratio'], rows),
  ].join('\n')
}

export function tellFeed({ posts, bytes, feed_ms, unchanged_ms, bare_ms, ratio }: FeedFigures) {
  return [
    `The feed of a day with ${whole(posts)} posts, in milliseconds`,
    table(
      ['', 'ms'],
      [
        [`fifty posts, ${kilobytes(bytes)} kB`, feed_ms.toFixed(2)],
        ['for who has it already', unchanged_ms.toFixed(2)],
        ['one statement and one string', bare_ms.toFixed(2)],
        ['bare beside ours', ratio.toFixed(2)],
      ],
    ),
  ].join('\n')
}
