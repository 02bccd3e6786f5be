import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { findFields, type PostSteward, postStewardOf } from '../queries.ts'
import { clockOf, whyNotDelete, whyNotPublish } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  deleteDraft,
  pinPost,
  publishPost,
  schedulePost,
  unpinPost,
  unschedulePost,
  withdrawPost,
} from './commands.ts'
import { Publication, Withdrawal } from './schema.ts'
import { DeletionPage, PublicationPage, WithdrawalPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.publication.pattern, editors, async (c) => {
  const at = c.req.param()
  return showPublication(c, at, await postStewardOf(c.var.db, c.var.me, at))
})

pages.post(paths.publication.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const at = c.req.param()
  const t = words(locale)
  const steward = await postStewardOf(db, me, at)
  const form = await readForm(c, Publication)
  if (!form.ok) return showPublication(c, at, steward, form, 422)
  const wish = form.value
  const later = wish.when === 'later' ? wish.at : null
  const outcome = later
    ? await schedulePost(db, steward, later, now)
    : await publishPost(db, steward, now)
  if (outcome.ok)
    return see(c, paths.post(at), t(later ? 'publication.scheduled' : 'publication.done'))
  const field = ['in_the_past', 'too_far_ahead'].includes(outcome.refusal) ? 'day' : null
  return showPublication(c, at, steward, refusedForm(form, field, outcome.refusal), 422)
})

pages.post(paths.unscheduling.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const at = c.req.param()
  const outcome = await unschedulePost(db, await postStewardOf(db, me, at), now)
  const t = words(locale)
  return see(c, paths.post(at), outcome.ok ? t('unscheduling.done') : t(`error.${outcome.refusal}`))
})

for (const [way, act, said] of [
  ['pinning', pinPost, 'pinning.done'],
  ['unpinning', unpinPost, 'unpinning.done'],
] as const)
  pages.post(paths[way].pattern, editors, async (c) => {
    const { db, me, now, locale } = c.var
    const at = c.req.param()
    const outcome = await act(db, await postStewardOf(db, me, at), now)
    const t = words(locale)
    return see(c, paths.post(at), outcome.ok ? t(said) : t(`error.${outcome.refusal}`))
  })

pages.get(paths.withdrawal.pattern, editors, async (c) => {
  const at = c.req.param()
  return showWithdrawal(c, at, await postStewardOf(c.var.db, c.var.me, at), emptyForm())
})

pages.post(paths.withdrawal.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const at = c.req.param()
  const steward = await postStewardOf(db, me, at)
  const form = await readForm(c, Withdrawal)
  if (!form.ok) return showWithdrawal(c, at, steward, form, 422)
  const outcome = await withdrawPost(db, steward, form.value.reason, now)
  if (outcome.ok) return see(c, paths.post(at), words(locale)('withdrawal.done'))
  return showWithdrawal(c, at, steward, refusedForm(form, null, outcome.refusal), 422)
})

pages.get(paths.deletion.pattern, editors, async (c) => {
  const { db, me, locale } = c.var
  const at = c.req.param()
  const { post_id } = await postStewardOf(db, me, at)
  const post = await findFields(db, post_id)
  if (whyNotDelete(post)) throw absent()
  return reply(c, <DeletionPage t={words(locale)} slug={at.slug} post={post} />)
})

pages.post(paths.deletion.pattern, editors, async (c) => {
  const { db, me, locale } = c.var
  const at = c.req.param()
  const outcome = await deleteDraft(db, await postStewardOf(db, me, at))
  const t = words(locale)
  return outcome.ok
    ? see(c, paths.ofOrganisation(at), t('deletion.done'))
    : see(c, paths.post(at), t(`error.${outcome.refusal}`))
})

interface At {
  readonly slug: string
  readonly post: string
}

async function showPublication(
  c: Ask<Db>,
  { slug }: At,
  { post_id }: PostSteward,
  form?: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale, now } = c.var
  const post = await findFields(db, post_id)
  const clock = clockOf(post.publish_at ?? now)
  const begun = post.publish_at
    ? emptyForm({ when: 'later', day: clock.day, time: clock.time })
    : emptyForm({ when: 'now' })
  const lacks = form ? null : whyNotPublish(post)
  const today = clockOf(now).day
  const shown = { slug, post, lacks, today, form: form ?? begun }
  return reply(c, <PublicationPage t={words(locale)} {...shown} />, status)
}

async function showWithdrawal(
  c: Ask<Db>,
  { slug }: At,
  { post_id }: PostSteward,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const post = await findFields(c.var.db, post_id)
  return reply(
    c,
    <WithdrawalPage t={words(c.var.locale)} slug={slug} post={post} form={form} />,
    status,
  )
}
