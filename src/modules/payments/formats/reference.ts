// References for promises, made by chance.
import { randomBytes } from 'node:crypto'
import { bodyFrom, makeReference } from '../references/rules.ts'

// Twelve signs of 23: nobody guesses another's, and one can still read it out on the telephone.
const signs = 12

export const newReference = (): string =>
  makeReference(bodyFrom(randomBytes(4 * signs)).slice(0, signs))
