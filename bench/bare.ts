// What a page is compared with: node:http, our pool, the page's main statement, and the page
// itself as a string that lies ready. Whatever the page costs beyond this is ours.
//
//   node bench/bare.ts answers.json postgres://… 3001
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { openPool } from '#kit/db.ts'
import { statementOf } from '#kit/plans.ts'
import type { BareAnswer } from './statements.ts'

const [answersPath = '', databaseUrl = '', port = ''] = process.argv.slice(2)
const answers = JSON.parse(readFileSync(answersPath, 'utf8')) as Record<string, BareAnswer>
// As many connections as the web process may have.
const pool = openPool(databaseUrl, { max: 20 })

const server = createServer(async (request, response) => {
  const answer = answers[request.url ?? '/']
  if (!answer) return response.end('ok')
  if (answer.main) await pool.query(statementOf(answer.main.sql, answer.main.parameters))
  response.setHeader('content-type', 'text/html; charset=UTF-8')
  response.end(answer.html)
})
server.listen(Number(port), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
