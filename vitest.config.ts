import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const everywhere = { setupFiles: ['test/setup.ts'], globalSetup: ['test/template.ts'] }

// `npm test` tells the house checks as a step of their own, with what to do in sentences.
const toldApart = process.env.MOZAIK_TALLY ? ['checks/all.test.ts'] : []

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    reporters: ['default', './test/reporter.ts'],
    // Argon2id and database clones take their time on a small machine that does several at once.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Half of the time a test waits for PostgreSQL; vitest's own choice would leave a processor idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          ...everywhere,
          name: 'house',
          include: ['{src,checks,test,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.browser.test.*', ...toldApart],
        },
      },
      {
        extends: true,
        test: {
          setupFiles: ['test/setup.ts'],
          globalSetup: ['test/site.ts', 'test/template.ts'],
          name: 'browser',
          include: ['{src,test}/**/*.browser.test.{ts,tsx}'],
          // One browser, one site, and timings that mean something.
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
