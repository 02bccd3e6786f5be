import { dataset } from '#kit/dataset.ts'
import type { Locale } from '#kit/locale.ts'
import { areas } from '#modules/organisations/index.ts'
import { postOf } from '../paths.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import { listOpen, measureOpen, type OpenPost } from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

export const posts = dataset<Tables, OpenPost>({
  name: 'posts',
  title: says('data.title'),
  about: says('data.about'),
  themes: ['SOCI'],
  page: ({ slug, organisation_slug }) =>
    organisation_slug === null ? null : postOf({ slug, organisation_slug }),
  columns: [
    { name: 'slug', type: 'text', says: says('data.slug') },
    { name: 'organisation_id', type: 'id', says: says('data.organisation_id') },
    {
      name: 'organisation',
      type: 'text',
      says: says('data.organisation'),
      of: ({ organisation_slug }) => organisation_slug,
    },
    { name: 'title', type: 'localized', says: says('data.post_title') },
    {
      name: 'summary',
      type: 'localized',
      says: says('data.summary'),
      of: ({ excerpt }) => excerpt,
    },
    { name: 'body', type: 'localized', says: says('data.body') },
    { name: 'published_at', type: 'moment', says: says('data.published_at') },
    { name: 'project', type: 'text', says: says('data.project') },
    { name: 'areas', type: 'list', says: says('data.areas'), values: areas },
    { name: 'places', type: 'list', says: says('data.places') },
    { name: 'is_sample', type: 'boolean', says: says('data.is_sample') },
  ],
  measure: measureOpen,
  read: listOpen,
})
