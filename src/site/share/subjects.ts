// What can be passed on: an organisation, a project, a post. Only what everybody may see.
import { isUuid } from '#kit/ids.ts'
import type { Locale } from '#kit/locale.ts'
import { absent } from '#kit/outcome.ts'
import {
  type Campaign,
  paths as campaigns,
  findCampaign,
  previewOf as ofCampaign,
} from '#modules/campaigns/index.ts'
import { findPostById, previewOf as ofPost, postOf } from '#modules/news/index.ts'
import {
  findProfile,
  previewOf as ofOrganisation,
  paths as organisations,
} from '#modules/organisations/index.ts'
import { findProject, previewOf as ofProject, paths as projects } from '#modules/projects/index.ts'
import type { PreviewCard } from '#ui/preview.ts'
import type { Whole } from '../handed-up.ts'

export interface Subject {
  readonly card: PreviewCard
  /** Its page, without the locale. */
  readonly path: string
  /** Of which is said how far it has come. */
  readonly campaign?: Campaign
}

type Find = (db: Whole, slug: string, locale: Locale, now: Date) => Promise<Subject | null>

const finders: Readonly<Record<string, Find>> = {
  async o(db, slug, locale, now) {
    const profile = await findProfile(db, slug, now)
    return profile
      ? { card: ofOrganisation(profile, locale), path: organisations.profile(profile) }
      : null
  },
  async projects(db, slug, locale) {
    const project = await findProject(db, slug)
    const shown = project?.state === 'published' || project?.state === 'closed'
    return project && shown && !project.hidden_at
      ? { card: ofProject(project, locale), path: projects.project(project) }
      : null
  },
  async campaigns(db, slug, locale) {
    const campaign = await findCampaign(db, slug)
    return campaign?.opened_at && !campaign.hidden_at
      ? { card: ofCampaign(campaign, locale), path: campaigns.campaign(campaign), campaign }
      : null
  },
  // Two short addresses make a post's; its id is one.
  async posts(db, id, locale) {
    const post = isUuid(id) ? await findPostById(db, id) : null
    const shown = post?.state === 'published' && !post.hidden_at
    return shown ? { card: ofPost(post, locale), path: postOf(post) } : null
  },
}

/** What stands at this address, by the first part of it; or a 404. */
export async function subjectAt(
  db: Whole,
  of: string,
  slug: string,
  locale: Locale,
  now: Date,
): Promise<Subject> {
  const find = Object.hasOwn(finders, of) ? finders[of] : undefined
  const subject = await find?.(db, slug, locale, now)
  if (!subject) throw absent()
  return subject
}
