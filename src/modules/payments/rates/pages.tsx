// At the desk: the dated table of rates, brought by an operator.
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import type { DeskQueue } from '#kit/module.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { importRates } from './commands.ts'
import { readRates } from './formats/table.ts'
import { listCodes, listLatest } from './queries.ts'
import type { BadLine } from './rules.ts'
import { RatesForm, tableBytesMax } from './schema.ts'
import { RatesPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskRates(),
  label: (locale) => words(locale)('rates.title'),
  who: operators,
  waiting: null,
}

async function show(c: Ask<Db>, form: FormState = emptyForm(), bad: BadLine | null = null) {
  const { db, locale, now } = c.var
  const rates = await listLatest(db, calendarDay(now))
  const status = form.errors.length > 0 ? 422 : 200
  return reply(c, <RatesPage t={words(locale)} rates={rates} form={form} bad={bad} />, status)
}

pages.get(paths.deskRates.pattern, operators, (c) => show(c))

pages.post(
  paths.deskRates.pattern,
  operators,
  async (c) => {
    const { db, locale, now, me } = c.var
    const { person_id } = operatorOf(me)
    const form = await readForm(c, RatesForm)
    const upload = form.uploads.get('file')
    if (!form.ok) return show(c, upload ? form : refusedForm(form, 'file', 'required'))
    if (!upload) return show(c, refusedForm(form, 'file', 'required'))
    const read = readRates(await upload.text(), await listCodes(db))
    if (!read.ok) return show(c, refusedForm(form, 'file', 'bad_line'), read.bad)
    const brought = await importRates(db, read.value, { ...form.value, person_id }, now)
    return see(c, paths.deskRates(), words(locale)('rates.done', brought))
  },
  { body_bytes_max: tableBytesMax },
)
