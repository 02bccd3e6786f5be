// A whole file judged by itself, without any books beside it.
import { type Demand, type Judged, judge } from '../judging/rules.ts'
import { hold, type Statement } from '../judging/schema.ts'

/** All statements of a file: each of an account goes on where the one before it ended. */
export function judgeAll(statements: readonly Statement[], demand: Demand = {}): Judged[] {
  const before = new Map<string, Statement>()
  return statements.map((statement) => {
    const account = statement.iban ?? statement.account ?? ''
    const previous = statement.kind === 'statement' ? before.get(account) : undefined
    if (statement.kind === 'statement') before.set(account, statement)
    if (!previous) return judge(statement, demand)
    return twiceOrJudged(statement, previous, demand)
  })
}

function twiceOrJudged(statement: Statement, previous: Statement, demand: Demand): Judged {
  const same =
    previous.id !== null &&
    previous.id === statement.id &&
    previous.sequence === statement.sequence &&
    previous.page?.number === statement.page?.number &&
    previous.opening?.minor === statement.opening?.minor &&
    previous.closing?.minor === statement.closing?.minor &&
    previous.entries.length === statement.entries.length &&
    previous.entries.length > 0
  const judged = judge(statement, {
    ...demand,
    previous_closing: same ? undefined : (previous.closing?.minor ?? undefined),
    previous_sequence: same ? undefined : (previous.sequence ?? undefined),
  })
  if (!same) return judged
  const why = hold(
    'statement_twice',
    statement.path,
    'The same statement stands in the file twice.',
  )
  return {
    ...judged,
    verdict: judged.verdict === 'reject' ? 'reject' : 'hold',
    reasons: [...judged.reasons, why],
  }
}
