import { absent, withheld } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { findMembership, findPresentSlug, mayAct } from '#modules/organisations/index.ts'
import { anyone, mayModerate } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findParts, findPost, listOfOrganisation, listStates } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { PostPage, Tombstone } from './views.tsx'

export const pages = site<Db>()

// A reader who came to the end is shown a way on, not another list.
const othersShown = 3

pages.get(paths.post.pattern, anyone, async (c) => {
  const { reads, locale, me } = c.var
  const { slug, post: wanted } = c.req.param()
  const [post, membership] = await Promise.all([
    findPost(reads, slug, wanted),
    me ? findMembership(reads, slug, me.id) : undefined,
  ])
  if (!post) {
    // The organisation has another address now; who kept the old one still arrives.
    const present = await findPresentSlug(reads, slug)
    if (present === undefined || present === slug) throw absent()
    return c.redirect(localePath(locale, paths.post({ slug: present, post: wanted })), 301)
  }
  if ((post.state === 'draft' || post.state === 'scheduled') && !membership) throw absent()
  const steward = !!membership && mayAct(membership.role, 'editor', membership.state)
  const t = words(locale)
  if (post.hidden_at && !membership && !mayModerate(me)) throw withheld('post', post.id)
  if (post.hidden_at) c.set('page', { ...c.var.page, notice: t('hidden') })
  // Gone, and said to be gone: machines that kept the address learn it too.
  if (post.state === 'withdrawn') {
    const [moment] = await listStates(reads, post.id)
    return reply(c, <Tombstone t={t} post={post} moment={moment} steward={steward} />, 410)
  }
  const [parts, latest] = await Promise.all([
    findParts(reads, post),
    listOfOrganisation(reads, post.organisation_id, othersShown + 1),
  ])
  const more = latest.filter(({ id }) => id !== post.id).slice(0, othersShown)
  return reply(c, <PostPage t={t} post={post} parts={parts} steward={steward} more={more} />)
})
