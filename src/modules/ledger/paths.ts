import { path } from '#kit/path.ts'

export const paths = {
  index: path('/ledger'),
  checker: path('/ledger/check-journal.mjs'),
  desk: path('/desk/ledger'),
  deskCheck: path('/desk/ledger/check'),
  kind: path('/desk/ledger/kinds/:kind'),
  account: path('/desk/ledger/accounts/:id'),
  statement: path('/desk/ledger/accounts/:id/statement.csv'),
  event: path('/desk/ledger/events/:id'),
  trial: path('/desk/ledger/trial-balance'),
  closing: path('/desk/ledger/closing'),
}

// The site, which stands above, answers these.
export const data = {
  journal: path('/data/journal'),
  journalCsv: path('/data/journal.csv'),
  journalJson: path('/data/journal.json'),
  journalLines: path('/data/journal.jsonl'),
  blockLines: path('/data/journal-blocks.jsonl'),
}
