/** The two sides of each account that an event touched. */
export function tAccounts<R extends { debit_account: bigint; credit_account: bigint }>(
  rows: readonly R[],
) {
  const ids = [...new Set(rows.flatMap((row) => [row.debit_account, row.credit_account]))]
  return ids.map((id) => ({
    id,
    debits: rows.filter(({ debit_account }) => debit_account === id),
    credits: rows.filter(({ credit_account }) => credit_account === id),
  }))
}
