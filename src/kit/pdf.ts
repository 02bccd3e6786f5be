// Papers as PDF: tagged (PDF/UA-1), in a language, set with our own fonts by Typst. The press is a
// program of its own: it begins with the first paper and ends when none was wanted for a while, so
// that the web process neither pays for it nor falls with it (decision 0185).
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
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
// Typst keeps a third of a megabyte of every paper for ever; a new press begins without.
const papersOfOnePress = 200

/** Too many papers are waiting: a fault that passes by itself. */
export class PressBusy extends Error {}

export function printPdf({ source, values, made_at }: Paper): Promise<Uint8Array<ArrayBuffer>> {
  if (queue.length >= waitingMax) return Promise.reject(new PressBusy('Too many papers wait.'))
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
  const made_at_s = Math.floor(made_at.getTime() / 1000)
  queue.push({ order: { source, values, made_at_s }, resolve, reject })
  printNext()
  return promise
}

interface Waiting {
  readonly order: PressOrder
  readonly resolve: (pdf: Uint8Array<ArrayBuffer>) => void
  readonly reject: (fault: Error) => void
}

interface Press {
  readonly child: ChildProcess
  printed: number
}

const queue: Waiting[] = []
let underWay: (Waiting & { readonly late: NodeJS.Timeout }) | null = null
let press: Press | null = null
let idle: NodeJS.Timeout | undefined

function printNext() {
  if (underWay) return
  const next = queue.shift()
  if (!next) return
  clearTimeout(idle)
  const late = setTimeout(() => stopPress(new Error('A paper took too long.')), paperMs)
  underWay = { ...next, late }
  press ??= startPress()
  // While somebody waits, the program does not end; a press that only stands by holds nobody up.
  press.child.channel?.ref()
  press.child.send(next.order)
}

function take(answer: PressAnswer) {
  const waiting = underWay
  if (!waiting || !press) return
  clearTimeout(waiting.late)
  underWay = null
  press.printed += 1
  press.child.channel?.unref()
  if ('pdf' in answer) waiting.resolve(answer.pdf)
  else waiting.reject(new Error(answer.fault))
  if (press.printed >= papersOfOnePress) stopPress(null)
  else idle = setTimeout(() => stopPress(null), idleMs).unref()
  printNext()
}

// From the sources, and beside the program in the build; a tool of ours lies next to its folder.
const places = ['pdf-press.ts', 'pdf-press.js', '../pdf-press.js', '../server/pdf-press.js']

function startPress(): Press {
  const path = places
    .map((place) => join(import.meta.dirname, place))
    .find((place) => existsSync(place))
  if (!path) throw new Error('The press is not there: build first.')
  const child = fork(path, {
    serialization: 'advanced',
    // It sets type; it needs none of our secrets, and no debugger of ours.
    env: {},
    execArgv: ['--max-old-space-size=64'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.unref()
  child.on('message', (answer: PressAnswer) => press?.child === child && take(answer))
  for (const end of ['error', 'exit'] as const)
    child.on(end, () => press?.child === child && stopPress(new Error('The press stopped.')))
  return { child, printed: 0 }
}

/** Whoever waited for this paper is told why not; the next paper starts another press. */
function stopPress(why: Error | null) {
  const stopped = press
  press = null
  clearTimeout(idle)
  stopped?.child.kill('SIGKILL')
  if (!underWay || !why) return
  clearTimeout(underWay.late)
  underWay.reject(why)
  underWay = null
  printNext()
}
