// Strangers may write without an account; their device does some work for it, which one person does
// not notice and a machine that writes a thousand times does. Nobody else is asked, nothing is
// fetched from elsewhere. Challenges are signed, expire, and are answered once, whichever process
// made them.
import { hkdfSync, randomInt } from 'node:crypto'
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Handle } from './db.ts'
import { type Limit, type LimitTables, limited } from './limits.ts'
import { challengeMinutes } from './proof-name.ts'

export interface ProofTables {
  'kit.proof_used': { signature: string; expires_at: Date }
}

type Tables = ProofTables & LimitTables

// A quarter of a second on a laptop, a second or two on an old phone: see decision 0161.
const work = { cost: 1000, least: 1000, most: 3000 }

/** What a device has to work out, for `GET /proof`. */
export function makeChallenge(secret: string, now: Date): Promise<Challenge> {
  const expiresAt = new Date(now.getTime() + challengeMinutes * 60_000)
  const counter = randomInt(work.least, work.most)
  const { cost } = work
  return createChallenge({ algorithm, cost, counter, deriveKey, expiresAt, ...keys(secret) })
}

const algorithm = 'PBKDF2/SHA-256'

/** Keys of this use alone: what signs sessions signs nothing else. */
function keys(secret: string) {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', use, 32)).toString('hex')
  return {
    hmacSignatureSecret: key('proof of work: challenge'),
    hmacKeySignatureSecret: key('proof of work: key'),
  }
}

/** True once for each challenge that was worked out in time. */
export async function useProof(
  db: Handle<ProofTables>,
  secret: string,
  sent: string | undefined,
  now: Date,
): Promise<boolean> {
  const proof = readProof(sent)
  if (!proof) return false
  const { challenge, solution } = proof
  const expires_at = new Date(challenge.parameters.expiresAt * 1000)
  if (expires_at <= now) return false
  const { verified } = await verifySolution({ challenge, solution, deriveKey, ...keys(secret) })
    // A proof that was tampered with may hold what no key can be made of.
    .catch(() => ({ verified: false }))
  if (!verified) return false
  await sql`delete from kit.proof_used where expires_at < ${now}`.execute(db)
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('kit.proof_used')
    .values({ signature: challenge.signature, expires_at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

const Proof = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal(algorithm),
      nonce: z.string(),
      salt: z.string(),
      // What was signed is checked later; nobody makes us work more than we asked for ourselves.
      cost: z.literal(work.cost),
      keyLength: z.literal(32),
      keyPrefix: z.string(),
      keySignature: z.string(),
      expiresAt: z.number(),
    }),
    signature: z.string().min(32).max(200),
  }),
  solution: z.object({ counter: z.int().min(0), derivedKey: z.string(), time: z.number() }),
})

// A proof has some 700 characters.
const proofCharsMax = 4000

function readProof(sent: string | undefined) {
  if (!sent || sent.length > proofCharsMax) return null
  try {
    const json: unknown = JSON.parse(Buffer.from(sent, 'base64').toString('utf8'))
    return Proof.safeParse(json).data ?? null
  } catch {
    return null
  }
}

/** What a guard knows of a request; `c.var` has all of it. */
interface Asking {
  readonly db: Handle<Tables>
  readonly settings: { readonly secret: string }
  readonly now: Date
  readonly me: { readonly id: string } | null
  readonly client: string
}

interface Limits {
  /** For everybody who is signed in or brought a proof; each on their own. */
  readonly proven: Limit
  /** For each stranger without a proof: no JavaScript, or a program. */
  readonly unproven: Limit
  /** For all of them together, so that many addresses help no flood. */
  readonly unproven_together: Limit
}

/** Whether this may be written now, and whether it came with a proof. `wait_s` is 0 when it may. */
export async function guardWriting(
  { db, settings, now, me, client }: Asking,
  name: string,
  sent: string | undefined,
  { proven: ofProven, unproven, unproven_together }: Limits,
): Promise<{ wait_s: number; proven: boolean }> {
  const proven = me !== null || (await useProof(db, settings.secret, sent, now))
  if (proven) return { wait_s: await limited(db, name, me?.id ?? client, ofProven, now), proven }
  const alone = await limited(db, `${name}.unproven`, client, unproven, now)
  if (alone > 0) return { wait_s: alone, proven }
  const together = await limited(db, `${name}.unproven_together`, '', unproven_together, now)
  return { wait_s: together, proven }
}
