// The forms that a page offers, and what a sensible person would type into them.
import { elementsOf, type Found, flat, named } from './html.ts'

export interface FoundField {
  readonly name: string
  readonly type: string
  /** What stands in it when the page is shown. */
  readonly value: string
  readonly choices: readonly string[]
  readonly accept: string
}

export interface FoundForm {
  /** Without the locale. */
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: readonly FoundField[]
}

export const formsIn = (html: string, path: string): FoundForm[] =>
  named(elementsOf(html), 'form').map(({ attributes, inside }) => ({
    action: (attributes.action ?? path).replace(/^\/(sq|sr-Cyrl|sr|en)(?=\/|$)/, '') || '/',
    method: attributes.method?.toLowerCase() === 'post' ? 'post' : 'get',
    fields: fieldsIn(flat(inside)),
  }))

function fieldsIn(elements: readonly Found[]): FoundField[] {
  const found = new Map<string, FoundField>()
  for (const { tag, attributes, text, inside } of elements) {
    const { name, type = 'text', value = '', accept = '' } = attributes
    if (!name || !['input', 'textarea', 'select', 'button'].includes(tag)) continue
    const before = found.get(name)
    if (tag === 'select') {
      const options = named(flat(inside), 'option').map(
        (option) => option.attributes.value ?? option.text,
      )
      const chosen = named(flat(inside), 'option').find((option) => 'selected' in option.attributes)
      const at = chosen?.attributes.value ?? ''
      found.set(name, { name, type: 'select', value: at, choices: options, accept })
    } else if (type === 'radio' || type === 'checkbox') {
      const on = 'checked' in attributes ? value : (before?.value ?? '')
      found.set(name, {
        name,
        type,
        value: on,
        choices: [...(before?.choices ?? []), value],
        accept,
      })
    } else if (tag === 'textarea') {
      // The first line end after the tag is the parser's, not the text's; the parser drops it.
      found.set(name, { name, type: 'textarea', value: text, choices: [], accept })
    } else {
      found.set(name, {
        name,
        type: tag === 'button' ? 'button' : type,
        value,
        choices: [],
        accept,
      })
    }
  }
  return [...found.values()].filter(({ type }) => type !== 'button' && type !== 'submit')
}

const written = ['text', 'textarea', 'search', 'email', 'url', 'tel', 'password', 'number', 'date']

/** The boxes that one can type into. */
export const writtenFields = ({ fields }: Pick<FoundForm, 'fields'>) =>
  fields.filter(({ type }) => written.includes(type))

/** Good answers by the name of the question, where its type does not say enough. */
const byName: Readonly<Record<string, string>> = {
  password: 'nëntë lumenj e një urë',
  iban: 'XK051212012345678906',
  phone: '+383 38 200 100',
  accent: '#2b6f77',
  other: 'stone',
  evidence: 'I chair the board; the minutes of our last assembly say so.',
  name: 'Sensible Name',
  code: '123456',
  extract_seen_on: '2026-11-01',
  since: '2026-01-15',
  slug: 'river',
  year: '2019',
  founded_year: '2019',
  until_year: '2019',
  social_links: 'https://example.org/',
  starts: '2026-01',
  ends: '2026-06',
  until: '2026-06',
  evidence_url: 'https://example.org/',
  amount: '120',
  least: '20',
  stock: '20',
  named: '',
  pot: '500',
  donor_cap: '50',
  campaign_cap: '200',
  damping: '50',
  fee: '0.50',
  value: '3',
  baseline: '1',
  baseline_on: '2026-01',
  target: '5',
  target_on: '2026-06',
}

const byType: Readonly<Record<string, string>> = {
  email: 'somebody@example.org',
  url: 'https://example.org/',
  tel: '+383 38 200 100',
  number: '3',
  date: '2026-01-15',
}

export type Filled = Record<string, string | readonly string[]>

/** The form filled as somebody would who means it. What it came with is kept. */
export function filled({ fields }: Pick<FoundForm, 'fields'>, own: Filled = {}): Filled {
  const values = fields.flatMap((field) => {
    const { name, type, value, choices } = field
    if (type === 'file') return []
    if (name === 'once') return [[name, crypto.randomUUID()] as const]
    // What only programs fill in.
    if (name === 'website' && type === 'text' && value === '' && !own.website)
      return [[name, ''] as const]
    // Who is named needs no address.
    if (name === 'organisation' && fields.some((one) => one.name === 'name'))
      return [[name, ''] as const]
    if (type === 'checkbox' && name.startsWith('remove')) return []
    // There is one home already.
    if (type === 'checkbox' && name === 'is_home') return []
    const chosen = value || choices.find(Boolean) || ''
    if (['select', 'radio', 'checkbox'].includes(type))
      return chosen ? [[name, chosen] as const] : []
    const plain = name.split('.')[0] ?? name
    return [
      [
        name,
        value || (byName[plain] ?? byType[type] ?? (type === 'hidden' ? '' : 'Sensible')),
      ] as const,
    ]
  })
  return { ...Object.fromEntries(values), ...own }
}
