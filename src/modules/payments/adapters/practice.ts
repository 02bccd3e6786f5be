// Cards for practice: the adapter for Stripe, with a processor behind it that keeps its books in a
// file of the development machine. No money moves, and in production it is not there.
import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '#kit/settings.ts'
import type { CardAdapter } from './contract.ts'
import { answerApi } from './practice-api.ts'
import { type Books, emptyBooks, usualTariff } from './practice-books.ts'
import type { Doing } from './practice-doings.ts'
import { stripeAdapter } from './stripe.ts'

const secret_key = 'sk_practice'
export const practiceSecret = 'whsec_practice'

export function practiceAdapter(settings: Settings): CardAdapter {
  const pay_url = `${settings.base_url}/dev/cards/`
  const keys = { secret_key, webhook_secrets: [practiceSecret] }
  const answering = (input: string | URL | Request, init?: RequestInit) =>
    practise(settings.data_dir, new Date(), (doing) =>
      answerApi({ ...doing, secret_key, pay_url }, new Request(input, init)),
    )
  return stripeAdapter({ ...keys, fetch: answering }, 'practice')
}

// One after another: web and worker are one process where there is practice.
let turn: Promise<unknown> = Promise.resolve()

/** Do something with the processor's books, and keep what became of them. */
export function practise<T>(
  data_dir: string,
  now: Date,
  work: (doing: Doing) => T | Promise<T>,
): Promise<T> {
  const mine = turn.then(async () => {
    const file = join(data_dir, 'practice-processor.json')
    const books = await read(file)
    const result = await work({ books, tariff: usualTariff, now })
    await writeFile(`${file}.new`, JSON.stringify(books))
    await rename(`${file}.new`, file)
    return result
  })
  turn = mine.catch(() => undefined)
  return mine
}

async function read(file: string): Promise<Books> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Books
  } catch {
    return emptyBooks(randomBytes(4).toString('hex'))
  }
}
