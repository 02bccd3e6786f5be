// `bin/mozaik data …`: the data sets from a terminal, into a file or onwards through a pipe.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Cell, Dataset } from '#kit/dataset.ts'
import { type Format, formats, written } from '#kit/dataset-formats.ts'
import type { Module } from '#kit/module.ts'
import type { World } from '#kit/world.ts'
import { type Database, modules } from '#modules'
import { progressOn } from './progress.ts'

type Open = () => Promise<World<Database>>

const all: readonly Module<Database>[] = modules
const datasets: readonly Dataset<Database>[] = all.flatMap((module) => module.datasets ?? [])

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

export function addExports(program: Command, open: Open) {
  const data = program.command('data').description('open data: what there is, and all of it')

  data
    .command('list')
    .description('the data sets, how many rows they have and when they last changed')
    .option('--json', 'for a machine')
    .action(async ({ json }: { json?: boolean }) => {
      const { reads } = await open()
      const found = []
      for (const { name, licence, measure } of datasets)
        found.push({ name, ...(await measure(reads)), licence: licence.name, formats })
      if (json) process.stdout.write(`${JSON.stringify(found)}\n`)
      else for (const { name, rows } of found) say(`${name}: ${rows} rows`)
    })

  data
    .command('export <name>')
    .description('all rows of a data set, onto the output or into a file')
    .addOption(new Option('--format <format>').choices(formats).default('csv'))
    .option('--since <moment>', 'what changed since, with what was withdrawn', moment)
    .option('--out <file>', 'into this file; it appears when it is whole')
    .action(async (name: string, options: Options) => {
      const set = datasets.find((one) => one.name === name)
      if (!set) {
        const names = datasets.map((one) => one.name).join(', ')
        return refuse(`There is no data set ${name}. There is: ${names}.`)
      }
      await exportSet(await open(), set, options)
    })
}

interface Options {
  readonly format: Format
  readonly since?: Date
  readonly out?: string
}

function refuse(why: string) {
  say(why)
  process.exitCode = 1
}

function moment(typed: string): Date {
  const read = new Date(typed)
  if (Number.isNaN(read.getTime()))
    throw new InvalidArgumentError('Say it as 2026-11-21 or 2026-11-21T10:00:00Z.')
  return read
}

async function exportSet({ reads, settings }: World<Database>, set: Dataset<Database>, o: Options) {
  const { format, since = null, out } = o
  const progress = progressOn(process.stderr)
  const { rows } = await set.measure(reads)
  const count = { done: 0 }
  const pieces = counted(set.rows(reads, { since, base_url: settings.base_url }), (some) => {
    count.done += some
    if (!since) progress.tell(`${count.done} of ${rows} rows`, count.done / Math.max(1, rows))
  })
  // A piece at a time: sixteen, which is the custom, would wait in memory for the disk.
  const text = Readable.from(written(format, set.columns, pieces), { highWaterMark: 1 })
  if (out) await intoFile(text, resolve(out))
  else await ontoOutput(text)
  progress.end()
  say(`${set.name}, rows: ${count.done}${out ? `, in ${out}` : ''}.`)
}

type Pieces = AsyncIterable<readonly (readonly Cell[])[]>

async function* counted(pieces: Pieces, tell: (rows: number) => void) {
  for await (const rows of pieces) {
    yield rows
    tell(rows.length)
  }
}

/** Under another name until it is whole, so that half of it is never taken for all. */
async function intoFile(text: Readable, path: string) {
  const unfinished = `${path}.unfinished`
  try {
    await pipeline(text, createWriteStream(unfinished))
    await rename(unfinished, path)
  } catch (fault) {
    await rm(unfinished, { force: true })
    throw fault
  }
}

/** Whoever reads the pipe may have had enough: `| head` is no fault. */
async function ontoOutput(text: Readable) {
  try {
    await pipeline(text, process.stdout, { end: false })
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'EPIPE') throw fault
  }
}
