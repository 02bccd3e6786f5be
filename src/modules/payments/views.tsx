import { Page } from '#ui/page.tsx'
import type { T } from './words.ts'

export const IndexPage = ({ t }: { t: T }) => (
  <Page title={t('title')}>
    <h1>{t('title')}</h1>
    <p>{t('nothing_yet')}</p>
  </Page>
)
