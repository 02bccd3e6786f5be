import type { Context } from 'hono'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths } from '../paths.ts'
import { isPublicInstitution } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  acceptOwnership,
  changeRole,
  endOwnershipOffer,
  leave,
  offerOwnership,
  removeMember,
} from './commands.ts'
import { findSubject, listMembers, listOffers, type Steward, stewardOf } from './queries.ts'
import { members, owners, whyNotLeave } from './rules.ts'
import { NewOffer, NewRole } from './schema.ts'
import { LeavingPage, MembersPage, RemovalPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.members.pattern, members, async (c) => {
  const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug'), 'member')
  return reply(c, await membersPage(c, steward))
})

pages.post(paths.memberRole.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, NewRole)
  if (!form.ok) throw absent()
  const change = { membership_id: idOf(c), role: form.value.role }
  const outcome = await changeRole(db, steward, change, now)
  const t = words(locale)
  if (outcome.ok) return see(c, paths.members({ slug }), t('members.role_changed'))
  return see(c, paths.members({ slug }), t(`members.refusal.${outcome.refusal}`))
})

pages.get(paths.memberRemoval.pattern, owners, async (c) => {
  const { db, me, locale } = c.var
  const steward = await stewardOf(db, me, c.req.param('slug'), 'owner')
  const id = idOf(c)
  const member = (await listMembers(db, steward.organisation_id)).find((one) => one.id === id)
  const subject = await subjectOf(c, steward)
  return reply(c, <RemovalPage t={words(locale)} subject={subject} member={found(member)} />)
})

pages.post(paths.memberRemoval.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const outcome = await removeMember(db, steward, idOf(c), now)
  const t = words(locale)
  const said = outcome.ok ? t('members.removed') : t(`members.refusal.${outcome.refusal}`)
  return see(c, paths.members({ slug }), said)
})

pages.get(paths.leaving.pattern, members, async (c) => {
  const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug'), 'member')
  const subject = await subjectOf(c, steward)
  return reply(c, <LeavingPage t={words(c.var.locale)} subject={subject} />)
})

pages.post(paths.leaving.pattern, members, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'member')
  const outcome = await leave(db, steward, now)
  const t = words(locale)
  if (outcome.ok) return see(c, paths.profile({ slug }), t('leaving.done'))
  return see(c, paths.members({ slug }), t(`leaving.refusal.${outcome.refusal}`))
})

pages.post(paths.ownership.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, NewOffer)
  if (!form.ok) return reply(c, await membersPage(c, steward, form), 422)
  const outcome = await offerOwnership(db, steward, form.value, now)
  if (outcome.ok) return see(c, paths.members({ slug }), words(locale)('ownership.offered'))
  const refused = refusedForm(form, 'to', outcome.refusal)
  return reply(c, await membersPage(c, steward, refused), 422)
})

pages.post(paths.ownershipAcceptance.pattern, members, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  // Anybody in the house may be offered the page, so being a member is what is asked here; an
  // organisation that stands still is handed on to nobody.
  const steward = await stewardOf(db, me, slug, 'member')
  const outcome = await acceptOwnership(db, steward, idOf(c), now)
  const t = words(locale)
  const said = outcome.ok ? t('ownership.accepted') : t(`members.refusal.${outcome.refusal}`)
  return see(c, paths.members({ slug }), said)
})

pages.post(paths.ownershipEnd.pattern, members, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'member')
  const outcome = await endOwnershipOffer(db, steward, idOf(c), now)
  const t = words(locale)
  const said = outcome.ok ? t('ownership.ended') : t(`members.refusal.${outcome.refusal}`)
  return see(c, paths.members({ slug }), said)
})

async function membersPage(c: Ask<Db>, steward: Steward, offerForm?: FormState) {
  const { db, locale, now } = c.var
  const { organisation_id, person_id, role } = steward
  const [organisation, fellows, offers] = await Promise.all([
    findSubject(db, organisation_id),
    listMembers(db, organisation_id),
    listOffers(db, organisation_id, now),
  ])
  return (
    <MembersPage
      t={words(locale)}
      subject={{ ...organisation, institution: isPublicInstitution(organisation.kind) }}
      members={fellows}
      offers={offers}
      me={person_id}
      role={role}
      whyNotLeave={whyNotLeave(fellows, person_id, organisation.state)}
      offerForm={offerForm}
    />
  )
}

async function subjectOf(c: Ask<Db>, { organisation_id }: Steward) {
  const subject = await findSubject(c.var.db, organisation_id)
  return { ...subject, institution: isPublicInstitution(subject.kind) }
}

/** The id in the address; what is none names nothing here. */
function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
