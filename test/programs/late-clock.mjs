// Loaded into a process before anything else: its clock is so many milliseconds behind.
const behind = Number(process.env.CLOCK_BEHIND_MS ?? 0)
if (behind > 0) {
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...words) {
      if (words.length === 0) super(Real.now() - behind)
      else super(...words)
    }
    static now() {
      return Real.now() - behind
    }
  }
}
