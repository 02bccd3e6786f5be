// Where the page's frame leads. The modules that answer these are listed after ui, so the frame
// cannot ask them; a test of the whole app walks these links.

export const addresses = {
  home: '/',
  search: '/search',
  data: '/data',
  /** The books of money, for anybody. */
  books: '/ledger',
  /** Answers JSON: `{ suggestions: [{ href, title, lang, hint }] }`. */
  suggestions: '/search/suggestions',
  signIn: '/sign-in',
  signOut: '/sign-out',
  account: '/account',
  /** Where anybody says that something is wrong with a page. */
  report: '/report',
  /** The page of the API. */
  api: '/api',
  notices: '/account/notifications',
  /** Answers JSON: the work that a stranger's device does. */
  proof: '/proof',
} as const
