// Whether something can be had with a gift.

interface Thanks {
  readonly least_minor: bigint
  readonly currency: string
  readonly stock: number | null
  readonly taken: number
  readonly closed_at: Date | null
}

/** How many are left; null where there is no end of them. */
export const leftOf = ({ stock, taken }: Pick<Thanks, 'stock' | 'taken'>) =>
  stock === null ? null : Math.max(0, stock - taken)

/** Why it cannot be had with this gift, or null when it can. The database holds the same. */
export function whyNotThanks(
  thanks: Thanks,
  gift: { readonly amount_minor: bigint; readonly currency: string },
) {
  if (thanks.closed_at !== null || leftOf(thanks) === 0) return 'thanks_gone'
  if (gift.currency !== thanks.currency) return 'thanks_other_currency'
  return gift.amount_minor < thanks.least_minor ? 'thanks_need_more' : null
}
