import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findRound, mayKeep, potOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { Keeping } from '../views.tsx'
import { words } from '../words.ts'
import { listInRound, listRounds, previewOf, publishRound } from './queries.ts'
import { RoundPage, RoundsPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.rounds.pattern, anyone, async (c) => {
  const rounds = await listRounds(c.var.reads)
  return reply(c, <RoundsPage t={words(c.var.locale)} rounds={rounds} />)
})

pages.get(paths.round.pattern, anyone, async (c) => {
  const { reads, me, locale } = c.var
  const round = found(await findRound(reads, c.req.param('slug')))
  const kept = round.opened_at ? false : await mayKeep(reads, me, round.organisation_slug)
  if (!round.opened_at && !kept) throw absent()
  const unsettled = kept && (round.state === 'draft' || round.state === 'waiting')
  const [campaigns, preview, there_minor] = await Promise.all([
    listInRound(reads, round.id),
    round.kind === 'quadratic' && round.state === 'open' ? previewOf(reads, round) : null,
    unsettled ? potOf(reads, round) : null,
  ])
  const t = words(locale)
  return reply(
    c,
    <RoundPage t={t} round={round} campaigns={campaigns} preview={preview}>
      {there_minor === null ? null : <Keeping t={t} round={round} there_minor={there_minor} />}
    </RoundPage>,
  )
})

pages.get(paths.roundInputs.pattern, anyone, async (c) => {
  const published = found(await publishRound(c.var.reads, c.req.param('slug')))
  return c.body(`${JSON.stringify(published, null, 1)}\n`, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${published.round}.json"`,
  })
})
