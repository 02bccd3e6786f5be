import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { complain, passCookies, statusOf } from '../pages.tsx'
import { paths } from '../paths.ts'
import { anyone, isUnarmed, ownPath, signedInHalfway } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  askLink,
  askReset,
  enterByLink,
  enterCode,
  resetPassword,
  signIn,
  signOut,
} from './commands.ts'
import { AskLink, AskReset, EnterCode, Reset, SignIn, UseLink } from './schema.ts'
import {
  CodePage,
  LinkPage,
  LinkSentPage,
  LinkUsePage,
  NewPasswordPage,
  ResetPage,
  ResetSentPage,
  SignInPage,
} from './views.tsx'

export const pages = site<Db>()

const nextOf = (form: FormState) => ownPath(form.typed.next?.[0], '')
const callerOf = (c: Ask<Db>) => ({ headers: c.req.raw.headers, client: c.var.client })

/** The first factor was right: on to the code, or in. */
function enter(c: Ask<Db>, entered: { headers: Headers; code_needed: boolean }, next: string) {
  passCookies(c, entered.headers)
  if (entered.code_needed) return see(c, paths.signInCode({ next }))
  return see(c, next || paths.account())
}

pages.get(paths.signIn.pattern, anyone, (c) => {
  const next = ownPath(c.req.query('next'), '')
  const { me, locale } = c.var
  if (me) return see(c, isUnarmed(me) ? paths.secondFactor() : next || paths.account())
  return reply(c, <SignInPage t={words(locale)} next={next} />)
})

pages.post(paths.signIn.pattern, anyone, async (c) => {
  const { db, settings, locale, now } = c.var
  const t = words(locale)
  const form = await readForm(c, SignIn)
  const next = nextOf(form)
  if (!form.ok) return reply(c, <SignInPage t={t} form={form} next={next} />, 422)
  const outcome = await signIn(db, settings, form.value, callerOf(c), now)
  if (outcome.ok) return enter(c, outcome.value, next)
  // Which of the two was wrong is not said.
  const refused =
    outcome.refusal === 'wrong_password'
      ? refusedForm(form, null, 'wrong_sign_in')
      : complain(form, outcome)
  return reply(c, <SignInPage t={t} form={refused} next={next} />, statusOf(outcome))
})

pages.get(paths.signInCode.pattern, anyone, (c) =>
  reply(c, <CodePage t={words(c.var.locale)} next={ownPath(c.req.query('next'), '')} />),
)

pages.post(paths.signInCode.pattern, anyone, async (c) => {
  const { db, settings, locale, now } = c.var
  const t = words(locale)
  const form = await readForm(c, EnterCode)
  const next = nextOf(form)
  if (!form.ok) return reply(c, <CodePage t={t} form={form} next={next} />, 422)
  const outcome = await enterCode(db, settings, form.value.code, callerOf(c), now)
  if (outcome.ok) return enter(c, { ...outcome.value, code_needed: false }, next)
  const page = <CodePage t={t} form={complain(form, outcome)} next={next} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.link.pattern, anyone, (c) =>
  reply(c, <LinkPage t={words(c.var.locale)} next={ownPath(c.req.query('next'), '')} />),
)

pages.post(paths.link.pattern, anyone, async (c) => {
  const { db, locale, now } = c.var
  const t = words(locale)
  const form = await readForm(c, AskLink)
  const next = nextOf(form)
  if (!form.ok) return reply(c, <LinkPage t={t} form={form} next={next} />, 422)
  const outcome = await askLink(db, { ...form.value, next }, callerOf(c), now)
  if (outcome.ok) return see(c, paths.linkSent())
  const page = <LinkPage t={t} form={complain(form, outcome)} next={next} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.linkSent.pattern, anyone, (c) => reply(c, <LinkSentPage t={words(c.var.locale)} />))

// A program that looks into letters opens links; only the button uses one up.
pages.get(paths.linkUse.pattern, anyone, (c) => {
  const { token = '', next } = c.req.query()
  return reply(c, <LinkUsePage t={words(c.var.locale)} token={token} next={ownPath(next, '')} />)
})

pages.post(paths.linkUse.pattern, anyone, async (c) => {
  const { db, settings, locale, now } = c.var
  const t = words(locale)
  const form = await readForm(c, UseLink)
  const next = nextOf(form)
  if (!form.ok) return reply(c, <LinkUsePage t={t} form={form} token="" next={next} />, 422)
  const { token } = form.value
  const outcome = await enterByLink(db, settings, token, callerOf(c), now)
  if (outcome.ok) return enter(c, outcome.value, next)
  const page = <LinkUsePage t={t} form={complain(form, outcome)} token={token} next={next} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.reset.pattern, anyone, (c) => reply(c, <ResetPage t={words(c.var.locale)} />))

pages.post(paths.reset.pattern, anyone, async (c) => {
  const { db, locale, now } = c.var
  const t = words(locale)
  const form = await readForm(c, AskReset)
  if (!form.ok) return reply(c, <ResetPage t={t} form={form} />, 422)
  const outcome = await askReset(db, form.value.email, callerOf(c), now)
  if (outcome.ok) return see(c, paths.resetSent())
  return reply(c, <ResetPage t={t} form={complain(form, outcome)} />, statusOf(outcome))
})

pages.get(paths.resetSent.pattern, anyone, (c) =>
  reply(c, <ResetSentPage t={words(c.var.locale)} />),
)

pages.get(paths.newPassword.pattern, anyone, (c) =>
  reply(c, <NewPasswordPage t={words(c.var.locale)} token={c.req.query('token') ?? ''} />),
)

pages.post(paths.newPassword.pattern, anyone, async (c) => {
  const { db, settings, locale, now } = c.var
  const t = words(locale)
  const form = await readForm(c, Reset)
  const token = form.typed.token?.[0] ?? ''
  if (!form.ok) return reply(c, <NewPasswordPage t={t} form={form} token={token} />, 422)
  const outcome = await resetPassword(db, settings, form.value, callerOf(c), now)
  if (outcome.ok) return see(c, paths.signIn(), t('reset.done'))
  const page = <NewPasswordPage t={t} form={complain(form, outcome)} token={token} />
  return reply(c, page, statusOf(outcome))
})

pages.post(paths.signOut.pattern, signedInHalfway, async (c) => {
  const { db, settings, locale } = c.var
  const { headers } = await signOut(db, settings, callerOf(c))
  passCookies(c, headers)
  return see(c, '/', words(locale)('sign_out.done'))
})
