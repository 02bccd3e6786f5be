// Passwords as argon2id in the PHC string form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. The
// costs stand in the string, so they can be raised without touching what is stored.
import { argon2, type BinaryLike, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Cost {
  memory_kib: number
  passes: number
  lanes: number
}

/** OWASP's first recommendation for argon2id: about 30 ms and 19 MiB on a small server. */
export const cost: Cost = { memory_kib: 19_456, passes: 2, lanes: 1 }
/** For sample people and tests alone: next to nothing, because their passwords are no secret. */
export const sampleCost: Cost = { memory_kib: 64, passes: 1, lanes: 1 }

const saltBytes = 16
const hashBytes = 32
// A string from elsewhere must not be able to ask for all memory of the server.
const memoryKibMax = 262_144

export async function hashPassword(password: string, at: Cost = cost): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, at, hashBytes)
  const costs = `m=${at.memory_kib},t=${at.passes},p=${at.lanes}`
  return `$argon2id$v=19$${costs}$${unpadded(salt)}$${unpadded(hash)}`
}

/** Whether `password` made this string. A string that is no argon2id matches nothing. */
export async function matchesPassword(password: string, phc: string): Promise<boolean> {
  const read = readPhc(phc)
  if (!read) return false
  const hash = await derive(password, read.salt, read.cost, read.hash.length)
  return timingSafeEqual(hash, read.hash)
}

const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

function readPhc(phc: string) {
  const [, memory, passes, lanes, salt = '', hash = ''] = phcForm.exec(phc) ?? []
  const read = { memory_kib: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  if (!hash || read.memory_kib > memoryKibMax) return null
  return { cost: read, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}

function derive(password: string, nonce: BinaryLike, at: Cost, tagLength: number) {
  // The same password typed on two keyboards may arrive composed in two ways (NIST SP 800-63B).
  const message = password.normalize('NFKC')
  return new Promise<Buffer>((done, fail) => {
    argon2(
      'argon2id',
      {
        message,
        nonce,
        memory: at.memory_kib,
        passes: at.passes,
        parallelism: at.lanes,
        tagLength,
      },
      (fault, hash) => (fault ? fail(fault) : done(hash)),
    )
  })
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
