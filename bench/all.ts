// `npm run bench`: how fast, how large, how soon. With a word, one part of it:
//
//   npm run bench -- search --quick --json figures.json
import { writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import type { Postgres } from '#kit/postgres.ts'
import { measureBackups } from './backups.ts'
import { measureBankFiles, tellBankFiles } from './bank-files.ts'
import { measureExport } from './export.ts'
import { measureFeed } from './feed.ts'
import { measureImports, tellImports } from './imports.ts'
import { measureLedger } from './ledger.ts'
import { madeCountry, postmaster, startServer } from './made-country.ts'
import { measurePages } from './pages.ts'
import { measurePair } from './pair.ts'
import { say } from './processes.ts'
import { measureSearch } from './search.ts'
import { measureBuild, measureStarts } from './starts.ts'
import {
  tellBackups,
  tellExport,
  tellFeed,
  tellPages,
  tellPair,
  tellSearch,
  tellStarts,
  tellWeights,
} from './told.ts'
import { measureWeights } from './weights.ts'

const parts = [
  'weight',
  'search',
  'feed',
  'pages',
  'export',
  'import',
  'bank',
  'pair',
  'backup',
  'ledger',
  'campaigns',
  'start',
] as const
type Part = (typeof parts)[number]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    plans: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const usage = `npm run bench [-- ${parts.join('|')} …] [--quick] [--json FILE] [--plans]
  --quick   a tenth of the organisations, and one short round
  --plans   how PostgreSQL does the slowest search
`

const effort = values.quick
  ? { sizes: [1_000, 10_000], rounds: 1, seconds: 3 }
  : { sizes: [1_000, 10_000, 100_000], rounds: 3, seconds: 8 }
const most = Math.max(...effort.sizes)
// So many organisations, with everything about them, are a gigabyte on the disk.
const gigabyte = 240_000

const tell = (text: string) => process.stdout.write(`${text}\n\n`)

const measurements: Record<Part, (server: Postgres) => Promise<unknown>> = {
  async weight(server) {
    const figures = await measureWeights(await madeCountry(server, effort.sizes[0] ?? 1000))
    tell(tellWeights(figures))
    return figures
  },
  async search(server) {
    const figures = []
    for (const size of effort.sizes) {
      figures.push(await measureSearch(await madeCountry(server, size), values.quick ? 5 : 20))
    }
    tell(tellSearch(figures))
    if (values.plans) tell(figures.at(-1)?.slowest.plan ?? '')
    return figures
  },
  async feed(server) {
    const country = await madeCountry(server, effort.sizes[0] ?? 1000)
    const figures = await measureFeed(country, values.quick ? 50 : 300)
    tell(tellFeed(figures))
    return figures
  },
  async pages(server) {
    const figures = await measurePages(await madeCountry(server, most), postmaster(), effort)
    tell(tellPages(figures, most))
    return figures
  },
  async pair(server) {
    const figures = await measurePair(await madeCountry(server, most), effort)
    tell(tellPair(figures))
    return figures
  },
  async backup(server) {
    const country = await madeCountry(server, values.quick ? most : gigabyte)
    const figures = await measureBackups(server, country)
    tell(tellBackups(figures))
    return figures
  },
  async export(server) {
    const figures = await measureExport(await madeCountry(server, most), effort.rounds)
    tell(tellExport(figures, most))
    return figures
  },
  async import(server) {
    const figures = await measureImports(server, most)
    tell(tellImports(figures))
    return figures
  },
  ledger(server) {
    const { rounds, seconds } = effort
    return measureLedger(server, { rounds, seconds, transfers: values.quick ? 100_000 : 1_000_000 })
  },
  async bank(server) {
    const figures = await measureBankFiles(server, values.quick ? 10_000 : 100_000)
    tell(tellBankFiles(figures))
    return figures
  },
  async campaigns(server) {
    const country = await madeCountry(server, effort.sizes[0] ?? 1000)
    const pledges = values.quick ? 1_000 : 10_000
    // Builders of the house bring pages with them, which Node does not read by itself.
    const { module } = await runnerImport<typeof import('./campaigns.ts')>('./bench/campaigns.ts')
    const figures = await module.measureCampaigns(country, { seconds: effort.seconds, pledges })
    tell(module.tellCampaigns(figures))
    return figures
  },
  async start() {
    const figures = await measureStarts(effort.rounds)
    const build_ms = await measureBuild()
    const all = { ...figures, steps_ms: { ...figures.steps_ms, 'the build': build_ms } }
    tell(tellStarts(all))
    return all
  },
}

async function bench(asked: readonly Part[]) {
  const machine = {
    processors: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  }
  tell(`${machine.processors} processors, ${machine.memory_gb} GB, Node ${machine.node}`)
  const server = await startServer()
  const figures: Record<string, unknown> = { at: new Date().toISOString(), machine }
  try {
    for (const part of asked) {
      say(`── ${part}`)
      figures[part] = await measurements[part](server)
    }
  } finally {
    await server.stop()
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
}

const unknown = positionals.filter((word) => !parts.some((part) => part === word))
if (values.help || unknown.length > 0) {
  say(unknown.length > 0 ? `There is no part ${unknown.join(', ')}.\n${usage}` : usage)
  process.exitCode = values.help ? 0 : 64
} else {
  await bench(positionals.length > 0 ? parts.filter((part) => positionals.includes(part)) : parts)
}
