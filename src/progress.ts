// Long work in a terminal: how much is done, and what is being done.

interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/**
 * Tells progress on one line that is written over; where nobody watches (a log), a line for each
 * tenth. `end` leaves the line.
 */
export function progressOn(screen: Screen) {
  let tenth = -1
  const percent = (done: number) => Math.floor(100 * Math.min(1, Math.max(0, done)))
  return {
    tell(doing: string, done: number) {
      const line = `${String(percent(done)).padStart(3)} %  ${doing}`
      if (screen.isTTY) {
        screen.write(`\r\u001b[2K${line.slice(0, (screen.columns ?? 80) - 1)}`)
        return
      }
      if (Math.floor(percent(done) / 10) <= tenth) return
      tenth = Math.floor(percent(done) / 10)
      screen.write(`${line}\n`)
    },
    end: () => void (screen.isTTY && screen.write('\r\u001b[2K')),
  }
}
