import { localePath } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Copy } from '#ui/copy.tsx'
import { Framed } from '#ui/framed.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { CopyCode, SharedCard } from '#ui/passing-on.tsx'
import {
  type PreviewCard,
  previewAlt,
  previewHeight,
  previewPath,
  previewWidth,
} from '#ui/preview.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'

interface CardProps {
  t: T
  card: PreviewCard
  path: string
}

const Card = ({ t, card, path, heading }: CardProps & { heading: 1 | 3 }) => (
  <SharedCard
    of={card}
    to={path}
    logo={card.logo_id ? paths.file({ id: card.logo_id, part: 320 }) : null}
    from={t('embed.from')}
    heading={heading}
  />
)

/** What stands inside another site's page. */
export const EmbeddedPage = (props: CardProps) => (
  <Framed title={props.card.name} accent={props.card.accent} canonical={props.path}>
    <Card {...props} heading={1} />
  </Framed>
)

interface ShareProps extends CardProps {
  /** The page's address without a language. */
  short: string
  /** The address of the card. */
  embed: string
  /** The same, without the language. */
  framed: string
}

export function SharePage({ t, card, path, short, embed, framed }: ShareProps) {
  return (
    <Page
      title={t('share.title', { name: card.name })}
      description={t('share.lede')}
      accent={card.accent}
      preview={card}
      unlisted
      crumbs={[
        { to: path, label: card.name },
        { to: `${path}/share`, label: t('share.crumb') },
      ]}
    >
      <Lede title={t('share.title', { name: card.name })} standfirst={t('share.lede')} />
      <Section id="link" title={t('share.link')}>
        <p>
          <Copy text={short} />
        </p>
        <p class="faint">{t('share.link.hint')}</p>
        {card.of === 'o' ? (
          <p>
            <Link to={organisations.press(card)}>{t('share.press')}</Link>
          </p>
        ) : null}
      </Section>
      <Picture t={t} card={card} />
      <Embedding t={t} card={card} path={path} embed={embed} framed={framed} />
      <Code t={t} card={card} address={short} />
    </Page>
  )
}

const Picture = ({ t, card }: { t: T; card: PreviewCard }) => (
  <Section id="preview" title={t('share.preview')}>
    <p>{t('share.preview.hint')}</p>
    <p>
      <img
        class="preview-picture"
        src={previewPath(card)}
        alt={previewAlt(card)}
        width={previewWidth}
        height={previewHeight}
        loading="lazy"
      />
    </p>
  </Section>
)

// Room for a name of two lines and a sentence of three on a phone.
const framedHeight = 260

function Embedding({ t, card, path, embed, framed }: CardProps & Omit<ShareProps, 'short'>) {
  const title = card.name.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  const code = `<iframe src="${embed}" title="${title}" width="100%" height="${framedHeight}" style="border:0;max-width:36rem" loading="lazy"></iframe>`
  return (
    <Section
      id="embed"
      title={t('share.embed')}
      more={<a href={localePath(t.locale, framed)}>{t('share.embed.open')}</a>}
    >
      <p>{t('share.embed.hint')}</p>
      <Card t={t} card={card} path={path} heading={3} />
      <h3>{t('share.embed.code')}</h3>
      <CopyCode code={code} />
    </Section>
  )
}

function Code({ t, card, address }: { t: T; card: PreviewCard; address: string }) {
  const file = (format: 'svg' | 'png') => paths.qr({ of: card.of, file: `${card.slug}.${format}` })
  return (
    <Section id="qr" title={t('share.qr')}>
      <p>{t('share.qr.hint')}</p>
      <p>
        <img
          class="qr"
          src={file('svg')}
          alt={t('share.qr.alt', { address })}
          width={192}
          height={192}
        />
      </p>
      <p class="actions">
        <a class="action" href={file('svg')} download>
          {t('share.qr.svg')}
        </a>
        <a class="action" href={file('png')} download>
          {t('share.qr.png')}
        </a>
      </p>
    </Section>
  )
}
