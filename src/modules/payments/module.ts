import { defineModule } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { forgetWords } from './commands.ts'
import { forgetGiver } from './givers/commands.ts'
import { listOwnGiving } from './givers/queries.ts'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import { paths } from './paths.ts'
import { reactions } from './reactions.ts'
import { listBooked } from './recorded/queries.ts'
import { listClosings } from './statements/queries.ts'
import type { Tables } from './tables.ts'
import { notices } from './views.tsx'
import { words } from './words.ts'

const bookedPages = {
  gift: paths.deskGift,
  entry: paths.deskEntry,
  payout: paths.deskPayout,
  order: paths.deskOrder,
}

export default defineModule<Tables>({
  name: 'payments',
  desk_part: 'money',
  pages,
  api,
  desk,
  jobs,
  cron,
  cli,
  reactions,
  account: [{ to: paths.myGifts(), label: (locale) => words(locale)('mine.title') }],
  kept: [
    {
      to: (slug) => paths.money({ slug }),
      label: (locale) => words(locale)('payouts.money.short'),
      roles: ['finance', 'owner'],
    },
  ],
  closings: listClosings,
  booked: async (db, events) =>
    (await listBooked(db, events)).map(({ what, id, name }) => ({
      to: bookedPages[what]({ id }),
      label: (locale) => [words(locale)(`recorded.about.${what}`), name].filter(Boolean).join(' '),
    })),
  notices: { label: (locale) => words(locale)('notices'), kinds: notices },
  retention: [
    {
      name: 'payments.card_words',
      label: (locale) => words(locale)('cards.retention'),
      // A dispute may come four months after the charge, and then what was said is looked at.
      keep_days: 400,
      least_days: 180,
      sweep: forgetWords,
    },
  ],
  mydata: {
    export: listOwnGiving,
    erase: forgetGiver,
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})
