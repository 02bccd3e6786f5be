import { expect, test } from 'vitest'
import { idsIn, inParts, waitingIn } from './rules.ts'

const [person, organisation] = [
  '01a20028-d6c6-7f94-b318-ba0b74e38eaa',
  '01a12f20-2c00-7d14-a054-d20f8f216589',
]

test('facts speak of whoever did it and of each id they hold, once', () => {
  const joined = { person_id: person, payload: { role: 'owner', person_id: person } }
  const verified = { person_id: null, payload: { organisation_id: organisation, fields: ['name'] } }
  expect(idsIn([joined, verified, verified])).toEqual([person, organisation])
  expect(idsIn([{ person_id: null, payload: null }])).toEqual([])
})

test('the desk has its parts in their order, and in each what waits comes first', () => {
  const queues = [
    { part: 'system', to: 'status', waiting: null },
    { part: 'people', to: 'claims', waiting: 0 },
    { part: 'people', to: 'likely', waiting: 3 },
    { part: 'people', to: 'imports', waiting: 1 },
  ] as const
  expect(inParts(queues).map(({ part, queues: some }) => [part, some.map(({ to }) => to)])).toEqual(
    [
      ['people', ['likely', 'imports', 'claims']],
      ['system', ['status']],
    ],
  )
  expect(waitingIn(queues)).toBe(4)
})
