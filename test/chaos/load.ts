// People who give, by bank and by card, and try again until somebody has answered for it.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { list } from '#modules/payments/adapters/practice-books.ts'
import { ask, type Town } from './town.ts'

export interface Gift {
  readonly number: number
  readonly pledge_id: string
  readonly method: 'bank' | 'card'
  readonly at: number
}

export interface Load {
  readonly gifts: Gift[]
  readonly tries: () => number
  /** No more gifts; resolves when those under way are answered. */
  stop(): Promise<void>
}

const givers = 4

export function giving(town: Town): Load {
  const gifts: Gift[] = []
  let [next, tries, open] = [0, 0, true]
  const send = async (path: string, body: Record<string, string>, from: number) => {
    let last = 'no answer'
    for (let times = 0; times < 600; times++) {
      tries += 1
      const port = town.ports[(from + times) % town.ports.length]
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        body: new URLSearchParams(body),
        headers: { 'x-forwarded-for': `10.${from >> 16}.${(from >> 8) & 255}.${from & 255}` },
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null)
      if (answer?.status === 303) return answer.headers.get('location') ?? ''
      if (answer?.status === 429) await forgetLimits(town)
      // A process whose clock went back says that it is not open yet: another one takes it.
      else if (answer?.status !== 422 && answer && answer.status < 500)
        throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 2000)}`)
      last = answer ? String(answer.status) : 'no answer'
      await pause(50)
    }
    throw new Error(`nobody took ${path}: ${last}`)
  }
  const giver = async () => {
    while (open) {
      const number = ++next
      const method = number % 2 === 0 ? 'card' : 'bank'
      const location = await send(
        `/en/o/${town.slug}/give`,
        {
          amount: '10.00',
          currency: 'EUR',
          method,
          visibility: 'anonymous',
          message: `gift ${number}`,
          once: randomUUID(),
        },
        number,
      )
      const pledge_id = /\/gifts\/([^/]+)\//.exec(location)?.[1] ?? ''
      gifts.push({ number, pledge_id, method, at: Date.now() })
      if (method === 'card') await send(new URL(location, 'http://x').pathname, {}, number)
    }
  }
  const working = Promise.all(Array.from({ length: givers }, giver))
  return {
    gifts,
    tries: () => tries,
    async stop() {
      open = false
      await working
    },
  }
}

// Strangers may only give so often an hour; here an hour passes at once.
const forgetLimits = (town: Town) => ask(town, 'delete from kit.limit')

/** Whoever has a payment page pays on it, and the processor tells of it: once, twice, or not. */
export async function payAll(town: Town, random: () => number): Promise<number> {
  const { fake } = town
  let paid = 0
  for (const { id, status } of list(fake.books, 'checkout.session'))
    if (status === 'open') {
      fake.pay(id)
      paid += 1
    }
  const times = random() < 0.3 ? 2 : 1
  await fake.deliver({ times, together: random() < 0.5, lose: () => random() < 0.1 })
  return paid
}
