/** The last so many days; what moved a moment ago is not everywhere yet. */
export function windowOf(now: Date, days: number): { from: Date; to: Date } {
  const to = new Date(now.getTime() + 1000)
  return { from: new Date(to.getTime() - days * 24 * 3600 * 1000), to }
}
