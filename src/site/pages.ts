// Everything the site itself answers.
import type { Route } from '#kit/site.ts'
import { apiPages } from './api/pages.tsx'
import { dataPages } from './data/pages.tsx'
import { deskPages } from './desk/pages.tsx'
import { pages as dev } from './dev/pages.tsx'
import { pages as files } from './files/pages.ts'
import type { HandedUp } from './handed-up.ts'
import { pages as home } from './home/pages.tsx'
import { machinePages } from './machines/pages.ts'
import { pages as markedWords } from './marked-words/pages.tsx'
import { moderationPages } from './moderation/pages.tsx'
import { pages as municipality } from './municipality/pages.tsx'
import { pages as organisation } from './organisation/pages.tsx'
import { pages as project } from './project/pages.tsx'
import { searchPages } from './search/pages.tsx'
import { sharePages } from './share/pages.ts'
import { statusPages } from './status/pages.tsx'
import { pages as texts } from './texts/pages.tsx'

export const sitePages = (up: HandedUp): readonly Route[] =>
  [
    home,
    searchPages(up),
    municipality,
    organisation,
    project,
    texts,
    moderationPages(up),
    markedWords,
    deskPages(up),
    statusPages(up),
    files,
    dataPages(up),
    sharePages,
    machinePages(up),
    apiPages(up),
    dev,
  ].flatMap(({ routes }) => routes)
