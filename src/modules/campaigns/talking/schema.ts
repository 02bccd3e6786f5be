import { z } from 'zod'
import { OnceKey } from '#kit/fields.ts'
import { languages } from '#kit/locale.ts'
import { localizedText } from '#kit/localized.ts'
import { answerCharsMax, partCharsMax, questionCharsMax, titleCharsMax } from '../schema.ts'

export const NewQuestion = z.object({
  text: z.string().trim().min(1).max(questionCharsMax),
  language: z.enum(languages),
  once: OnceKey,
})
export type NewQuestion = z.output<typeof NewQuestion>

/** Whoever asks more than so much in a day has other questions than a donor. */
export const questionsLimit = { max: 10, per_seconds: 24 * 60 * 60 } as const

export const Answer = z.object({
  answer: localizedText({ max: answerCharsMax, required: true }),
})

export const NewBulletin = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  body: localizedText({ max: partCharsMax, required: true }),
  once: OnceKey,
})
export type NewBulletin = z.output<typeof NewBulletin>
