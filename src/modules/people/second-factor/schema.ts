import { z } from 'zod'
import { Code } from '../schema.ts'

export const FirstCode = z.object({ code: Code })
