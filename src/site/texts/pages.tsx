import { emptyForm, readForm, readQuery, refusedForm } from '#kit/form.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone, mayOperate, operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { publishText } from './commands.ts'
import { defaultTexts } from './defaults.ts'
import { findText, listVersions } from './queries.ts'
import { TextForm, TextName, textNames, VersionQuery } from './schema.ts'
import { TextEditPage, TextPage, TextsPage } from './views.tsx'

export const pages = site<Db>()

for (const name of textNames)
  pages.get(paths[name].pattern, anyone, async (c) => {
    const { db, locale, me } = c.var
    const { version } = readQuery(c, VersionQuery)
    const [text, versions] = await Promise.all([
      findText(db, name, version),
      listVersions(db, name),
    ])
    if (version !== undefined && !text) throw absent()
    const body = text?.body ?? defaultTexts[name]
    const shown = text && { version: text.version, at: text.at }
    const view = { name, body, shown, versions, mayEdit: mayOperate(me) }
    return reply(c, <TextPage t={words(locale)} {...view} />)
  })

pages.get(paths.texts.pattern, operators, (c) => reply(c, <TextsPage t={words(c.var.locale)} />))

pages.get(paths.textEdit.pattern, operators, async (c) => {
  const name = nameOf(c.req.param('name'))
  const text = await findText(c.var.db, name)
  const form = emptyForm({ body: text?.body ?? defaultTexts[name] })
  const version = text?.version ?? 0
  return reply(
    c,
    <TextEditPage t={words(c.var.locale)} name={name} version={version} form={form} />,
  )
})

pages.post(paths.textEdit.pattern, operators, async (c) => {
  const { db, me, locale } = c.var
  const t = words(locale)
  const operator = operatorOf(me)
  const name = nameOf(c.req.param('name'))
  const form = await readForm(c, TextForm)
  const version = (await findText(db, name))?.version ?? 0
  if (!form.ok)
    return reply(c, <TextEditPage t={t} name={name} version={version} form={form} />, 422)
  const outcome = await publishText(db, operator, name, form.value.body, form.value.version)
  if (outcome.ok) return see(c, paths[name](), t('text.published'))
  const refused = refusedForm(form, null, outcome.refusal)
  return reply(c, <TextEditPage t={t} name={name} version={version} form={refused} />, 409)
})

function nameOf(text: string): TextName {
  const name = TextName.safeParse(text)
  if (!name.success) throw absent()
  return name.data
}
