import { catalogue } from '#kit/words.ts'
import en from './messages/en.json' with { type: 'json' }
import sq from './messages/sq.json' with { type: 'json' }
import sr from './messages/sr.json' with { type: 'json' }

export const words = catalogue({ sq, sr, en })
export type T = ReturnType<typeof words>

/** What the address of a project says whose import was undone, in each language. */
export const takenBack = {
  sq: words('sq')('import.taken_back'),
  sr: words('sr')('import.taken_back'),
  en: words('en')('import.taken_back'),
}
