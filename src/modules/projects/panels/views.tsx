// What other pages show of projects.
import { usePage } from '#kit/page.tsx'
import { Onward } from '#ui/finding-ways.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { paths } from '../paths.ts'
import type { Card } from '../queries.ts'
import { ProjectList } from '../views.tsx'
import { words } from '../words.ts'

interface OrganisationPanelProps {
  organisation: { slug: string }
  own: readonly Card[]
  /** Those in which it has another part: it pays for them, or works with others in them. */
  elsewhere: readonly Card[]
  /** What is not public yet; empty for readers who may not see it. */
  drafts: readonly Card[]
  /** The reader may add one. */
  steward: boolean
}

/** The projects of an organisation, on its page. */
export function OrganisationProjects(props: OrganisationPanelProps) {
  const { organisation, own, elsewhere, drafts, steward } = props
  const { locale } = usePage()
  const t = words(locale)
  if (own.length + elsewhere.length + drafts.length === 0 && !steward) return null
  const all = paths.index({ 'organisation[]': organisation.slug })
  const more = own.length > 0 ? <Onward to={all}>{t('panel.all')}</Onward> : null
  return (
    <Section id="projects" title={t('panel.organisation')} more={more}>
      {own.length > 0 ? <ProjectList of={own} /> : null}
      {own.length === 0 && steward ? <p>{t('panel.none')}</p> : null}
      {elsewhere.length > 0 ? (
        <>
          <h3>{t('panel.elsewhere')}</h3>
          <ProjectList of={elsewhere} />
        </>
      ) : null}
      {drafts.length > 0 ? (
        <>
          <h3>{t('panel.drafts')}</h3>
          <ProjectList of={drafts} />
        </>
      ) : null}
      {steward ? <ActionLink to={paths.add(organisation)}>{t('add.title')}</ActionLink> : null}
    </Section>
  )
}

interface PlacePanelProps {
  place: { slug: string }
  here: readonly Card[]
  count: number
}

/** What is being done in a municipality, on its page. */
export function ProjectsHere({ place, here, count }: PlacePanelProps) {
  const { locale } = usePage()
  const t = words(locale)
  const all = paths.index({ 'municipality[]': place.slug })
  const more = count > here.length ? <Onward to={all}>{t('panel.all')}</Onward> : null
  return (
    <Section id="projects" title={t('panel.here')} more={more}>
      {here.length > 0 ? (
        <>
          <p>{t('panel.here.says', { count })}</p>
          <ProjectList of={here} />
        </>
      ) : (
        <p>{t('panel.here.none')}</p>
      )}
    </Section>
  )
}
