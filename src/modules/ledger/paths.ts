import { path } from '#kit/path.ts'

export const paths = {
  index: path('/ledger'),
  row: path('/ledger/rows/:seq'),
  proof: path('/ledger/rows/:seq/proof'),
  checker: path('/ledger/check-journal.mjs'),
  desk: path('/desk/ledger'),
  deskCheck: path('/desk/ledger/check'),
  accounts: path('/desk/ledger/accounts'),
  account: path('/desk/ledger/accounts/:id'),
  statement: path('/desk/ledger/accounts/:id/table'),
  event: path('/desk/ledger/events/:id'),
  trial: path('/desk/ledger/trial-balance'),
  trialTable: path('/desk/ledger/trial-balance/table'),
  export: path('/desk/ledger/export'),
  closing: path('/desk/ledger/closing'),
  closingMonth: path('/desk/ledger/closing/:through'),
}

// The site, which stands above, answers these.
export const data = {
  journal: path('/data/journal'),
  journalCsv: path('/data/journal.csv'),
  journalJson: path('/data/journal.json'),
  journalLines: path('/data/journal.jsonl'),
  blockLines: path('/data/journal-blocks.jsonl'),
}
