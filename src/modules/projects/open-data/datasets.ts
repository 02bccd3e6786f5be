import { amountOf, dataset, textsOf } from '#kit/dataset.ts'
import type { Locale } from '#kit/locale.ts'
import { areas } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { directions, listedStates } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { type T, words } from '../words.ts'
import {
  listBudgetLines,
  listOpen,
  listResults,
  measureBudgetLines,
  measureOpen,
  measureResults,
  type OpenBudgetLine,
  type OpenProject,
  type OpenResult,
} from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

const projects = dataset<Tables, OpenProject>({
  name: 'projects',
  title: says('title'),
  about: says('data.about'),
  themes: ['SOCI', 'GOVE'],
  page: paths.project,
  columns: [
    { name: 'slug', type: 'text', says: says('data.slug') },
    { name: 'name', type: 'localized', says: says('data.name') },
    {
      name: 'summary',
      type: 'localized',
      says: says('data.summary'),
      of: ({ summary }) => textsOf(summary),
    },
    {
      name: 'goal',
      type: 'localized',
      says: says('data.goal'),
      of: ({ goal }) => textsOf(goal),
    },
    { name: 'organisation_id', type: 'id', says: says('data.organisation_id') },
    { name: 'organisation', type: 'text', says: says('data.organisation') },
    { name: 'state', type: 'code', says: says('data.state'), values: listedStates },
    { name: 'state_since', type: 'moment', says: says('data.state_since') },
    { name: 'starts', type: 'rough_date', says: says('data.starts') },
    { name: 'ends', type: 'rough_date', says: says('data.ends') },
    {
      name: 'months',
      type: 'integer',
      says: says('data.months'),
      unit: says('data.unit.months'),
    },
    { name: 'contract_number', type: 'text', says: says('data.contract_number') },
    {
      name: 'budget',
      type: 'decimal',
      says: says('data.budget'),
      unit: () => 'currency',
      of: budgetOf,
    },
    {
      name: 'currency',
      type: 'code',
      says: says('data.currency'),
      of: (row) => (row.budget_minor === null ? null : row.currency),
    },
    { name: 'areas', type: 'list', says: says('data.areas'), values: areas },
    { name: 'places', type: 'list', says: says('data.places') },
    { name: 'whole_country', type: 'boolean', says: says('data.whole_country') },
    {
      name: 'reached',
      type: 'localized',
      says: says('data.reached'),
      of: ({ reached }) => textsOf(reached),
    },
    {
      name: 'not_reached',
      type: 'localized',
      says: says('data.not_reached'),
      of: ({ not_reached }) => textsOf(not_reached),
    },
    {
      name: 'imported_from',
      type: 'localized',
      says: says('data.imported_from'),
      of: ({ imported_from }) => textsOf(imported_from),
    },
    { name: 'is_sample', type: 'boolean', says: says('data.is_sample') },
  ],
  measure: measureOpen,
  read: listOpen,
})

function budgetOf({ budget_minor, currency }: OpenProject) {
  return amountOf(budget_minor, currency)
}

const budgets = dataset<Tables, OpenBudgetLine>({
  name: 'project-budgets',
  title: says('data.budgets.title'),
  about: says('data.budgets.about'),
  themes: ['GOVE', 'ECON'],
  page: ({ project }) => paths.project({ slug: project }),
  columns: [
    { name: 'project_id', type: 'id', says: says('data.project_id') },
    { name: 'project', type: 'text', says: says('data.project') },
    { name: 'title', type: 'localized', says: says('data.budgets.line') },
    {
      name: 'amount',
      type: 'decimal',
      says: says('data.budgets.amount'),
      unit: () => 'currency',
      of: (row) => amountOf(row.amount_minor, row.currency),
    },
    { name: 'currency', type: 'code', says: says('data.currency') },
  ],
  measure: measureBudgetLines,
  read: listBudgetLines,
})

const results = dataset<Tables, OpenResult>({
  name: 'project-results',
  title: says('data.results.title'),
  about: says('data.results.about'),
  themes: ['SOCI', 'GOVE'],
  page: ({ project }) => paths.project({ slug: project }),
  columns: [
    { name: 'project_id', type: 'id', says: says('data.project_id') },
    { name: 'project', type: 'text', says: says('data.project') },
    { name: 'objective', type: 'localized', says: says('data.results.objective') },
    { name: 'indicator_id', type: 'id', says: says('data.results.indicator_id') },
    { name: 'indicator', type: 'localized', says: says('data.results.indicator') },
    {
      name: 'unit',
      type: 'localized',
      says: says('data.results.unit'),
      of: ({ unit }) => textsOf(unit),
    },
    {
      name: 'direction',
      type: 'code',
      says: says('data.results.direction'),
      values: directions,
    },
    { name: 'baseline', type: 'number', says: says('data.results.baseline') },
    { name: 'baseline_on', type: 'rough_date', says: says('data.results.baseline_on') },
    { name: 'target', type: 'number', says: says('data.results.target') },
    { name: 'target_on', type: 'rough_date', says: says('data.results.target_on') },
    { name: 'on_date', type: 'date', says: says('data.results.on_date') },
    { name: 'value', type: 'number', says: says('data.results.value') },
    {
      name: 'note',
      type: 'localized',
      says: says('data.results.note'),
      of: ({ note }) => textsOf(note),
    },
    { name: 'evidence_url', type: 'address', says: says('data.results.evidence') },
  ],
  measure: measureResults,
  read: listResults,
})

export const datasets = [projects, budgets, results]
