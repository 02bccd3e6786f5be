import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found, signInNeeded } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone, signedIn } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findSubject, type Steward, stewardOf } from '../queries.ts'
import { isPublicInstitution, owners } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  acceptInvitation,
  countLetter,
  declineInvitation,
  invite,
  resendInvitation,
  withdrawInvitation,
} from './commands.ts'
import { findInvitation, findMembershipOf, listInvitations } from './queries.ts'
import { whyNotAccept } from './rules.ts'
import { Acceptance, NewInvitation, Token } from './schema.ts'
import { InvitationPage, InvitationsPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.invitations.pattern, owners, async (c) => {
  const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug'), 'owner')
  return reply(c, await invitationsPage(c, steward))
})

pages.post(paths.invitations.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, NewInvitation)
  if (!form.ok) return reply(c, await invitationsPage(c, steward, form), 422)
  if ((await countLetter(db, steward, form.value.email, now)) > 0)
    return reply(c, await invitationsPage(c, steward, refusedForm(form, null, 'too_often')), 429)
  const outcome = await invite(db, steward, form.value, newToken(), now)
  if (outcome.ok) return see(c, paths.invitations({ slug }), words(locale)('invitations.done'))
  const field = outcome.refusal === 'official_elsewhere' ? 'role' : 'email'
  const refused = refusedForm(form, field, outcome.refusal)
  return reply(c, await invitationsPage(c, steward, refused), 422)
})

pages.post(paths.invitationLetter.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const id = idOf(c)
  const open = await listInvitations(db, steward.organisation_id)
  const { email } = found(open.find((one) => one.id === id))
  const t = words(locale)
  const at = paths.invitations({ slug })
  if ((await countLetter(db, steward, email ?? '', now)) > 0)
    return see(c, at, t('invitations.refusal.too_often'))
  const outcome = await resendInvitation(db, steward, id, newToken(), now)
  return see(
    c,
    at,
    outcome.ok ? t('invitations.resent') : t(`invitations.refusal.${outcome.refusal}`),
  )
})

pages.post(paths.invitationWithdrawal.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const outcome = await withdrawInvitation(db, steward, idOf(c), now)
  const t = words(locale)
  const said = outcome.ok ? t('invitations.withdrawn') : t(`invitations.refusal.${outcome.refusal}`)
  return see(c, paths.invitations({ slug }), said)
})

// A program that looks into letters opens links; only the form accepts.
pages.get(paths.invitation.pattern, anyone, async (c) => {
  // The link is a secret: no other site is told of it, and no copy is kept on the way.
  c.header('cache-control', 'no-store')
  return reply(c, await invitationPage(c))
})

pages.post(paths.invitationAcceptance.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  if (!me) throw signInNeeded()
  const form = await readForm(c, Acceptance)
  if (!form.ok) throw absent()
  const outcome = await acceptInvitation(db, me, tokenOf(c), form.value.vouched, now)
  if (outcome.ok)
    return see(c, paths.profile({ slug: outcome.value }), words(locale)('invitation.accepted'))
  const state =
    outcome.refusal === 'other_address'
      ? refusedForm(form, 'vouched', 'other_address')
      : emptyForm()
  return reply(c, await invitationPage(c, state), 422)
})

pages.post(paths.invitationRefusal.pattern, anyone, async (c) => {
  const { db, now, locale } = c.var
  const outcome = await declineInvitation(db, tokenOf(c), now)
  const t = words(locale)
  const said = outcome.ok ? t('invitation.declined') : t('invitations.refusal.invitation_ended')
  return see(c, paths.invitation({ token: tokenOf(c) }), said)
})

async function invitationsPage(c: Ask<Db>, { organisation_id }: Steward, form?: FormState) {
  const { db, locale } = c.var
  const [subject, invitations] = await Promise.all([
    findSubject(db, organisation_id),
    listInvitations(db, organisation_id),
  ])
  return (
    <InvitationsPage
      t={words(locale)}
      slug={subject.slug}
      name={subject.name}
      institution={isPublicInstitution(subject.kind)}
      invitations={invitations}
      form={form}
    />
  )
}

async function invitationPage(c: Ask<Db>, form?: FormState) {
  const { db, me, now, locale } = c.var
  const token = tokenOf(c)
  const invitation = found(await findInvitation(db, token))
  const sameAddress = me !== null && invitation.email === me.email.toLowerCase()
  const membership = me ? await findMembershipOf(db, invitation.organisation_id, me.id) : undefined
  const guest = { alreadyMember: membership !== undefined, sameAddress, vouched: false }
  return (
    <InvitationPage
      t={words(locale)}
      invitation={invitation}
      token={token}
      me={me ? { email: me.email, sameAddress } : null}
      whyNot={whyNotAccept(invitation, invitation.state, guest, now)}
      form={form}
    />
  )
}

/** 256 bits: nobody guesses a link. */
const newToken = () => randomBytes(32).toString('base64url')

function tokenOf(c: Context): string {
  const token = Token.safeParse(c.req.param('token'))
  if (!token.success) throw absent()
  return token.data
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
