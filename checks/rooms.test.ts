import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { strangers } from './rooms.ts'

const house = ['module.ts', 'README.md']
const strange = (...names: string[]) =>
  strangers(
    planted(
      Object.fromEntries([...house, ...names].map((name) => [`src/modules/polls/${name}`, ''])),
    ),
  )

test('every room has its place', () => {
  const rooms = ['tables', 'rules', 'schema', 'paths', 'queries', 'commands', 'api', 'jobs']
  const others = ['reactions', 'words', 'fixtures', 'index', 'cli']
  expect(strange(...[...rooms, ...others].map((room) => `${room}.ts`))).toEqual([])
  expect(strange('views.tsx', 'pages.tsx', 'messages/sq.json', 'formats/pabulib.ts')).toEqual([])
  expect(strange('elements/ballot.ts', 'rules.test.ts', 'commands.erasure.test.ts')).toEqual([])
  expect(strange('ballots/queries.ts', 'ballots/rules.test.ts', 'ballots/views.tsx')).toEqual([])
})

test('a file that is no room is a stranger', () => {
  expect(strange('ballot-helpers.ts')).toEqual([
    'src/modules/polls/ballot-helpers.ts is no room of polls: STYLE.md lists them',
  ])
  for (const name of ['views2.tsx', 'views.ts', 'ballots/deep/rules.ts', 'messages/de.json']) {
    expect(strange(name)).toHaveLength(1)
  }
})

test('a sub-house has neither door nor manifest of its own', () => {
  expect(strange('ballots/index.ts')).toHaveLength(1)
  expect(strange('ballots/module.ts')).toHaveLength(1)
})

test('manifest and README are there', () => {
  expect(strangers(planted({ 'src/modules/polls/rules.ts': '' }))).toEqual([
    'src/modules/polls has no module.ts: every module has one',
    'src/modules/polls has no README.md: every module has one',
  ])
})

test('a name that says nothing is refused anywhere', () => {
  expect(strangers(planted({ 'src/kit/utils.ts': '' }))).toEqual([
    'src/kit/utils.ts is called utils, which says nothing: name it after what it holds',
  ])
  expect(strangers(planted({ 'src/ui/shared/button.tsx': '' }))).toHaveLength(1)
})
