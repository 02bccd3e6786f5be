// Which adapter speaks with an account of ours, with the keys that the environment gives it.
import type { Settings } from '#kit/settings.ts'
import type { CardAdapter } from './contract.ts'
import { practiceAdapter } from './practice.ts'
import { stripeAdapter } from './stripe.ts'

interface Account {
  readonly provider: string
  readonly label: string
}

// An adapter keeps its connections: one for each account and each place it runs in.
const known = new WeakMap<object, Map<string, CardAdapter | null>>()

/** Null where there are no keys for it. */
export function adapterOf(account: Account, settings: Settings): CardAdapter | null {
  const here = known.get(settings) ?? new Map<string, CardAdapter | null>()
  known.set(settings, here)
  const name = `${account.provider} ${account.label}`
  const adapter = here.has(name) ? (here.get(name) ?? null) : made(account, settings)
  here.set(name, adapter)
  return adapter
}

function made({ provider, label }: Account, settings: Settings): CardAdapter | null {
  const { cards } = settings
  if (provider === 'practice') return cards?.practice ? practiceAdapter(settings) : null
  const keys = provider === 'stripe' ? cards?.stripe?.[label] : undefined
  return keys ? stripeAdapter(keys) : null
}
