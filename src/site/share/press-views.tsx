import { paths as organisations, type Profile } from '#modules/organisations/index.ts'
import { Aside, Lede, Section } from '#ui/layout.tsx'
import { markdownHtml } from '#ui/markdown.tsx'
import { Page } from '#ui/page.tsx'
import { type PreviewCard, previewAlt, previewPath } from '#ui/preview.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { PressText } from './press-kit.ts'

interface PressProps {
  t: T
  profile: Profile
  card: PreviewCard
  texts: readonly PressText[]
}

export function PressPage({ t, profile, card, texts }: PressProps) {
  const { accent } = profile
  return (
    <Page
      title={t('press.title', { name: card.name })}
      description={t('press.lede')}
      accent={accent}
      preview={card}
      crumbs={[
        { to: organisations.profile(profile), label: card.name },
        { to: organisations.press(profile), label: t('press.crumb') },
      ]}
    >
      <Lede title={t('press.title', { name: card.name })} standfirst={t('press.lede')}>
        <p class="actions">
          <a class="action main" href={paths.pressKit({ file: `${profile.slug}.zip` })} download>
            {t('press.download')}
          </a>
        </p>
      </Lede>
      <Aside aside={<Inside t={t} profile={profile} card={card} />}>
        <Section id="texts" title={t('press.texts')}>
          {texts.length === 0 ? <p>{t('press.texts.none')}</p> : null}
          {texts.map((text) => (
            <PressTextShown key={text.locale} text={text} />
          ))}
        </Section>
      </Aside>
    </Page>
  )
}

const PressTextShown = ({ text }: { text: PressText }) => (
  <article class="prose" lang={text.html}>
    <h3>{text.name}</h3>
    {text.summary ? <p>{text.summary}</p> : null}
    {text.description ? (
      <div dangerouslySetInnerHTML={{ __html: markdownHtml(text.description, text.locale) }} />
    ) : null}
  </article>
)

function Inside({ t, profile, card }: Omit<PressProps, 'texts'>) {
  const { accent, cover_id } = profile
  return (
    <>
      <h2>{t('press.inside')}</h2>
      <ul>
        <li>{t('press.inside.logo')}</li>
        {cover_id ? <li>{t('press.inside.cover')}</li> : null}
        {accent ? <li>{t('press.colour', { colour: accent })}</li> : null}
        <li>{t('press.inside.texts')}</li>
        <li>{t('press.inside.facts')}</li>
        <li>{t('press.inside.pictures')}</li>
      </ul>
      <p>
        <img class="preview-picture" src={previewPath(card)} alt={previewAlt(card)} />
      </p>
    </>
  )
}
