// At the desk: who collects, and the accounts that two operators stand for.
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { addAccount, addEntity, closeAccount, closeEntity, confirmAccount } from './commands.ts'
import {
  countUnconfirmed,
  findEntity,
  listAccounts,
  listCurrencies,
  listEntities,
} from './queries.ts'
import { AccountForm, EntityForm } from './schema.ts'
import { EntitiesPage, EntityPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskEntities(),
  label: (locale) => words(locale)('entities.title'),
  who: operators,
  waiting: countUnconfirmed,
}

async function list(c: Ask<Db>, form: FormState = emptyForm()) {
  const entities = await listEntities(c.var.db)
  const t = words(c.var.locale)
  const status = form.errors.length > 0 ? 422 : 200
  return reply(c, <EntitiesPage t={t} entities={entities} form={form} />, status)
}

pages.get(paths.deskEntities.pattern, operators, (c) => list(c))

pages.post(paths.deskEntities.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const by = operatorOf(me)
  const form = await readForm(c, EntityForm)
  if (!form.ok) return list(c, form)
  const added = await addEntity(db, by, form.value, now)
  if (!added.ok) return list(c, refusedForm(form, 'is_home', added.refusal))
  return see(c, paths.deskEntity({ id: added.value }), words(locale)('entities.added'))
})

async function one(c: Ask<Db>, id: string, form: FormState = emptyForm()) {
  const { db, locale, me } = c.var
  const { person_id } = operatorOf(me)
  if (!isUuid(id)) throw absent()
  const entity = found(await findEntity(db, id))
  const [accounts, currencies] = await Promise.all([listAccounts(db, id), listCurrencies(db)])
  const shown = { entity, accounts, currencies, form, person_id }
  const status = form.errors.length > 0 ? 422 : 200
  return reply(c, <EntityPage t={words(locale)} {...shown} />, status)
}

pages.get(paths.deskEntity.pattern, operators, (c) => one(c, c.req.param('id')))

pages.post(paths.deskAccounts.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const by = operatorOf(me)
  const id = c.req.param('id')
  if (!isUuid(id)) throw absent()
  found(await findEntity(db, id))
  const form = await readForm(c, AccountForm)
  if (!form.ok) return one(c, id, form)
  const added = await addAccount(db, by, { ...form.value, entity_id: id }, now)
  if (!added.ok) return one(c, id, refusedForm(form, 'iban', added.refusal))
  return see(c, paths.deskEntity({ id }), words(locale)('entities.account.added'))
})

pages.post(paths.deskEntityClosing.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const id = c.req.param('id')
  if (!isUuid(id)) throw absent()
  const t = words(locale)
  const closed = await closeEntity(db, operatorOf(me), id, now)
  const said = closed.ok ? t('entities.close.done') : t(`entities.refusal.${closed.refusal}`)
  return see(c, paths.deskEntity({ id }), said)
})

pages.post(paths.deskAccountConfirmation.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const id = c.req.param('id')
  if (!isUuid(id)) throw absent()
  const t = words(locale)
  const confirmed = await confirmAccount(db, operatorOf(me), id, now)
  if (!confirmed.ok) return see(c, paths.deskEntities(), t(`entities.refusal.${confirmed.refusal}`))
  return see(c, paths.deskEntity({ id: confirmed.value }), t('entities.confirm.done'))
})

pages.post(paths.deskAccountClosing.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const id = c.req.param('id')
  if (!isUuid(id)) throw absent()
  const t = words(locale)
  const closed = await closeAccount(db, operatorOf(me), id, now)
  if (!closed.ok) return see(c, paths.deskEntities(), t(`entities.refusal.${closed.refusal}`))
  return see(c, paths.deskEntity({ id: closed.value }), t('entities.account.closed'))
})
