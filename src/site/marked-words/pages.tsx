import { emptyForm, type FormState, readForm, readQuery } from '#kit/form.ts'
import { languages } from '#kit/locale.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { replaceWords } from './commands.ts'
import { listWords } from './queries.ts'
import { WordsForm, WordsQuery } from './schema.ts'
import { WordsPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.markedWords.pattern, operators, async (c) => {
  const { language } = readQuery(c, WordsQuery)
  const { hold, mark } = await listWords(c.var.db, language)
  const form = emptyForm({ hold: hold.join('\n'), mark: mark.join('\n') })
  return reply(c, pageOf(c, language, form))
})

pages.post(paths.markedWords.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, WordsForm)
  const { language } = WordsQuery.parse({ language: form.typed.language?.[0] })
  if (!form.ok) return reply(c, pageOf(c, language, form), 422)
  await replaceWords(db, operatorOf(me), form.value, now)
  return see(c, paths.markedWords({ language }), words(locale)('marked.saved'))
})

/** A line a word; those that are held begin with `!`. */
pages.get(paths.markedWordsFile.pattern, operators, async (c) => {
  const language = found(languages.find((one) => one === c.req.param('language')))
  const { hold, mark } = await listWords(c.var.db, language)
  const lines = [...hold.map((phrase) => `!${phrase}`), ...mark]
  return c.text(`${lines.join('\n')}\n`, 200, {
    'content-disposition': `attachment; filename="words-${language}.txt"`,
  })
})

const pageOf = (c: Ask<Db>, language: (typeof languages)[number], form: FormState) => (
  <WordsPage t={words(c.var.locale)} language={language} form={form} />
)
