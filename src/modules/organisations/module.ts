import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { defineModule, type Finding } from '#kit/module.ts'
import { api } from './api.ts'
import { forgetClaims } from './claims/commands.ts'
import { desk as claims } from './claims/pages.tsx'
import { listOwnClaims } from './claims/queries.ts'
import { cli } from './cli.ts'
import { type Found, findBest } from './directory/queries.ts'
import { listOwnChanges } from './history/queries.ts'
import { jobs as importJobs } from './importing/jobs.ts'
import { desk as imports } from './importing/pages.tsx'
import { forgetGuest } from './invitations/commands.ts'
import { cron, jobs as letters } from './invitations/jobs.ts'
import { listOwnInvitations } from './invitations/queries.ts'
import { listOwnMemberships } from './members/queries.ts'
import { jobs as mergeJobs } from './merging/jobs.ts'
import { desk as likely } from './merging/pages.tsx'
import { notices as personal } from './mine/views.tsx'
import { organisations } from './open-data/datasets.ts'
import { pages } from './pages.tsx'
import { paths } from './paths.ts'
import {
  countMunicipalitiesCovered,
  countOrganisations,
  countVerified,
  everyPage,
  findModerated,
} from './queries.ts'
import {
  forgetMember,
  hideOrganisation,
  resumeOrganisation,
  showOrganisation,
  suspendOrganisation,
} from './standing/commands.ts'
import { notices as ofStanding } from './standing/views.tsx'
import type { Db, Tables } from './tables.ts'
import { desk as verifications } from './verification/pages.tsx'
import { listOwnVerifications } from './verification/queries.ts'
import { notices as ofVerification } from './verification/views.tsx'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'organisations',
  desk_part: 'people',
  pages,
  api,
  cli,
  nav: [{ to: paths.index(), label: (locale) => words(locale)('nav'), first: true }],
  account: [{ to: paths.mine(), label: (locale) => words(locale)('mine.title') }],
  stats: {
    organisations: countOrganisations,
    verified_organisations: countVerified,
    municipalities_covered: countMunicipalitiesCovered,
  },
  search: {
    kind: 'organisation',
    label: (locale) => words(locale)('title'),
    async find(db, query, locale, limit) {
      const found = await findBest(db, query, limit)
      return found.map((one) => finding(one, locale))
    },
  },
  sitemap,
  datasets: [organisations],
  moderated: [
    {
      kind: 'organisation',
      label: (locale) => words(locale)('moderated'),
      page: paths.profile.pattern,
      async find(db, key) {
        const one = await findModerated(db, key)
        return one && { ...one, to: paths.profile(one) }
      },
      hide: hideOrganisation,
      show: showOrganisation,
      suspend: suspendOrganisation,
      resume: resumeOrganisation,
    },
  ],
  jobs: { ...letters, ...importJobs, ...mergeJobs },
  cron,
  desk: [claims, verifications, imports, likely],
  notices: {
    label: (locale) => words(locale)('title'),
    kinds: { ...personal, ...ofVerification, ...ofStanding },
  },
  mydata: {
    export: async (db, personId) => ({
      memberships: await listOwnMemberships(db, personId),
      changes: await listOwnChanges(db, personId),
      invitations: await listOwnInvitations(db, personId),
      claims: await listOwnClaims(db, personId),
      verifications: await listOwnVerifications(db, personId),
    }),
    async erase(tx, personId) {
      const now = new Date()
      await forgetClaims(tx, personId, now)
      await forgetGuest(tx, personId, now)
      await forgetMember(tx, personId, now)
    },
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})

function finding(found: Found, locale: Locale): Finding {
  const t = words(locale)
  const name = inLocale(found.name, locale)
  const place = inLocale(found.municipality, locale)?.text
  const state = found.state === 'verified' ? t('state.verified') : null
  return {
    to: paths.profile(found),
    title: name?.text ?? '',
    html_lang: name?.html ?? '',
    hint: [t(`kind.${found.kind}`), place, state].filter(Boolean).join(' · '),
    score: found.score,
  }
}

async function* sitemap(db: Db) {
  yield { path: paths.index(), changed_at: null }
  for await (const { slug, updated_at } of everyPage(db))
    yield { path: paths.profile({ slug }), changed_at: updated_at }
}
