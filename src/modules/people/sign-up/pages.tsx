import { readForm } from '#kit/form.ts'
import { proofField } from '#kit/proof-name.ts'
import { guardWriting } from '#kit/proof-of-work.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { complain, passCookies, statusOf } from '../pages.tsx'
import { paths } from '../paths.ts'
import { anyone, ownPath } from '../rules.ts'
import { signUpLimits } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { confirmEmail, signUp } from './commands.ts'
import { Confirmation, SignUp } from './schema.ts'
import { ConfirmationPage, SignUpPage, SignUpSentPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.signUp.pattern, anyone, (c) => {
  const next = ownPath(c.req.query('next'), '')
  if (c.var.me) return see(c, next || paths.account())
  return reply(c, <SignUpPage t={words(c.var.locale)} next={next} />)
})

pages.post(paths.signUp.pattern, anyone, async (c) => {
  const { db, locale, client, now } = c.var
  const form = await readForm(c, SignUp)
  const next = ownPath(form.typed.next?.[0], '')
  const page = (state: typeof form | ReturnType<typeof complain>) => (
    <SignUpPage t={words(locale)} form={state} next={next} />
  )
  if (!form.ok) return reply(c, page(form), 422)
  const proof = form.typed[proofField]?.[0]
  const { wait_s, proven } = await guardWriting(c.var, 'people.sign_ups', proof, signUpLimits)
  if (wait_s > 0) {
    c.header('retry-after', String(wait_s))
    const refusal = proven ? 'too_often' : 'prove_first'
    return reply(c, page(complain(form, { refusal, wait_s })), 429)
  }
  const outcome = await signUp(db, { ...form.value, locale, next }, { client }, now)
  if (outcome.ok) return see(c, paths.signUpSent())
  return reply(c, page(complain(form, outcome)), statusOf(outcome))
})

pages.get(paths.signUpSent.pattern, anyone, (c) =>
  reply(c, <SignUpSentPage t={words(c.var.locale)} />),
)

// A program that looks into letters opens links; only the form confirms.
pages.get(paths.confirmation.pattern, anyone, (c) => {
  const { token = '', email = '', next = '' } = c.req.query()
  const props = { token, email, next: ownPath(next, '') }
  return reply(c, <ConfirmationPage t={words(c.var.locale)} {...props} />)
})

pages.post(paths.confirmation.pattern, anyone, async (c) => {
  const { db, settings, locale, client, now } = c.var
  const form = await readForm(c, Confirmation)
  const typed = (name: string) => form.typed[name]?.[0] ?? ''
  const next = ownPath(typed('next'), '')
  const page = (state: typeof form | ReturnType<typeof complain>) => (
    <ConfirmationPage
      t={words(locale)}
      form={state}
      token={typed('token')}
      email={typed('email')}
      next={next}
    />
  )
  if (!form.ok) return reply(c, page(form), 422)
  const caller = { headers: c.req.raw.headers, client }
  const outcome = await confirmEmail(db, settings, form.value, caller, now)
  if (!outcome.ok) return reply(c, page(complain(form, outcome)), statusOf(outcome))
  passCookies(c, outcome.value.headers)
  return see(c, next || paths.account(), words(locale)('confirmation.done'))
})
