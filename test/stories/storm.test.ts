// A short storm, by the very program that `npm run chaos` runs for as long as one likes.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { root } from '#test/root.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
const faultsMin = 4

test(`whatever breaks while people give, nothing is lost or counted twice (SEED=${seed})`, async () => {
  const words = ['--minutes', '0.2', '--kinds', String(faultsMin), '--no-restore']
  const storm = spawn(
    process.execPath,
    ['scripts/run.mjs', 'chaos', ...words, '--seed', String(seed)],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const [said, complained] = await Promise.all([text(storm.stdout), text(storm.stderr)])
  expect(`${said}${complained}`).toContain('Nothing is lost, nothing is counted twice.')
  expect(said.match(/: [1-9]\d* times/g)?.length).toBeGreaterThanOrEqual(faultsMin)
  for (const counted of ['promises', 'cards', 'paid in']) expect(said).toContain(`\n${counted}: `)
  expect(said).not.toMatch(/: 0$/m)
}, 300_000)
