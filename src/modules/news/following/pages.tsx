// Following: with an account at once, with an address by a yes in a letter; and the pages that the
// links in letters lead to, which work without signing in.
import { emptyForm, type FormState, readForm, readQuery } from '#kit/form.ts'
import { limited } from '#kit/limits.ts'
import { inLocale } from '#kit/localized.ts'
import { found, tooMany } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { linkPart, readLinkPart } from '#kit/signed.ts'
import { type Ask, site } from '#kit/site.ts'
import { areaSaid, areas, findCard } from '#modules/organisations/index.ts'
import { anyone, personOf, signedIn } from '#modules/people/index.ts'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  confirmFollow,
  confirmSubscription,
  type Followed,
  follow,
  leave,
  readerOf,
  setRhythm,
  unfollow,
  unsubscribe,
} from './commands.ts'
import {
  findFollow,
  findMunicipalityId,
  findReader,
  findSubscription,
  listFollows,
  listSubscriptions,
} from './queries.ts'
import { linkText, readLink } from './rules.ts'
import {
  FollowByMail,
  FollowForm,
  followLimit,
  ReadingForm,
  RemovalForm,
  SubjectQuery,
} from './schema.ts'
import {
  AskPage,
  ChoosePage,
  FollowPage,
  LeftPage,
  ReadingPage,
  SentPage,
  type Subject,
} from './views.tsx'

export const pages = site<Db>()

interface Named {
  organisation?: string
  area?: string
  place?: string
}

/** What an address or a form names, or null when it names nothing; a 404 for what is not there. */
async function subjectOf(c: Ask<Db>, named: Named): Promise<(Subject & { of: Followed }) | null> {
  const { reads, locale } = c.var
  const feed = (kind: 'o' | 'areas' | 'places', file: string) => paths.feed({ locale, kind, file })
  if (named.organisation) {
    const one = found(await findCard(reads, named.organisation))
    const subject = { field: 'organisation', value: one.slug, feed: feed('o', one.slug) } as const
    return { ...subject, name: plainText(one.name, locale), of: { organisation_id: one.id } }
  }
  if (named.area) {
    const area = found(areas.find((one) => one === named.area))
    const subject = { field: 'area', value: area, feed: feed('areas', area) } as const
    return { ...subject, name: areaSaid(area, locale), of: { area } }
  }
  if (!named.place) return null
  const place = found(await findMunicipalityId(reads, named.place))
  const subject = { field: 'place', value: named.place, feed: feed('places', named.place) } as const
  return { ...subject, name: plainText(place.name, locale), of: { place_id: place.id } }
}

pages.get(paths.follow.pattern, anyone, async (c) => {
  const { me, locale } = c.var
  const t = words(locale)
  const subject = await subjectOf(c, readQuery(c, SubjectQuery))
  if (!subject) return reply(c, <ChoosePage t={t} />)
  const form = emptyForm({ rhythm: 'daily' })
  return reply(c, <FollowPage t={t} subject={subject} form={form} known={me !== null} />)
})

pages.post(paths.follow.pattern, anyone, async (c) => {
  const { db, me, now, client } = c.var
  const wait = await limited(db, 'news.follow', me?.id ?? client, followLimit, now)
  if (wait > 0) throw tooMany(wait)
  return me ? followSignedIn(c) : followByMail(c)
})

async function refused(c: Ask<Db>, form: FormState, known: boolean) {
  const typed = (name: string) => form.typed[name]?.[0]
  const named = { organisation: typed('organisation'), area: typed('area'), place: typed('place') }
  const t = words(c.var.locale)
  const subject = await subjectOf(c, named)
  if (!subject) return reply(c, <ChoosePage t={t} />, 422)
  return reply(c, <FollowPage t={t} subject={subject} form={form} known={known} />, 422)
}

async function followSignedIn(c: Ask<Db>) {
  const { db, me, locale, now } = c.var
  const form = await readForm(c, FollowForm)
  if (!form.ok) return refused(c, form, true)
  const subject = await subjectOf(c, form.value)
  if (!subject) return refused(c, form, true)
  await follow(db, personOf(me), subject.of, { locale, rhythm: form.value.rhythm }, now)
  return see(c, paths.following(), words(locale)('following.confirmed', { name: subject.name }))
}

async function followByMail(c: Ask<Db>) {
  const { db, locale, now } = c.var
  const form = await readForm(c, FollowByMail)
  if (!form.ok) return refused(c, form, false)
  const subject = await subjectOf(c, form.value)
  if (!subject) return refused(c, form, false)
  const { email, rhythm } = form.value
  await follow(db, { email }, subject.of, { locale, rhythm }, now)
  return see(c, paths.followSent())
}

pages.get(paths.followSent.pattern, anyone, (c) => reply(c, <SentPage t={words(c.var.locale)} />))

/** What a link in a letter was signed for. */
const linkOf = (c: Ask<Db>, token: string) =>
  found(readLink(readLinkPart(token, c.var.settings.secret)))

