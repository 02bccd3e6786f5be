import { emptyForm, readForm } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { complain, idOf, proofFirst, statusOf } from '../pages.tsx'
import { paths } from '../paths.ts'
import { findProof, hasPassword } from '../queries.ts'
import { anyone, ownPath, personOf, signedIn, signedInHalfway } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  askEmailChange,
  changePassword,
  changeProfile,
  confirmEmailChange,
  endOtherSessions,
  endSession,
  prove,
  undoEmailChange,
} from './commands.ts'
import { findOverview, listSessions } from './queries.ts'
import {
  ByToken,
  ChangeEmail,
  ChangePassword,
  Profile,
  ProofByCode,
  ProofByPassword,
} from './schema.ts'
import {
  AccountPage,
  EmailConfirmationPage,
  EmailPage,
  EmailUndoingPage,
  PasswordPage,
  ProfilePage,
  ProofPage,
  SessionsPage,
} from './views.tsx'

export const pages = site<Db>()

pages.get(paths.account.pattern, signedIn, async (c) => {
  const { db, me, now, locale, modules } = c.var
  const overview = await findOverview(db, personOf(me), now)
  const own = modules.flatMap(({ account }) => account ?? [])
  return reply(c, <AccountPage t={words(locale)} overview={overview} own={own} />)
})

pages.get(paths.profile.pattern, signedIn, (c) => {
  const { name, locale } = found(c.var.me)
  return reply(c, <ProfilePage t={words(c.var.locale)} form={emptyForm({ name, locale })} />)
})

pages.post(paths.profile.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, Profile)
  if (!form.ok) return reply(c, <ProfilePage t={words(locale)} form={form} />, 422)
  await changeProfile(db, personOf(me), form.value, now)
  return see(c, paths.account(), words(locale)('saved'))
})

pages.get(paths.proof.pattern, signedInHalfway, async (c) => {
  const next = ownPath(c.req.query('next'), paths.account())
  return reply(c, <ProofPage t={words(c.var.locale)} by={await proofBy(c)} next={next} />)
})

pages.post(paths.proof.pattern, signedInHalfway, async (c) => {
  const { db, settings, me, now, locale } = c.var
  const by = await proofBy(c)
  const form = await readForm(c, by === 'code' ? ProofByCode : ProofByPassword)
  const next = ownPath(form.typed.next?.[0], paths.account())
  const page = (state: typeof form | ReturnType<typeof complain>) => (
    <ProofPage t={words(locale)} form={state} by={by} next={next} />
  )
  if (!form.ok || by === 'link') return reply(c, page(form), 422)
  const secret = 'code' in form.value ? form.value.code : form.value.password
  const shown = { sessionId: found(me).session_id, secret, by } as const
  const caller = { headers: c.req.raw.headers }
  const outcome = await prove(db, settings, personOf(me), shown, caller, now)
  if (outcome.ok) return see(c, next)
  return reply(c, page(complain(form, outcome)), statusOf(outcome))
})

/** The second factor where there is one, else the password; who has neither signs in again. */
async function proofBy(c: Ask<Db>): Promise<'code' | 'password' | 'link'> {
  const { db, me } = c.var
  if (me?.two_factor) return 'code'
  return (await hasPassword(db, personOf(me))) ? 'password' : 'link'
}

pages.get(paths.password.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  if (!(await findProof(db, me, now))) return proofFirst(c, paths.password())
  return reply(c, <PasswordPage t={words(locale)} />)
})

pages.post(paths.password.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const proven = await findProof(db, me, now)
  if (!proven) return proofFirst(c, paths.password())
  const form = await readForm(c, ChangePassword)
  if (!form.ok) return reply(c, <PasswordPage t={words(locale)} form={form} />, 422)
  const outcome = await changePassword(db, proven, form.value.password, now)
  if (outcome.ok) return see(c, paths.account(), words(locale)('password.saved'))
  const page = <PasswordPage t={words(locale)} form={complain(form, outcome)} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.email.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  if (!(await findProof(db, me, now))) return proofFirst(c, paths.email())
  return reply(c, <EmailPage t={words(locale)} email={found(me).email} />)
})

pages.post(paths.email.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const t = words(locale)
  const proven = await findProof(db, me, now)
  if (!proven) return proofFirst(c, paths.email())
  const { email } = found(me)
  const form = await readForm(c, ChangeEmail)
  if (!form.ok) return reply(c, <EmailPage t={t} email={email} form={form} />, 422)
  const outcome = await askEmailChange(db, proven, form.value.email, now)
  if (outcome.ok) return see(c, paths.account(), t('email.sent'))
  const page = <EmailPage t={t} email={email} form={complain(form, outcome)} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.emailConfirmation.pattern, anyone, (c) => {
  const token = c.req.query('token') ?? ''
  return reply(c, <EmailConfirmationPage t={words(c.var.locale)} token={token} />)
})

pages.post(paths.emailConfirmation.pattern, anyone, async (c) => {
  const { db, me, now, locale } = c.var
  const t = words(locale)
  const form = await readForm(c, ByToken)
  const token = form.typed.token?.[0] ?? ''
  if (!form.ok) return reply(c, <EmailConfirmationPage t={t} form={form} token={token} />, 422)
  const outcome = await confirmEmailChange(db, token, me?.session_id ?? null, now)
  if (outcome.ok) return see(c, me ? paths.account() : paths.signIn(), t('email.changed'))
  const page = <EmailConfirmationPage t={t} form={complain(form, outcome)} token={token} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.emailUndoing.pattern, anyone, (c) => {
  const token = c.req.query('token') ?? ''
  return reply(c, <EmailUndoingPage t={words(c.var.locale)} token={token} />)
})

pages.post(paths.emailUndoing.pattern, anyone, async (c) => {
  const { db, now, locale } = c.var
  const t = words(locale)
  const form = await readForm(c, ByToken)
  const token = form.typed.token?.[0] ?? ''
  if (!form.ok) return reply(c, <EmailUndoingPage t={t} form={form} token={token} />, 422)
  const outcome = await undoEmailChange(db, token, now)
  if (outcome.ok) return see(c, paths.link(), t('email.undone'))
  const page = <EmailUndoingPage t={t} form={complain(form, outcome)} token={token} />
  return reply(c, page, statusOf(outcome))
})

pages.get(paths.sessions.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const sessions = await listSessions(db, personOf(me), now)
  const own = found(me).session_id
  return reply(c, <SessionsPage t={words(locale)} sessions={sessions} own={own} />)
})

pages.post(paths.sessionEnd.pattern, signedIn, async (c) => {
  const { db, me, locale } = c.var
  const id = idOf(c)
  const outcome = await endSession(db, personOf(me), id)
  const t = words(locale)
  return see(c, paths.sessions(), outcome.ok ? t('sessions.ended') : undefined)
})

pages.post(paths.sessionsEnd.pattern, signedIn, async (c) => {
  const { db, me, locale } = c.var
  const { id, session_id } = found(me)
  await endOtherSessions(db, { person_id: id, session_id })
  return see(c, paths.sessions(), words(locale)('sessions.ended_others'))
})
