import { z } from 'zod'
import { languages } from '#kit/locale.ts'
import { plainWords } from '#kit/marked-words.ts'

/** A phrase, not a page. */
export const phraseCharsMax = 100
// One character may stand for a whole sentence, and is compared as that.
const plainCharsMax = 200
/** More than anybody keeps by hand; each text is compared with all of them. */
export const phrasesMax = 2000

const lines = z
  .string()
  .optional()
  .transform((typed) => [...new Set((typed ?? '').split('\n').map((line) => line.trim()))])
  .transform((found) => found.filter(Boolean))
  .superRefine((found, context) => {
    if (found.length > phrasesMax)
      context.addIssue({ code: 'custom', message: 'too_many_lines', params: { max: phrasesMax } })
    const long = found.findIndex(
      (line) => line.length > phraseCharsMax || plainWords(line).length > plainCharsMax,
    )
    const params = { line: long + 1, max: phraseCharsMax }
    if (long >= 0) context.addIssue({ code: 'custom', message: 'too_long_line', params })
  })

export const WordsForm = z.object({ language: z.enum(languages), hold: lines, mark: lines })
export type WordsForm = z.output<typeof WordsForm>

export const WordsQuery = z.object({ language: z.enum(languages).catch('sq') })