/** What somebody is asked to say yes to. */
async function askedOf(c: Ask<Db>, token: string) {
  const { db, locale } = c.var
  const { purpose, id } = linkOf(c, token)
  if (purpose === 'subscription') {
    const asked = found(await findSubscription(db, id))
    return { purpose, ...asked, name: plainText(asked.organisation_name, locale) }
  }
  const asked = found(purpose === 'follow' ? await findFollow(db, id) : null)
  const { area, organisation_name, place_name } = asked
  const text = inLocale(organisation_name ?? place_name, locale)?.text ?? ''
  return { purpose: 'follow' as const, ...asked, name: area ? areaSaid(area, locale) : text }
}

pages.get(paths.confirmation.pattern, anyone, async (c) => {
  const token = c.req.param('token')
  const t = words(c.var.locale)
  const { name } = await askedOf(c, token)
  const title = t('following.confirm', { name })
  const to = paths.confirmation({ token })
  return reply(
    c,
    <AskPage
      title={title}
      to={to}
      lede={t('following.confirm.lede')}
      label={t('following.ask.link')}
    />,
  )
})

pages.post(paths.confirmation.pattern, anyone, async (c) => {
  const { db, settings, locale, now } = c.var
  const { purpose, id, reader_id, name } = await askedOf(c, c.req.param('token'))
  await (purpose === 'follow' ? confirmFollow : confirmSubscription)(db, id, now)
  const token = linkPart(linkText('reader', reader_id), settings.secret)
  return see(c, paths.reading({ token }), words(locale)('following.confirmed', { name }))
})

async function readingPage(c: Ask<Db>, readerId: string, state?: FormState) {
  const { db, settings, locale } = c.var
  const reader = found(await findReader(db, readerId))
  const [follows, subscriptions] = await Promise.all([
    listFollows(db, readerId),
    listSubscriptions(db, readerId),
  ])
  const form = state ?? emptyForm({ rhythm: reader.rhythm })
  const token = linkPart(linkText('reader', readerId), settings.secret)
  const shown = { token, form, follows, subscriptions, bounced: reader.bounced_at !== null }
  return reply(c, <ReadingPage t={words(locale)} {...shown} />, state ? 422 : 200)
}

pages.get(paths.following.pattern, signedIn, async (c) => {
  const { db, me, locale, now } = c.var
  return readingPage(c, await readerOf(db, personOf(me), { locale }, now))
})

/** The reader that a link in a letter is for. */
async function readerAt(c: Ask<Db>, token: string): Promise<string> {
  const { purpose, id } = linkOf(c, token)
  return found(purpose === 'reader' ? await findReader(c.var.db, id) : null).id
}

pages.get(paths.reading.pattern, anyone, async (c) =>
  readingPage(c, await readerAt(c, c.req.param('token'))),
)

pages.post(paths.reading.pattern, anyone, async (c) => {
  const { db, locale, now } = c.var
  const token = c.req.param('token')
  const readerId = await readerAt(c, token)
  const form = await readForm(c, ReadingForm)
  if (!form.ok) return readingPage(c, readerId, form)
  await setRhythm(db, readerId, form.value.rhythm, now)
  return see(c, paths.reading({ token }), words(locale)('following.saved'))
})

pages.post(paths.readingRemoval.pattern, anyone, async (c) => {
  const { db, locale } = c.var
  const token = c.req.param('token')
  const readerId = await readerAt(c, token)
  const form = await readForm(c, RemovalForm)
  if (!form.ok) return readingPage(c, readerId, form)
  await unfollow(db, readerId, form.value.id)
  const left = await findReader(db, readerId)
  const notice = words(locale)('following.removed')
  return left ? see(c, paths.reading({ token }), notice) : see(c, paths.follow(), notice)
})

pages.get(paths.leaving.pattern, anyone, async (c) => {
  const token = c.req.param('token')
  const t = words(c.var.locale)
  const { purpose, id } = linkOf(c, token)
  const asked = purpose === 'subscription' ? await findSubscription(c.var.db, id) : null
  const name = asked ? plainText(asked.organisation_name, t.locale) : ''
  const lede = asked ? t('following.leave.lede.newsletter', { name }) : t('following.leave.lede')
  const to = paths.leaving({ token })
  return reply(
    c,
    <AskPage title={t('following.leave')} lede={lede} to={to} label={t('following.leave')} />,
  )
})

// Mail programs press the button by themselves (RFC 8058): one POST, without cookies. Whoever left
// already is told the same.
pages.post(paths.leaving.pattern, anyone, async (c) => {
  const { purpose, id } = linkOf(c, c.req.param('token'))
  if (purpose === 'subscription') await unsubscribe(c.var.db, id)
  else if (purpose === 'reader') await leave(c.var.db, id)
  return reply(c, <LeftPage t={words(c.var.locale)} />)
})
