// Papers as PDF: tagged (PDF/UA-1), in a language, set with our own fonts by Typst. The press runs
// in a thread that begins with the first paper and ends when none was wanted for a while.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PressAnswer, PressOrder } from './pdf-press.ts'

export interface Paper {
  /** Typst, written by us. It finds what it shows as JSON in `sys.inputs.values`. */
  readonly source: string
  readonly values: object
  /** What the file says of its own making; the same paper of the same moment is the same bytes. */
  readonly made_at: Date
}

// A paper takes some milliseconds. Whoever waits behind so many is told to come again.
const waitingMax = 100
// A paper that is not ready by now never will be.
const paperMs = 20_000
// One letter seldom comes alone, and a press that stands by costs memory.
const idleMs = 60_000

/** Too many papers are waiting: a fault that passes by itself. */
export class PressBusy extends Error {}

export function printPdf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting.size >= waitingMax) return Promise.reject(new PressBusy('Too many papers wait.'))
  const order: PressOrder = {
    number: ++orders,
    source: paper.source,
    values: paper.values,
    made_at_s: Math.floor(paper.made_at.getTime() / 1000),
  }
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
  const late = setTimeout(() => stopPress(new Error('A paper took too long.')), paperMs)
  waiting.set(order.number, { resolve, reject, late })
  clearTimeout(idle)
  press ??= startPress()
  // While somebody waits, the program does not end; a press that only stands by holds nobody up.
  press.ref()
  press.postMessage(order)
  return promise
}

interface Waiting {
  readonly resolve: (pdf: Uint8Array<ArrayBuffer>) => void
  readonly reject: (fault: Error) => void
  readonly late: NodeJS.Timeout
}

let orders = 0
let press: Worker | undefined
let idle: NodeJS.Timeout | undefined
const waiting = new Map<number, Waiting>()

// From the sources, and beside the program in the build; a tool of ours lies next to its folder.
const places = ['pdf-press.ts', 'pdf-press.js', '../server/pdf-press.js']

function startPress(): Worker {
  const path = places
    .map((place) => join(import.meta.dirname, place))
    .find((place) => existsSync(place))
  if (!path) throw new Error('The press is not there: build first.')
  const started = new Worker(path, { resourceLimits: { maxOldGenerationSizeMb: 128 } })
  started.on('message', take)
  started.on('error', (fault) => started === press && stopPress(fault))
  return started
}

function take(answer: PressAnswer) {
  const order = waiting.get(answer.number)
  if (!order) return
  waiting.delete(answer.number)
  clearTimeout(order.late)
  if ('pdf' in answer) order.resolve(answer.pdf)
  else order.reject(new Error(answer.fault))
  if (waiting.size > 0) return
  press?.unref()
  idle = setTimeout(() => stopPress(new Error('The press stopped.')), idleMs).unref()
}

/** Everybody who waits is told; the next paper starts another press. */
function stopPress(why: Error) {
  const stopped = press
  press = undefined
  for (const { reject, late } of waiting.values()) {
    clearTimeout(late)
    reject(why)
  }
  waiting.clear()
  void stopped?.terminate()
}
