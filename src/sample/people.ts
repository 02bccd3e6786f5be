// One person for each role, so that a newcomer can be anybody. Plainly made up: their family names
// mean "example" and "trial".

import type { Locale } from '#kit/locale.ts'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { aPerson, samplePassword } from '#modules/people/fixtures.ts'

export type SampleRole =
  | 'visitor'
  | 'editor'
  | 'finance'
  | 'owner'
  | 'official'
  | 'moderator'
  | 'operator'
  | 'operator2'

interface SamplePerson {
  readonly role: SampleRole
  readonly name: string
  readonly locale: Locale
}

const people: readonly SamplePerson[] = [
  { role: 'visitor', name: 'Era Shembulli', locale: 'sq' },
  { role: 'owner', name: 'Arta Shembulli', locale: 'sq' },
  { role: 'editor', name: 'Mila Primerović', locale: 'sr' },
  { role: 'finance', name: 'Dren Provuesi', locale: 'sq' },
  { role: 'official', name: 'Ana Uzorić', locale: 'sr' },
  { role: 'moderator', name: 'Liri Provuesi', locale: 'sq' },
  { role: 'operator', name: 'Besa Shembulli', locale: 'sq' },
  { role: 'operator2', name: 'Vuk Primerović', locale: 'sr' },
]

export const addressOf = (role: SampleRole) => `${role}@mozaik.example`

export type SampleIds = Readonly<Record<SampleRole, string>>

export async function loadPeople({ db, settings }: World<Database>): Promise<SampleIds> {
  const ids: Partial<Record<SampleRole, string>> = {}
  for (const { role, name, locale } of people) {
    const operator = role === 'operator' || role === 'operator2'
    const roles = operator
      ? (['operator'] as const)
      : role === 'moderator'
        ? (['moderator'] as const)
        : []
    const { id } = await aPerson(db, settings, { email: addressOf(role), name, locale, roles })
    ids[role] = id
  }
  return ids as SampleIds
}

/** What `npm start` prints: who one can be. */
export function sampleAccounts(): string[] {
  const width = Math.max(...people.map(({ role }) => addressOf(role).length))
  const said: Record<SampleRole, string> = {
    visitor: 'somebody with an account',
    owner: 'answers for the page of Blue River',
    editor: 'edits the page of Blue River',
    finance: 'looks after the money of Blue River',
    official: 'speaks for the Municipality of White River',
    moderator: 'moderates',
    operator: 'runs the platform (second factor: see below)',
    operator2: 'the second operator: some things take two',
  }
  return [
    ...people.map(({ role }) => `${addressOf(role).padEnd(width)}  ${said[role]}`),
    `The password of all of them: ${samplePassword}`,
    'The code that operators are asked for: bin/mozaik user code operator@mozaik.example',
  ]
}
