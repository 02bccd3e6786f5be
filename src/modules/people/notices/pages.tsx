import { readForm, readQuery } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { readLinkPart } from '../formats/secrets.ts'
import { paths } from '../paths.ts'
import { anyone, personOf, signedIn } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { choose, markRead, unsubscribe } from './commands.ts'
import { listChoices, listNotices } from './queries.ts'
import { inWords } from './rules.ts'
import { Choices, noticesPerPage, Slice } from './schema.ts'
import { NotificationsPage, UnsubscribedPage, UnsubscribePage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.notifications.pattern, signedIn, async (c) => {
  const { db, me, modules, locale } = c.var
  const { page } = readQuery(c, Slice)
  const slice = { limit: noticesPerPage + 1, offset: (page - 1) * noticesPerPage }
  const rows = await listNotices(db, personOf(me), slice)
  const readAt = new Map(rows.map(({ id, read_at }) => [id, read_at]))
  const notices = inWords(rows.slice(0, noticesPerPage), modules, locale).map((notice) => ({
    ...notice,
    read_at: readAt.get(notice.id) ?? null,
  }))
  const older = rows.length > noticesPerPage ? paths.notifications({ page: page + 1 }) : null
  const props = { t: words(locale), notices, older, subjects: await subjectsOf(c) }
  return reply(c, <NotificationsPage {...props} />)
})

/** What they may choose by: every module that tells people anything. */
async function subjectsOf(c: Ask<Db>) {
  const { db, me, modules, locale } = c.var
  const choices = await listChoices(db, personOf(me))
  return modules.flatMap(({ name, notices }) => {
    if (!notices) return []
    const choice = choices.find(({ subject }) => subject === name)
    const { on_page = true, by_mail = 'daily' } = choice ?? {}
    return [{ name, label: notices.label(locale), on_page, by_mail }]
  })
}

pages.post(paths.notificationsRead.pattern, signedIn, async (c) => {
  const { db, me, now } = c.var
  await markRead(db, personOf(me), now)
  return see(c, paths.notifications())
})

pages.post(paths.notificationChoices.pattern, signedIn, async (c) => {
  const { db, me, locale } = c.var
  const form = await readForm(c, Choices)
  if (!form.ok) return see(c, paths.notifications())
  const { choice, page } = form.value
  const subjects = (await subjectsOf(c)).map(({ name, by_mail }) => ({
    subject: name,
    on_page: page.includes(name),
    by_mail: choice[name] ?? by_mail,
  }))
  await choose(db, personOf(me), subjects)
  return see(c, paths.notifications(), words(locale)('saved'))
})

/** Whom and what a link in a letter means; it works without signing in. `*`: the daily letter. */
function linkOf(c: Ask<Db>, token: string) {
  const { modules, settings, locale } = c.var
  const [person = '', name = ''] = (readLinkPart(token, settings.secret) ?? '').split(' ')
  const telling = modules.filter(({ notices }) => notices)
  const meant = telling.filter((module) => name === '*' || module.name === name)
  const label = meant[0]?.notices?.label(locale)
  return {
    personId: found(isUuid(person) ? person : null),
    names: meant.map((module) => module.name),
    subject: name === '*' ? words(locale)('digest') : found(label),
  }
}

pages.get(paths.unsubscribe.pattern, anyone, (c) => {
  const token = c.req.param('token')
  const { subject } = linkOf(c, token)
  return reply(c, <UnsubscribePage t={words(c.var.locale)} token={token} subject={subject} />)
})

// Mail programs press the button by themselves (RFC 8058): one POST, without cookies.
pages.post(paths.unsubscribe.pattern, anyone, async (c) => {
  const { personId, names, subject } = linkOf(c, c.req.param('token'))
  await unsubscribe(c.var.db, personId, names)
  return reply(c, <UnsubscribedPage t={words(c.var.locale)} subject={subject} />)
})
