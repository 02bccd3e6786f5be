// References for promises, made by chance.
import { randomBytes } from 'node:crypto'
import { chanceOfReference, referenceFrom } from '../references/rules.ts'

export const newReference = (): string => referenceFrom(randomBytes(chanceOfReference))
