import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { untruths } from './readmes.ts'

const readme = `# Reports
An organisation tells the public what it received and what it spent.

Words     report, line
Records   report.published,
report.corrected
Hears     organisation.closed
Asks      organisations (who may)
Law       a published report is never edited
`
const code = {
  'src/modules/reports/commands.ts': `import { record } from '#facts'
    import { stewardOf } from '#modules/organisations/index.ts'
    record(tx, 'report.published', {}, by)
    record(tx, first ? 'report.published' : 'report.corrected', {}, by)`,
  'src/modules/reports/reactions.ts': `export const reactions = { 'organisation.closed': close }`,
}
const path = 'src/modules/reports/README.md'
const told = (text: string, files = code) => untruths(planted({ [path]: text, ...files }))

test('a README that tells the truth is left in peace', () => {
  expect(told(readme)).toEqual([])
})

test('every line is there', () => {
  expect(told(readme.replace(/^Law.*\n/m, ''))).toEqual([
    'modules/reports/README.md has no line Law: say it, or write a dash',
  ])
})

test('what the code records and hears is said, and what is said is done', () => {
  expect(told(readme.replace(',\nreport.corrected', ''))).toEqual([
    'modules/reports/README.md does not say that the code records report.corrected: add it to the line Records',
  ])
  expect(told(readme.replace('organisation.closed', 'organisation.opened'))).toEqual([
    'modules/reports/README.md does not say that the code hears organisation.closed: add it to the line Hears',
    'modules/reports/README.md says organisation.opened, which no code hears: take it out of the line Hears',
  ])
})

test('whom a module asks is said', () => {
  expect(told(readme.replace('organisations (who may)', '-'))).toEqual([
    'modules/reports/README.md does not say that it asks organisations: add it to the line Asks',
  ])
})

test('a kind is written out where it is recorded', () => {
  const hidden = {
    ...code,
    'src/modules/reports/jobs.ts': `import { record } from '#facts'
    record(tx, kind, {}, by)`,
  }
  expect(told(readme, hidden)).toEqual([
    'modules/reports/README.md cannot know what modules/reports/jobs.ts records: write the kind out where record is called',
  ])
})

test('a kind has one teller', () => {
  const files = planted({
    [path]: readme,
    ...code,
    'src/modules/needs/README.md': readme
      .replace('Hears     organisation.closed', 'Hears     -')
      .replace(',\nreport.corrected', ''),
    'src/modules/needs/commands.ts': `import { record } from '#facts'
      record(tx, 'report.published', {}, by)`,
  })
  expect(untruths(files)).toEqual([
    "modules/needs/README.md records report.…, which is reports's: ask its door instead",
  ])
})
