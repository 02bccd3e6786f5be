// Letters of moderation, each in its reader's language: the statement of reasons to whoever answers
// for the thing, an answer to those who reported it.
import { atomically } from '#kit/db.ts'
import { formatDate } from '#kit/format.ts'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { sendLater } from '#kit/mail.ts'
import type { DeskQueue } from '#kit/module.ts'
import { localePath } from '#kit/page.tsx'
import type { Database } from '#modules'
import { findPerson } from '#modules/people/index.ts'
import type { All, OwnTables } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import type { Telling, Tx } from './commands.ts'
import {
  type Decision,
  findDecision,
  findSubject,
  type Kinds,
  listReporters,
  type Subject,
} from './queries.ts'
import { tellOfQueues } from './queue-commands.ts'

interface Telegram {
  readonly decision_id: string
  readonly what: Telling
}

/** `kinds`: what the modules let be moderated; `desk`: every list on which something may wait. */
export const moderationJobs = (kinds: Kinds, desk: readonly DeskQueue<All>[]): Jobs<Database> => ({
  async 'site.moderation_letters'({ db, settings }, payload) {
    const { decision_id, what } = payload as Telegram
    await atomically(db.withTables<OwnTables>(), async (tx) => {
      const decision = await findDecision(tx, decision_id)
      if (!decision) return
      const subject = await findSubject(tx, kinds, decision)
      for (const author of subject?.thing.authors ?? []) {
        const person = await findPerson(tx, author)
        if (!person || person.disabled_at) continue
        const of = { to: person.email, locale: person.locale }
        await sendLater(tx, authorsLetter(decision, subject, what, of, settings.base_url))
      }
      if (what === 'decided') await answerReporters(tx, decision, settings.base_url)
    })
  },
  'site.queues': ({ db, now }) => tellOfQueues(db.withTables<OwnTables>(), desk, now()),
})

// Before the daily letters go out.
export const moderationCron: readonly CronItem[] = [{ at: '30 4 * * *', task: 'site.queues' }]

interface Reader {
  readonly to: string
  readonly locale: Locale
}

function authorsLetter(
  decision: Decision,
  subject: Subject | undefined,
  what: Telling,
  { to, locale }: Reader,
  base: string,
) {
  const t = words(locale)
  const title = inLocale(subject?.thing.title ?? decision.title, locale)?.text ?? decision.path
  const { reason, change_by, outcome } = decision
  const statement = what === 'appeal_decided' ? decision.appeal_statement : decision.statement
  const said = inLocale(statement, locale)?.text
  const judged = [
    t(`outcome.${outcome}.told`),
    reason ? `${t(`reason.${reason}`)}. ${t(`reason.${reason}.says`)}` : '',
    change_by ? t('letter.change_by', { when: formatDate(change_by, locale) }) : '',
  ]
  const lines = {
    decided: judged,
    lifted: [t('letter.lifted')],
    appeal_decided: [decision.appeal_outcome ? t(`appeal.outcome.${decision.appeal_outcome}`) : ''],
  }
  return composeLetter({
    to,
    locale,
    subject: t(`letter.${what}.subject`, { title }),
    paragraphs: [
      t('letter.about', { title }),
      ...lines[what],
      ...(said && what !== 'lifted' ? [said] : []),
    ].filter(Boolean),
    link: {
      label: t('hidden.decision'),
      url: `${base}${localePath(locale, paths.decision({ id: decision.id }))}`,
    },
    small: what === 'decided' && outcome !== 'no_breach' ? [t('letter.appeal')] : [],
  })
}

async function answerReporters(tx: Tx, decision: Decision, base: string) {
  // While a change is waited for there is nothing to answer yet.
  if (!decision.closed_at) return
  for (const { contact, locale, path } of await listReporters(tx, decision.case_id)) {
    const t = words(locale)
    const name = inLocale(decision.title, locale)?.text || path
    const letter = composeLetter({
      to: contact,
      locale,
      subject: t('letter.answer.subject', { title: name }),
      paragraphs: [
        t('letter.answer', { title: name }),
        t(`outcome.${decision.outcome}.answer`),
        t('letter.answer.thanks'),
      ],
      link: {
        label: t('moderation.title'),
        url: `${base}${localePath(locale, paths.moderation())}`,
      },
    })
    await sendLater(tx, letter)
  }
}
