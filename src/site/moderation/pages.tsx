// Everything that moderation answers: reports, the desk, decisions, appeals, the public account.
import type { HandedUp } from '../handed-up.ts'
import { pages as transparency } from './account-pages.tsx'
import { appealPages } from './appeal-pages.tsx'
import { deskPages, measurePages } from './desk-pages.tsx'
import { reportingPages } from './report-pages.tsx'

export const moderationPages = (up: HandedUp) => ({
  routes: [
    reportingPages(up),
    deskPages(up),
    measurePages(up),
    appealPages(up),
    transparency,
  ].flatMap(({ routes }) => routes),
})
