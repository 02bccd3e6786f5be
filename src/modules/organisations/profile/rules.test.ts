import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sections } from '../rules.ts'
import { completeness, nextStep, shownSections } from './rules.ts'

const bare = {
  state: 'unverified' as const,
  summary: {},
  description: {},
  cover_alt: {},
  founded_year: null,
  registration_number: null,
  fiscal_number: null,
  unique_number: null,
  municipality_id: null,
  address: null,
  email: null,
  phone: null,
  website: null,
  social_links: [],
  logo_id: null,
  cover_id: null,
  sections_order: sections,
  areas: [],
  groups: [],
  places: [],
  people: [],
  documents: [],
  accounts: [],
  members: [],
  networks: [],
  former_names: [],
  public_benefit: [],
}

test('a new page shows no empty section, and is asked for its one sentence first', () => {
  expect(shownSections(bare)).toEqual([])
  expect(nextStep(bare)).toBe('summary')
})

test('sections stand in the order that was chosen, and hidden ones are not shown', () => {
  const page = { ...bare, email: 'a@example.org', people: [1], description: { en: 'Text' } }
  expect(shownSections({ ...page, sections_order: ['contact', 'about'] })).toEqual([
    'contact',
    'about',
  ])
})

test('each step that is taken brings the page nearer to complete, until nothing is asked', () => {
  const three = { sq: 'a', sr: 'a', en: 'a' }
  const done = {
    ...bare,
    state: 'verified' as const,
    summary: three,
    description: three,
    cover_alt: three,
    email: 'a@example.org',
    municipality_id: 'x',
    logo_id: 'x',
    cover_id: 'x',
    areas: ['youth'],
    groups: ['women'],
    people: [1],
    documents: [1],
    website: 'https://x.y',
  }
  expect(nextStep(done)).toBeNull()
  expect(completeness(done)).toBe(1)
  fc.assert(
    fc.property(fc.subarray(['summary', 'email', 'areas', 'people'] as const), (missing) => {
      const page = { ...done }
      for (const field of missing) Object.assign(page, { [field]: bare[field] })
      expect(nextStep(page) === null).toBe(missing.length === 0)
      expect(completeness(page) === 1).toBe(missing.length === 0)
    }),
  )
})
