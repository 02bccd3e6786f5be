// What the worker does: letters in each reader's language, copies of one's data, erasures that have
// come due, and sweeping.
import { atomically } from '#kit/db.ts'
import { formatDate } from '#kit/format.ts'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import type { Locale } from '#kit/locale.ts'
import { type Letter, sendLater } from '#kit/mail.ts'
import { localePath } from '#kit/page.tsx'
import type { World } from '#kit/world.ts'
import { linkPart } from './auth.ts'
import type { Missive } from './commands.ts'
import { zipOf } from './formats/zip.ts'
import { dropExport, erase, finishExport, sweep } from './my-data/commands.ts'
import { findExport, listDueErasures, listExpiredExports } from './my-data/queries.ts'
import { queueDigests, takeUnmailed } from './notices/commands.ts'
import { inWords } from './notices/rules.ts'
import { paths } from './paths.ts'
import { findPerson } from './queries.ts'
import { linkMinutes, undoHours } from './schema.ts'
import { sendLink, sendReset } from './sign-in/commands.ts'
import { openAccount, type Prepared } from './sign-up/commands.ts'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

interface Queued {
  to: string
  locale: Locale
  missive: Missive
}

export const jobs: Jobs<Tables> = {
  // What depends on whether an account exists is done here, where no stranger waits for it.
  'people.sign_up': ({ db, settings, now }, payload) =>
    openAccount(db, settings, payload as Prepared, now()),
  'people.link': ({ db, settings }, payload) =>
    sendLink(db, settings, payload as { email: string; next?: string }),
  'people.reset': ({ db, settings }, payload) =>
    sendReset(db, settings, payload as { email: string }),

  'people.letter': ({ post, settings }, payload) =>
    post(letterOf(payload as Queued, settings.base_url)),

  'people.digests': ({ db }) => queueDigests(db),

  async 'people.mail_notices'(world, payload) {
    const { person_id, notification_id } = payload as Mailing
    await atomically(world.db, async (tx) => {
      const person = await findPerson(tx, person_id)
      const notices = await takeUnmailed(tx, person_id, notification_id, world.now())
      if (!person || person.disabled_at || notices.length === 0) return
      const about = notification_id ? (notices[0]?.subject ?? '*') : '*'
      const said = inWords(notices, world.modules, person.locale)
      if (said.length > 0) await sendLater(tx, noticesLetter(world, person, said, about))
    })
  },

  async 'people.export'({ db, files, modules, now }, payload) {
    const { data_export_id } = payload as { data_export_id: string }
    const wanted = await findExport(db, data_export_id)
    if (!wanted || wanted.ready_at) return
    const texts: Record<string, string> = {}
    for (const { name, mydata } of modules)
      if (mydata) texts[`${name}.json`] = json(await mydata.export(db, wanted.person_id))
    const bytes = await zipOf(texts, now())
    const file_key = `people/${wanted.id}.zip`
    await files.put(file_key, bytes)
    await finishExport(db, { ...wanted, file_key, bytes: bytes.byteLength }, now())
  },

  async 'people.erasures'({ db, modules, now }) {
    const time = now()
    for (const { id } of await listDueErasures(db, time))
      await erase(
        db,
        id,
        // The highest first: each may still look down at what the others keep.
        async (tx, personId) => {
          for (const { mydata } of modules.toReversed()) await mydata?.erase(tx, personId)
        },
        time,
      )
  },

  async 'people.sweep'({ db, files, now }) {
    const time = now()
    for (const { id, file_key } of await listExpiredExports(db, time)) {
      if (file_key) await files.remove(file_key)
      await dropExport(db, id)
    }
    await sweep(db, time)
  },
}

export const cron: readonly CronItem[] = [
  // Before people begin to work, in Europe's morning.
  { at: '0 5 * * *', task: 'people.digests' },
  { at: '20 * * * *', task: 'people.erasures' },
  { at: '40 2 * * *', task: 'people.sweep' },
]

interface Mailing {
  person_id: string
  notification_id: string | null
}

const json = (value: object) =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner), 2)

/** What each letter with a link leads to, and how long that works. */
const leads = {
  confirmation: ({ to, token, next }: Lead) => paths.confirmation({ email: to, token, next }),
  link: ({ token, next }: Lead) => paths.linkUse({ token, next }),
  reset: ({ token }: Lead) => paths.newPassword({ token }),
  email_confirmation: ({ token }: Lead) => paths.emailConfirmation({ token }),
  email_changed: ({ token }: Lead) => paths.emailUndoing({ token }),
} as const

interface Lead {
  to: string
  token: string
  next?: string
}

function letterOf({ to, locale, missive }: Queued, baseUrl: string): Letter {
  const t = words(locale)
  const at = (path: string) => `${baseUrl}${localePath(locale, path)}`
  const { kind } = missive
  const on = 'on' in missive ? formatDate(new Date(missive.on), locale) : ''
  const values = { minutes: linkMinutes, hours: undoHours, on }
  const common = {
    to,
    locale,
    subject: t(`letter.${kind}.subject`),
    paragraphs: t(`letter.${kind}`, values).split('\n\n'),
    small: [t('letter.end')],
  }
  if (!('token' in missive)) return composeLetter(common)
  const url = at(leads[missive.kind]({ to, token: missive.token, next: missive.next }))
  return composeLetter({ ...common, link: { label: t(`letter.${missive.kind}.link`), url } })
}

interface Said {
  text: string
  to: string
  more?: string
}

/** What happened, and what there is to read of it. */
const paragraphsOf = ({ text, more }: Said) => [text, ...(more ? more.split('\n\n') : [])]

/** Notices by mail, with the link and the header that stop them (RFC 8058). */
function noticesLetter(
  { settings }: World<Tables>,
  { id, email, locale }: { id: string; email: string; locale: Locale },
  said: readonly Said[],
  about: string,
): Letter {
  const t = words(locale)
  const at = (path: string) => `${settings.base_url}${localePath(locale, path)}`
  const stop = at(paths.unsubscribe({ token: linkPart(`${id} ${about}`, settings.secret) }))
  const [only] = said
  const single = said.length === 1 && only ? only : null
  return composeLetter({
    to: email,
    locale,
    subject: single ? single.text : t('digest.subject', { count: said.length }),
    paragraphs: single
      ? paragraphsOf(single)
      : said.map((one) => [...paragraphsOf(one), at(one.to)].join('\n')),
    link: {
      label: t(single ? 'digest.open' : 'digest.all'),
      url: at(single ? single.to : paths.notifications()),
    },
    small: [`${t('digest.stop')} ${stop}`],
    headers: {
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  })
}
