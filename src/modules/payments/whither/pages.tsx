import type { Context } from 'hono'
import { type FormState, readForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { whyNotConfirmReturn } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { tellWhither } from './commands.ts'
import { findReturn } from './queries.ts'
import { WhitherForm } from './schema.ts'
import { ReturnPage } from './views.tsx'

export const pages = site<Db>()

async function returnPage(c: Ask<Db>, more: { form?: FormState; refusal?: string } = {}) {
  const { db, me, locale } = c.var
  const back = found(await findReturn(db, idOf(c)))
  const mayConfirm = whyNotConfirmReturn(back, operatorOf(me).person_id) === null
  return <ReturnPage t={words(locale)} back={back} mayConfirm={mayConfirm} {...more} />
}

pages.get(paths.deskReturn.pattern, operators, async (c) => {
  operatorOf(c.var.me)
  const back = found(await findReturn(c.var.db, idOf(c)))
  // What its giver says whither has a page of its own.
  if (back.asks_giver) return see(c, paths.deskElsewhere({ id: back.id }))
  return reply(c, await returnPage(c))
})

pages.post(paths.deskReturnAccount.pattern, operators, async (c) => {
  const { db, me, locale } = c.var
  const form = await readForm(c, WhitherForm)
  if (!form.ok) return reply(c, await returnPage(c, { form }), 422)
  const told = await tellWhither(db, operatorOf(me), idOf(c), form.value)
  if (!told.ok) return reply(c, await returnPage(c, { refusal: told.refusal }), 409)
  return see(c, paths.deskReturn({ id: told.value }), words(locale)('whither.told'))
})

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
