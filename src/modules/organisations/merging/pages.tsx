import { type FormState, readForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { merge, sayDifferent, undoMerge } from './commands.ts'
import { countPairs, findPair, findSide, listMerges, listPairs } from './queries.ts'
import type { WhyNotMerge } from './rules.ts'
import { Merge } from './schema.ts'
import { PairPage, PairsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskLikely(),
  label: (locale) => words(locale)('duplicates.title'),
  who: operators,
  waiting: countPairs,
}

pages.get(paths.deskLikely.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const [pairs, merges] = await Promise.all([listPairs(db), listMerges(db)])
  return reply(c, <PairsPage t={words(locale)} pairs={pairs} merges={merges} />)
})

pages.get(paths.deskPair.pattern, operators, async (c) => reply(c, await pairPage(c)))

pages.post(paths.deskPairDifference.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await sayDifferent(db, operatorOf(me), idOf(c), now)
  const t = words(locale)
  if (!outcome.ok) return reply(c, await pairPage(c, { whyNot: outcome.refusal }), 409)
  return see(c, paths.deskLikely(), t('duplicates.different.done'))
})

pages.post(paths.deskPairMerge.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, Merge)
  if (!form.ok) return reply(c, await pairPage(c, { form }), 422)
  const outcome = await merge(db, operatorOf(me), idOf(c), form.value, now)
  if (!outcome.ok) return reply(c, await pairPage(c, { form, whyNot: outcome.refusal }), 409)
  return see(c, paths.profile(outcome.value), words(locale)('duplicates.merged'))
})

pages.post(paths.deskMergeUndoing.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await undoMerge(db, operatorOf(me), idOf(c), now)
  const t = words(locale)
  const said = outcome.ok
    ? 'duplicates.undone.done'
    : (`duplicates.why.${outcome.refusal}` as const)
  return see(c, paths.deskLikely(), t(said))
})

interface Shown {
  readonly form?: FormState
  readonly whyNot?: WhyNotMerge
}

async function pairPage(c: Ask<Db>, { form, whyNot }: Shown = {}) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const pair = found(await findPair(db, idOf(c)))
  const [one, other] = await Promise.all([
    findSide(db, pair.one_id, person_id),
    findSide(db, pair.other_id, person_id),
  ])
  const sides = { one, other }
  const decided = pair.state === 'open' ? null : 'decided_already'
  return (
    <PairPage t={words(locale)} pair={pair} sides={sides} whyNot={whyNot ?? decided} form={form} />
  )
}

function idOf(c: { req: { param(name: string): string | undefined } }): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
