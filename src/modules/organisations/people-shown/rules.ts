import { peopleMax } from './schema.ts'

interface Wish {
  readonly consent?: 'yes'
}

/** Why this person may not be shown, or null when they may. */
export function whyNotShow(wish: Wish, alreadyShown: number) {
  if (wish.consent !== 'yes') return 'consent_missing'
  if (alreadyShown >= peopleMax) return 'too_many_people'
  return null
}

export type WhyNotShow = NonNullable<ReturnType<typeof whyNotShow>>
