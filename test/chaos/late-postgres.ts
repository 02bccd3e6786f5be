// PostgreSQL itself with its clock behind, which only libfaketime can do (Debian: faketime).
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { launch, runningServer } from '#kit/postgres-cluster.ts'
import { findPrograms } from '#kit/postgres-programs.ts'

/** Undefined where it is not installed. */
export const fakeTime = globSync('/usr/lib/{*/,}faketime/libfaketime.so.1')[0]

/** What was killed a moment ago may still let go of its memory: then it is tried again. */
export async function launchBehind(library: string, data_dir: string, behind_ms: number) {
  const folder = join(data_dir, 'postgres')
  const programs = await findPrograms(folder)
  // Waiting is not turned back: only the time of day.
  const words = [`LD_PRELOAD=${library}`, `FAKETIME=-${behind_ms / 1000}s`]
  const before = [...programs.before, 'env', ...words, 'FAKETIME_DONT_FAKE_MONOTONIC=1']
  for (let tries = 1; ; tries++) {
    runningServer(folder)
    try {
      await launch({ data_dir, durable: true, programs: { ...programs, before } })
      return
    } catch (fault) {
      if (tries === 50) throw fault
      await pause(100)
    }
  }
}
