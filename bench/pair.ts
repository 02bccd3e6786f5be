// Two web processes beside one, as behind a balancer: each gets half of those who ask. Whoever
// asks, the processes and PostgreSQL share the processors of one machine.
import autocannon from 'autocannon'
import type { MadeCountry } from './made-country.ts'
import { type Program, startSite } from './processes.ts'
import { pagesUnderLoad } from './subjects.ts'

export interface PairFigures {
  readonly page: string
  readonly one_per_second: number
  readonly two_per_second: number
}

const connections = 20

export async function measurePair(
  country: MadeCountry,
  { seconds }: { seconds: number },
): Promise<PairFigures[]> {
  const subjects = await pagesUnderLoad(country)
  const [first, second] = [await startSite(country), await startSite(country)]
  try {
    const figures: PairFigures[] = []
    for (const page of ['an organisation', 'search', 'directory, filtered']) {
      const paths = subjects[page] ?? []
      const ask = (programs: readonly Program[]) => load(programs, paths, seconds)
      await ask([first, second])
      const one_per_second = await ask([first])
      figures.push({ page, one_per_second, two_per_second: await ask([first, second]) })
    }
    return figures
  } finally {
    await Promise.all([first.stop(), second.stop()])
  }
}

async function load(programs: readonly Program[], paths: readonly string[], duration: number) {
  const requests = paths.map((path) => ({ method: 'GET' as const, path }))
  const each = connections / programs.length
  const results = await Promise.all(
    programs.map(({ url }) => autocannon({ url, connections: each, duration, requests })),
  )
  return results.reduce((sum, { requests: { total }, duration: took }) => sum + total / took, 0)
}
