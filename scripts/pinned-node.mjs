// The program runs under the Node that package-lock.json pins, whatever Node started it.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { pinnedNode } from './dependencies.mjs'

/** Who starts us says so here; then we end with it. */
export const parentMark = 'MOZAIK_STARTED_BY'

export function isPinned() {
  const pinned =
    existsSync(pinnedNode) && realpathSync(process.execPath) === realpathSync(pinnedNode)
  followParent()
  return pinned
}

/** Starts this same command again under the pinned Node, and ends as it ends. */
export function underPinnedNode() {
  const child = spawn(pinnedNode, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [parentMark]: String(process.pid) },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C in a terminal reaches the child by itself.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal))
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

// Who started us may be killed in a way that cannot be passed on. Then we stop, rather than go on
// unseen and hold the port and the data.
function followParent() {
  const parent = process.ppid
  const ours = process.env[parentMark] === String(parent) || process.env.npm_lifecycle_event
  delete process.env[parentMark]
  if (!ours) return
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}
