// `npm run db:dump`: writes db/schema.sql anew, from a database on which every migration has run.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshDump, root } from '#checks/all.ts'

writeFileSync(join(root, 'db/schema.sql'), await freshDump())
console.log('db/schema.sql is the database again.')
