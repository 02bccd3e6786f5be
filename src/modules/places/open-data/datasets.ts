import { dataset } from '#kit/dataset.ts'
import type { Locale } from '#kit/locale.ts'
import { paths } from '../paths.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import { listOpen, measureOpen, type OpenPlace } from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

const kinds = ['country', 'region', 'municipality', 'settlement']
const settlementKinds = ['city', 'town', 'village', 'hamlet', 'neighbourhood']
const bases = ['census', 'estimate', 'preliminary']
const caveats = ['boycotted', 'partial', 'not_covered']

export const places = dataset<Tables, OpenPlace>({
  name: 'places',
  title: says('data.title'),
  about: says('data.about'),
  themes: ['REGI', 'SOCI'],
  page: pageOf,
  columns: [
    { name: 'kind', type: 'code', says: says('data.kind'), values: kinds },
    {
      name: 'settlement_kind',
      type: 'code',
      says: says('data.settlement_kind'),
      values: settlementKinds,
    },
    { name: 'code', type: 'text', says: says('data.code') },
    { name: 'slug', type: 'text', says: says('data.slug') },
    { name: 'name', type: 'localized', says: says('data.name') },
    { name: 'part_of', type: 'text', says: says('data.part_of') },
    { name: 'lon', type: 'number', says: says('data.lon'), unit: says('data.unit.degrees') },
    { name: 'lat', type: 'number', says: says('data.lat'), unit: says('data.unit.degrees') },
    { name: 'area_km2', type: 'number', says: says('data.area'), unit: () => 'km²' },
    { name: 'valid_from', type: 'date', says: says('data.valid_from') },
    { name: 'valid_to', type: 'date', says: says('data.valid_to') },
    {
      name: 'people',
      type: 'integer',
      says: says('data.people'),
      unit: says('data.unit.people'),
      of: ({ latest }) => latest?.people ?? null,
    },
    {
      name: 'people_year',
      type: 'integer',
      says: says('data.people_year'),
      of: ({ latest }) => latest?.year ?? null,
    },
    {
      name: 'people_basis',
      type: 'code',
      says: says('data.people_basis'),
      values: bases,
      of: ({ latest }) => latest?.basis ?? null,
    },
    {
      name: 'people_caveat',
      type: 'code',
      says: says('data.people_caveat'),
      values: caveats,
      of: ({ latest }) => latest?.caveat ?? null,
    },
    {
      name: 'people_source',
      type: 'text',
      says: says('data.people_source'),
      of: ({ latest }) => latest?.source ?? null,
    },
  ],
  measure: measureOpen,
  read: listOpen,
})

/** A settlement is shown on the page of its municipality. */
function pageOf({ slug, part_of }: OpenPlace) {
  const shown = slug ?? part_of
  return shown === null ? null : paths.place({ slug: shown })
}
