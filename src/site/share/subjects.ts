// What can be passed on: an organisation, a project. Only what everybody may see.
import type { Locale } from '#kit/locale.ts'
import { absent } from '#kit/outcome.ts'
import {
  findProfile,
  previewOf as ofOrganisation,
  paths as organisations,
} from '#modules/organisations/index.ts'
import { findProject, previewOf as ofProject, paths as projects } from '#modules/projects/index.ts'
import type { PreviewCard } from '#ui/preview.ts'
import type { Whole } from '../handed-up.ts'

interface Kind {
  readonly find: (db: Whole, slug: string, locale: Locale, now: Date) => Promise<PreviewCard | null>
  /** Its page, without the locale. */
  readonly path: (at: { slug: string }) => string
}

const kinds: Readonly<Record<string, Kind>> = {
  o: {
    async find(db, slug, locale, now) {
      const profile = await findProfile(db, slug, now)
      return profile ? ofOrganisation(profile, locale) : null
    },
    path: organisations.profile,
  },
  projects: {
    async find(db, slug, locale) {
      const project = await findProject(db, slug)
      const shown = project?.state === 'published' || project?.state === 'closed'
      return project && shown ? ofProject(project, locale) : null
    },
    path: projects.project,
  },
}

export interface Subject {
  readonly card: PreviewCard
  readonly path: string
}

/** What stands at this address, by the first part of it; or a 404. */
export async function subjectAt(
  db: Whole,
  of: string,
  slug: string,
  locale: Locale,
  now: Date,
): Promise<Subject> {
  const kind = Object.hasOwn(kinds, of) ? kinds[of] : undefined
  const card = await kind?.find(db, slug, locale, now)
  if (!kind || !card) throw absent()
  return { card, path: kind.path({ slug }) }
}
