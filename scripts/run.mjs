// The one entry of every npm script and of bin/mozaik. It is plain JavaScript for Node 20, because
// on a new machine nothing is installed yet. It (1) installs what the lock file names, (2) goes on
// under the Node that the lock file pins, (3) builds what is older than its sources, (4) does what
// was asked.
import { ensureDependencies } from './dependencies.mjs'
import { isPinned, underPinnedNode } from './pinned-node.mjs'

const [command = 'start', ...args] = process.argv.slice(2)

const commands = {
  start: () => cli(['start', ...args]),
  mozaik: () => cli(args),
  test: () => import('./steps.mjs').then(({ test }) => test(args)),
  check: () => import('./steps.mjs').then(({ check }) => check(args)),
  dev: () => import('./dev.mjs').then(({ dev }) => dev(args)),
  build: () => import('./build.mjs').then(({ buildOrExit }) => buildOrExit()),
  bench: () => server('bench', 'bench/all.ts'),
  chaos: () => server('chaos', 'test/programs/chaos.ts'),
  new: () => script('checks/new.ts'),
  'db-dump': () => script('scripts/db-dump.ts'),
}

if (!commands[command]) {
  console.error(`There is no "${command}". There is: ${Object.keys(commands).join(', ')}.`)
  process.exit(64)
}

async function cli(words) {
  const { buildWhenStale } = await import('./build.mjs')
  await buildWhenStale()
  await become('../dist/server/cli.js', words)
}

/** A tool of ours that needs JSX: bundled like the server, then run. */
async function server(name, source) {
  const { buildWhenStale, buildTool } = await import('./build.mjs')
  await buildWhenStale()
  await become(await buildTool(name, source), args)
}

/** A TypeScript file without JSX, which Node runs as it is. */
const script = (path) => become(`../${path}`, args)

/** Go on as that program, as if it had been started by itself. */
async function become(path, words) {
  const url = new URL(path, import.meta.url)
  process.argv = [process.execPath, url.pathname, ...words]
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => bearRepeats(signal))
  process.setSourceMapsEnabled(true)
  await import(url.href)
}

// One Ctrl-C may arrive twice or thrice: from the terminal, from npm, from the Node that started
// us. The program hears the first; a second counts only when somebody means it.
const meantAfterMs = 2000

function bearRepeats(signal) {
  if (process.listenerCount(signal) === 0) process.exit(130)
  const first = performance.now()
  process.on(signal, () => performance.now() - first > meantAfterMs && process.exit(130))
}

ensureDependencies()
if (isPinned()) await commands[command]()
else underPinnedNode()
