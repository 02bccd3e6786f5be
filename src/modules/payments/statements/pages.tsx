// Banks' files at the desk: brought, released or refused, and how tables are to be read.
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { matchEntries, orders } from '../commands.ts'
import { readStatements } from '../formats/reading.ts'
import { paths } from '../paths.ts'
import {
  countHeld,
  findStatementFile,
  listAccounts,
  listFiles,
  listStatementsOf,
} from '../queries.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { importStatement, refuseFile, releaseFile, saveMapping } from './commands.ts'
import { Deciding, deskBytesMax, keptMapping, MappingForm, typedMapping, Upload } from './schema.ts'
import { FilePage, FilesPage, MappingPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskStatements(),
  label: (locale) => words(locale)('statements.title'),
  who: operators,
  waiting: countHeld,
}

pages.get(paths.deskStatements.pattern, operators, async (c) => reply(c, await filesPage(c)))

async function filesPage(c: Ask<Db>, form?: FormState) {
  const { db, locale } = c.var
  const [files, accounts] = await Promise.all([listFiles(db), listAccounts(db)])
  return (
    <FilesPage t={words(locale)} files={files} accounts={accounts} {...(form ? { form } : {})} />
  )
}

pages.post(
  paths.deskStatements.pattern,
  operators,
  async (c) => {
    const { db, files, me, now, locale } = c.var
    const { person_id } = operatorOf(me)
    const form = await readForm(c, Upload)
    if (!form.ok) return reply(c, await filesPage(c, form), 422)
    const upload = form.uploads.get('file')
    if (!upload) return reply(c, await filesPage(c, refusedForm(form, 'file', 'required')), 422)
    const bytes = new Uint8Array(await upload.arrayBuffer())
    if (bytes.byteLength > deskBytesMax)
      return reply(c, await filesPage(c, refusedForm(form, 'file', 'too_large')), 422)
    const read = await reader(db, form.value.account)
    const file = {
      name: upload.name,
      bytes,
      read: read(bytes),
      bank_account_id: form.value.account,
    }
    const by = { person_id }
    const done = await importStatement(db, file, { files, by, now })
    if (done.state === 'imported') await matchEntries(db, { by, now, orders })
    const said = done.again ? 'statements.done.again' : (`statements.done.${done.state}` as const)
    return see(c, paths.deskStatement({ id: done.id }), words(locale)(said))
  },
  { body_bytes_max: deskBytesMax + bodyBytesMax },
)

/** Tables are read as it was said for their account; other files say themselves what they are. */
async function reader(db: Db, account_id: string | null | undefined) {
  const accounts = await listAccounts(db)
  const account = accounts.find(({ id }) => id === account_id)
  const mapping = account ? keptMapping(account.mapping) : undefined
  return (bytes: Uint8Array) => readStatements(bytes, { mapping, currency: account?.currency })
}

async function fileOf(c: Ask<Db>) {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return found(await findStatementFile(c.var.db, id))
}

async function filePage(c: Ask<Db>, form?: FormState) {
  const file = await fileOf(c)
  const statements = await listStatementsOf(c.var.db, file.id)
  const t = words(c.var.locale)
  return <FilePage t={t} file={file} statements={statements} {...(form ? { form } : {})} />
}

pages.get(paths.deskStatement.pattern, operators, async (c) => reply(c, await filePage(c)))

pages.get(paths.deskStatementFile.pattern, operators, async (c) => {
  operatorOf(c.var.me)
  const file = await fileOf(c)
  const bytes = await c.var.files.get(`${file.file_id}/original`)
  return c.body(bytes.slice().buffer, 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
})

pages.post(paths.deskStatementRelease.pattern, operators, async (c) => {
  const { db, files, me, now, locale } = c.var
  const { person_id } = operatorOf(me)
  const file = await fileOf(c)
  const form = await readForm(c, Deciding)
  if (!form.ok) return reply(c, await filePage(c, form), 422)
  const read = await reader(db, file.bank_account_id)
  const bytes = await files.get(`${file.file_id}/original`)
  const decision = { person_id, reason: form.value.reason }
  const outcome = await releaseFile(db, file.id, read(bytes), decision, { now })
  if (!outcome.ok) return reply(c, await filePage(c, refusedForm(form, null, outcome.refusal)), 422)
  await matchEntries(db, { by: { person_id }, now, orders })
  return see(c, paths.deskStatement(file), words(locale)('statements.done.released'))
})

pages.post(paths.deskStatementRefusal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const { person_id } = operatorOf(me)
  const file = await fileOf(c)
  const form = await readForm(c, Deciding)
  if (!form.ok) return reply(c, await filePage(c, form), 422)
  const outcome = await refuseFile(db, file.id, { person_id, reason: form.value.reason }, now)
  if (!outcome.ok) return reply(c, await filePage(c, refusedForm(form, null, outcome.refusal)), 422)
  return see(c, paths.deskStatement(file), words(locale)('statements.done.refused'))
})

async function accountOf(c: Ask<Db>) {
  const id = c.req.param('id')
  return found((await listAccounts(c.var.db)).find((one) => one.id === id))
}

pages.get(paths.deskMapping.pattern, operators, async (c) => {
  const account = await accountOf(c)
  const form = emptyForm(typedMapping(account.mapping))
  return reply(c, <MappingPage t={words(c.var.locale)} account={account} form={form} />)
})

pages.post(paths.deskMapping.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const { person_id } = operatorOf(me)
  const account = await accountOf(c)
  const form = await readForm(c, MappingForm)
  const t = words(locale)
  if (!form.ok) return reply(c, <MappingPage t={t} account={account} form={form} />, 422)
  await saveMapping(db, account.id, form.value, person_id, now)
  return see(c, paths.deskStatements(), t('statements.mapping.saved'))
})
