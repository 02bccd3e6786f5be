import { dataset, textsOf } from '#kit/dataset.ts'
import type { Locale } from '#kit/locale.ts'
import { paths } from '../paths.ts'
import { areas, kinds, servedGroups, states, workingLanguages } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import { listOpen, measureOpen, type OpenOrganisation } from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

export const organisations = dataset<Tables, OpenOrganisation>({
  name: 'organisations',
  title: says('title'),
  about: says('data.about'),
  themes: ['SOCI', 'GOVE'],
  page: paths.profile,
  columns: [
    { name: 'slug', type: 'text', says: says('data.slug') },
    { name: 'kind', type: 'code', says: says('data.kind'), values: kinds },
    { name: 'name', type: 'localized', says: says('data.name') },
    { name: 'short_name', type: 'text', says: says('data.short_name') },
    { name: 'summary', type: 'localized', says: says('data.summary'), of: summaryOf },
    { name: 'description', type: 'localized', says: says('data.description'), of: descriptionOf },
    { name: 'registration_number', type: 'text', says: says('data.registration_number') },
    { name: 'fiscal_number', type: 'text', says: says('data.fiscal_number') },
    { name: 'unique_number', type: 'text', says: says('data.unique_number') },
    { name: 'founded_year', type: 'integer', says: says('data.founded_year') },
    { name: 'municipality', type: 'text', says: says('data.municipality') },
    { name: 'municipality_code', type: 'text', says: says('data.municipality_code') },
    { name: 'address', type: 'text', says: says('data.address') },
    { name: 'email', type: 'text', says: says('data.email') },
    { name: 'phone', type: 'text', says: says('data.phone') },
    { name: 'website', type: 'address', says: says('data.website') },
    { name: 'languages', type: 'list', says: says('data.languages'), values: workingLanguages },
    { name: 'areas', type: 'list', says: says('data.areas'), values: areas },
    { name: 'groups_served', type: 'list', says: says('data.groups'), values: servedGroups },
    { name: 'works_in', type: 'list', says: says('data.works_in') },
    { name: 'state', type: 'code', says: says('data.state'), values: states },
    { name: 'state_since', type: 'moment', says: says('data.state_since') },
    { name: 'is_sample', type: 'boolean', says: says('data.is_sample') },
  ],
  measure: measureOpen,
  read: listOpen,
})

function summaryOf({ summary }: OpenOrganisation) {
  return textsOf(summary)
}

function descriptionOf({ description }: OpenOrganisation) {
  return textsOf(description)
}
