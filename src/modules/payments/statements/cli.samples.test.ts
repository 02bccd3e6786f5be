// Every sample of a bank's file through the command, as a machine reads it.
import { readdirSync } from 'node:fs'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { sampleFolder, samplesAreHere, sampleVerdicts, scraps } from '#test/bank-samples.ts'
import { addStatements } from './cli.ts'

const Amount = z.string().regex(/^-?\d+(\.\d+)?$/)
const Reason = z.strictObject({
  code: z.string().regex(/^[a-z_]+$/),
  path: z.string(),
  message: z.string().min(1),
})
const Statement = z.strictObject({
  iban: z.string().nullable(),
  currency: z.string().min(1).nullable(),
  opening: Amount.nullable(),
  closing: Amount.nullable(),
  entries: z.int().min(0),
  sum: Amount.nullable(),
  verdict: z.enum(['accept', 'hold', 'reject']),
  reasons: z.array(Reason),
})
const Answer = z.strictObject({ format: z.string(), statements: z.array(Statement).min(1) })

let said = ''
beforeEach(() => {
  said = ''
  const into = (text: string | Uint8Array) => {
    said += String(text)
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(into)
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

async function check(name: string) {
  said = ''
  process.exitCode = 0
  const program = new Command('mozaik').exitOverride()
  const none = () => Promise.reject(new Error('it may not ask a database'))
  addStatements(program, none)
  const words = ['statement', 'check', `${sampleFolder}${name}`, '--json']
  await program.parseAsync(words, { from: 'user' })
  return { ...Answer.parse(JSON.parse(said)), code: process.exitCode }
}

// Beside the statements lie what other programs found in them, schemas and licences.
const isStatement = (path: string) =>
  /\.(?:xml|sta|940|txt|csv|xlsx|ofx|qif)$/.test(path) && !/LICENSE|README/.test(path)

const expected = new Map<string, string>([
  ...sampleVerdicts.map(([name, , verdict]): [string, string] => [name, verdict]),
  ...scraps.map((name): [string, string] => [name, 'reject']),
])
const exitCodes: Record<string, number> = { accept: 0, hold: 2, reject: 3 }

test.skipIf(!samplesAreHere)(
  'every sample has its verdict, in the form that is promised',
  async () => {
    const files = readdirSync(sampleFolder, { recursive: true, encoding: 'utf8' }).filter(
      isStatement,
    )
    expect(files.toSorted()).toEqual([...expected.keys()].toSorted())
    for (const file of files) {
      const { statements, code } = await check(file)
      const verdict = expected.get(file) ?? ''
      expect(code, file).toBe(exitCodes[verdict])
      for (const one of statements) {
        // Nobody is told no without a reason, and nobody is told yes with one.
        expect(one.reasons.length > 0, file).toBe(one.verdict !== 'accept')
        if (one.verdict === 'accept' && one.opening && one.closing && one.sum)
          expect(minor(one.opening) + minor(one.sum), file).toBe(minor(one.closing))
      }
    }
  },
)

// Of one statement all three have the same decimals.
const minor = (amount: string) => BigInt(amount.replace('.', ''))
