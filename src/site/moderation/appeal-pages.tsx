// What whoever answers for a thing reads when it was judged, and their one appeal.
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { limited } from '#kit/limits.ts'
import { absent, found, tooMany } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { mayModerate, signedIn } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { appeal } from './appeal-commands.ts'
import { DecisionPage } from './appeal-views.tsx'
import { findDecision, findSubject } from './queries.ts'
import { whyNotAppeal } from './rules.ts'
import { AppealForm } from './schema.ts'

// Far more than anybody has decisions about.
const appealLimit = { max: 10, per_seconds: 3600 }

export function appealPages({ moderated }: HandedUp) {
  const pages = site<Whole>()

  async function pageOf(c: Ask<Whole>, form: FormState = emptyForm()) {
    const { db, me, locale, now } = c.var
    const decision = found(await findDecision(db, c.req.param('id') ?? ''))
    const subject = await findSubject(db, moderated, decision)
    const author = subject?.thing.authors.includes(me?.id ?? '') ?? false
    if (!author && !mayModerate(me)) throw absent()
    // A suspension that waits for the second person is nobody's business yet.
    if (decision.outcome === 'suspend' && !decision.confirmed_at && author) throw absent()
    const whyNot = author ? whyNotAppeal(decision, decision.appealed_at !== null, now) : 'not_yours'
    return (
      <DecisionPage
        t={words(locale)}
        decision={decision}
        subject={subject}
        whyNot={whyNot}
        form={form}
      />
    )
  }

  pages.get(paths.decision.pattern, signedIn, async (c) => reply(c, await pageOf(c)))

  pages.post(paths.appeal.pattern, signedIn, async (c) => {
    const { db, me, now, locale } = c.var
    const { id } = c.req.param()
    const decision = found(await findDecision(db, id))
    const subject = await findSubject(db, moderated, decision)
    if (!subject?.thing.authors.includes(me?.id ?? '')) throw absent()
    const form = await readForm(c, AppealForm)
    if (!form.ok) return reply(c, await pageOf(c, form), 422)
    const wait = await limited(db, 'site.appeal', me?.id ?? '', appealLimit, now)
    if (wait > 0) throw tooMany(wait)
    const outcome = await appeal(db, moderated, me, id, form.value.body, now)
    if (outcome.ok) return see(c, paths.decision({ id }), words(locale)('appeal.done'))
    return reply(c, await pageOf(c, refusedForm(form, null, outcome.refusal)), 409)
  })

  return pages
}
