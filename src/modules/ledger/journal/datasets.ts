import { amountOf, dataset } from '#kit/dataset.ts'
import type { Locale } from '#kit/locale.ts'
import { paths } from '../paths.ts'
import { accountKinds } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import {
  listOpen,
  listOpenBlocks,
  measureOpen,
  measureOpenBlocks,
  type OpenBlock,
  type OpenRow,
} from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

/** The columns of one side of a transfer. */
const sideColumns = (side: 'debit' | 'credit') => [
  {
    name: `${side}_account`,
    type: 'integer' as const,
    says: says(`data.${side}_account`),
    of: (row: OpenRow) => row[side].account,
  },
  {
    name: `${side}_kind`,
    type: 'code' as const,
    says: says(`data.${side}_kind`),
    values: accountKinds,
    of: (row: OpenRow) => row[side].kind,
  },
  {
    name: `${side}_owner`,
    type: 'id' as const,
    says: says(`data.${side}_owner`),
    of: (row: OpenRow) => row[side].owner_id,
  },
  {
    name: `${side}_counterparty`,
    type: 'id' as const,
    says: says(`data.${side}_counterparty`),
    of: (row: OpenRow) => row[side].counterparty_id,
  },
  {
    name: `${side}_name`,
    type: 'localized' as const,
    says: says(`data.${side}_name`),
    of: (row: OpenRow) => row[side].name,
  },
]

const journal = dataset<Tables, OpenRow>({
  name: 'journal',
  title: says('data.journal'),
  about: says('data.journal.about'),
  themes: ['ECON', 'GOVE'],
  page: ({ seq }) => paths.row({ seq: String(seq) }),
  columns: [
    { name: 'seq', type: 'integer', says: says('data.seq'), of: ({ seq }) => Number(seq) },
    { name: 'effective_on', type: 'date', says: says('data.effective_on') },
    { name: 'kind', type: 'text', says: says('data.kind') },
    {
      name: 'phase',
      type: 'code',
      says: says('data.phase'),
      values: ['single', 'pending', 'post', 'void', 'expire'],
    },
    ...sideColumns('debit'),
    ...sideColumns('credit'),
    {
      name: 'amount',
      type: 'decimal',
      says: says('data.amount'),
      unit: () => 'currency',
      of: ({ amount_minor, currency }) => amountOf(amount_minor, currency),
    },
    { name: 'currency', type: 'text', says: says('data.currency') },
    {
      name: 'amount_minor',
      type: 'decimal',
      says: says('data.amount_minor'),
      of: ({ amount_minor }) => String(amount_minor),
    },
    { name: 'ledger', type: 'integer', says: says('data.ledger') },
    { name: 'block', type: 'integer', says: says('data.block'), of: ({ block }) => Number(block) },
    { name: 'private_hash', type: 'text', says: says('data.private_hash') },
    { name: 'payer', type: 'text', says: says('data.payer') },
  ],
  measure: measureOpen,
  read: listOpen,
})

const blocks = dataset<Tables, OpenBlock>({
  name: 'journal-blocks',
  title: says('data.blocks'),
  about: says('data.blocks.about'),
  themes: ['ECON', 'GOVE'],
  page: () => null,
  columns: [
    { name: 'number', type: 'integer', says: says('data.number'), of: (b) => Number(b.number) },
    {
      name: 'first_seq',
      type: 'integer',
      says: says('data.first_seq'),
      of: ({ first_seq }) => Number(first_seq),
    },
    {
      name: 'last_seq',
      type: 'integer',
      says: says('data.last_seq'),
      of: ({ last_seq }) => Number(last_seq),
    },
    { name: 'transfers', type: 'integer', says: says('data.transfers') },
    { name: 'root', type: 'text', says: says('data.root') },
    { name: 'previous', type: 'text', says: says('data.previous') },
    { name: 'hash', type: 'text', says: says('data.hash') },
    {
      name: 'sealed_us',
      type: 'decimal',
      says: says('data.sealed_us'),
      of: ({ sealed_us }) => String(sealed_us),
    },
  ],
  measure: measureOpenBlocks,
  read: listOpenBlocks,
})

export const datasets = [journal, blocks]
