// A table of rates as CSV: `date,currency,per_euro`, in any order, with comma or semicolon.
import { parse } from 'csv-parse/sync'
import { done, type Outcome, refused } from '#kit/outcome.ts'
import { type BadLine, minorRate, type RateRow, type WhyNoTable } from '../rules.ts'

// Thirty currencies on every day of ten years.
const linesMax = 120_000
const columns = ['date', 'currency', 'per_euro'] as const

/** All of it, or the first line that cannot be: half a table would be believed to be whole. */
export function readRates(
  text: string,
  known: ReadonlySet<string>,
): Outcome<RateRow[], 'bad_line'> & { bad?: BadLine } {
  const lines = linesOf(text)
  if (!lines) return bad(1, 'not_csv')
  if (lines.length > linesMax) return bad(linesMax, 'too_many')
  const header = (lines[0] ?? []).map((name) => name.trim().toLowerCase())
  const at = columns.map((name) => header.indexOf(name))
  if (at.includes(-1)) return bad(1, 'columns')
  const seen = new Set<string>()
  const rows: RateRow[] = []
  for (const [i, line] of lines.slice(1).entries()) {
    const [on_day = '', currency = '', typed = ''] = at.map((place) => (line[place] ?? '').trim())
    const per_euro = typed.replace(',', '.')
    const why = whyNot({ on_day, currency, per_euro }, known, seen)
    if (why) return bad(i + 2, why)
    rows.push({ on_day, currency, per_euro })
  }
  return done(rows)
}

const bad = (line: number, why: WhyNoTable) => ({ ...refused('bad_line'), bad: { line, why } })

function linesOf(text: string): string[][] | null {
  const first = text.slice(0, text.search(/\r?\n|$/))
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ','
  try {
    const options = { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true }
    return parse(text, options)
  } catch {
    return null
  }
}

function whyNot(row: RateRow, known: ReadonlySet<string>, seen: Set<string>): WhyNoTable | null {
  const { on_day, currency, per_euro } = row
  const day = /^\d{4}-\d{2}-\d{2}$/.test(on_day) ? new Date(`${on_day}T00:00Z`) : null
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== on_day)
    return 'date'
  if (!known.has(currency) || currency === 'EUR') return 'currency'
  if (minorRate(per_euro) === null) return 'rate'
  const key = `${currency} ${on_day}`
  if (seen.has(key)) return 'twice'
  seen.add(key)
  return null
}
