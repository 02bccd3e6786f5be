import { amountOf, dataset, textsOf } from '#kit/dataset.ts'
import type { Locale } from '#kit/locale.ts'
import { areas } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { kinds, listedStates } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import { listOpen, measureOpen, type OpenCampaign } from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

type Amount =
  | 'minimum_minor'
  | 'optimum_minor'
  | 'promised_minor'
  | 'received_minor'
  | 'matched_minor'
  | 'paid_minor'
  | 'spent_minor'

const money = <N extends string>(name: N, of: Amount, key: Parameters<T>[0]) => ({
  name,
  type: 'decimal' as const,
  says: says(key),
  unit: () => 'currency',
  of: (row: OpenCampaign) => amountOf(row[of], row.currency),
})

const campaigns = dataset<Tables, OpenCampaign>({
  name: 'campaigns',
  title: says('title'),
  about: says('data.about'),
  themes: ['SOCI', 'ECON'],
  page: paths.campaign,
  columns: [
    { name: 'slug', type: 'text', says: says('data.slug') },
    { name: 'title', type: 'localized', says: says('field.title') },
    {
      name: 'summary',
      type: 'localized',
      says: says('field.summary'),
      of: ({ summary }) => textsOf(summary),
    },
    { name: 'organisation_id', type: 'id', says: says('data.organisation_id') },
    { name: 'organisation', type: 'text', says: says('data.organisation') },
    { name: 'host', type: 'text', says: says('data.host') },
    { name: 'state', type: 'code', says: says('data.state'), values: listedStates },
    { name: 'state_since', type: 'moment', says: says('data.state_since') },
    { name: 'kind', type: 'code', says: says('field.kind'), values: kinds },
    { name: 'rounds', type: 'integer', says: says('field.rounds') },
    { name: 'enough_percent', type: 'integer', says: says('field.enough_percent') },
    money('minimum', 'minimum_minor', 'minimum'),
    money('optimum', 'optimum_minor', 'optimum'),
    money('promised', 'promised_minor', 'data.promised'),
    money('received', 'received_minor', 'data.received'),
    money('matched', 'matched_minor', 'data.matched'),
    money('paid_out', 'paid_minor', 'data.paid_out'),
    money('spent', 'spent_minor', 'data.spent'),
    { name: 'currency', type: 'text', says: says('data.currency') },
    { name: 'gifts', type: 'integer', says: says('data.gifts') },
    { name: 'opened_at', type: 'moment', says: says('data.opened_at') },
    { name: 'closes_at', type: 'moment', says: says('data.closes_at') },
    { name: 'area', type: 'code', says: says('field.area'), values: areas },
    { name: 'place', type: 'text', says: says('field.place_id') },
    { name: 'is_sample', type: 'boolean', says: says('sample.mark') },
  ],
  measure: measureOpen,
  read: listOpen,
})

export const datasets = [campaigns]
