import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { rings } from './rings.ts'

test('a ring of files is seen, however long', () => {
  const files = planted({
    'src/modules/reports/queries.ts': `import { x } from './lines/queries.ts'`,
    'src/modules/reports/lines/queries.ts': `import { y } from '../drafts/queries.ts'`,
    'src/modules/reports/drafts/queries.ts': `import { z } from '../queries.ts'`,
  })
  expect(rings(files)).toEqual([
    'modules/reports/queries.ts → modules/reports/lines/queries.ts → modules/reports/drafts/queries.ts → modules/reports/queries.ts is a ring: move what they share into a third file',
  ])
})

test('types make no ring', () => {
  const files = planted({
    'src/kit/jobs.ts': `import type { World } from './world.ts'`,
    'src/kit/world.ts': `import { jobs } from './jobs.ts'`,
  })
  expect(rings(files)).toEqual([])
})
