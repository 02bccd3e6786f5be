// What a run of tests counted, and how it is told: the end of a long log names each failed test
// with what was said of it. The shapes stand in tally.d.mts.

export const nothing = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] })

export const added = (one, other) => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  failures: [...one.failures, ...other.failures],
})

export function lastLines({ passed, failed, skipped, failures }) {
  const told = failures.map(({ name, said }) => `✗ ${name}\n${said.replaceAll(/^/gm, '    ')}`)
  const line = `${passed} passed, ${failed} failed`
  return [...told, skipped > 0 ? `${line}, ${skipped} skipped` : line, ''].join('\n')
}
