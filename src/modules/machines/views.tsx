// The frame that the pages of this module share.
import type { ComponentChildren } from 'preact'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Tabs } from '#ui/finding-ways.tsx'
import type { ErrorWords } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from './paths.ts'
import type { T } from './words.ts'

interface SheetProps {
  t: T
  organisation: { slug: string; name: Localized }
  way: 'keys' | 'webhooks'
  /** The heading, where it is not the tab's name. */
  title?: string
  children: ComponentChildren
}

/** The way back to the organisation, its keys and its webhooks as two tabs, and one of them. */
export function Sheet({ t, organisation, way, title, children }: SheetProps) {
  const { locale } = usePage()
  const name = plainText(organisation.name, locale)
  const titles = { keys: t('keys.title'), webhooks: t('webhooks.title') }
  const heading = title ?? titles[way]
  const crumbs = [{ to: organisationPaths.profile(organisation), label: name }]
  return (
    <Page title={`${heading} · ${name}`} unlisted crumbs={crumbs}>
      <Tabs
        label={t('title')}
        ways={(['keys', 'webhooks'] as const).map((one) => ({
          to: paths[one](organisation),
          label: titles[one],
          current: one === way,
        }))}
      />
      <h1>{heading}</h1>
      {children}
    </Page>
  )
}

/** Sentences for the codes that this module's schemas and commands refuse with. */
export const errorWords = (t: T): ErrorWords => ({
  too_many_keys: t('error.too_many_keys'),
  too_often: t('error.too_often'),
  too_many_webhooks: t('error.too_many_webhooks'),
  not_https: t('error.not_https'),
  not_a_webhook_url: t('error.not_a_webhook_url'),
})
