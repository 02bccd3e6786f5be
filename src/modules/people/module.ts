import { defineModule } from '#kit/module.ts'
import { pages as account } from './account/pages.tsx'
import { cli } from './cli.ts'
import { cron, jobs } from './jobs.ts'
import { forgetNotices, forgetPerson, forgetSessions } from './my-data/commands.ts'
import { pages as myData } from './my-data/pages.tsx'
import { findMyData } from './my-data/queries.ts'
import { pages as notices } from './notices/pages.tsx'
import { pages as passkeys } from './passkeys/pages.tsx'
import { pages as secondFactor } from './second-factor/pages.tsx'
import { pages as signIn } from './sign-in/pages.tsx'
import { pages as signUp } from './sign-up/pages.tsx'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

const houses = [signUp, signIn, account, passkeys, secondFactor, notices, myData]

export default defineModule<Tables>({
  name: 'people',
  pages: { routes: houses.flatMap(({ routes }) => routes) },
  jobs,
  cron,
  mydata: {
    export: findMyData,
    erase: forgetPerson,
    keeps: (locale) => words(locale)('erasure.keeps'),
  },
  retention: [
    {
      name: 'people.sessions',
      label: (locale) => words(locale)('retention.sessions'),
      keep_days: 90,
      // Somebody who comes once a week stays signed in.
      least_days: 7,
      sweep: forgetSessions,
    },
    {
      name: 'people.notices',
      label: (locale) => words(locale)('retention.notices'),
      keep_days: 365,
      least_days: 7,
      sweep: forgetNotices,
    },
  ],
  cli,
})
