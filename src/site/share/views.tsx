import { localePath } from '#kit/page.tsx'
import { type Campaign, CampaignProgress } from '#modules/campaigns/index.ts'
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
  /** How far it has come is shown with it, and anew each minute. */
  campaign?: Campaign
}

const Card = ({ t, card, path, campaign, heading }: CardProps & { heading: 1 | 3 }) => (
  <SharedCard
    of={card}
    to={path}
    logo={card.logo_id ? paths.file({ id: card.logo_id, part: 320 }) : null}
    from={t('embed.from')}
    heading={heading}
  >
    {campaign ? <CampaignProgress of={campaign} /> : null}
  </SharedCard>
)

/** What stands inside another site's page. */
export const EmbeddedPage = (props: CardProps) => (
  <Framed
    title={props.card.name}
    accent={props.card.accent}
    canonical={props.path}
    refresh_s={props.campaign ? 60 : undefined}
  >
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

export function SharePage(props: ShareProps) {
  const { t, card, path, short } = props
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
      <Embedding {...props} />
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

// Room for a name of two lines and a sentence of three on a phone; a campaign has its bar besides.
const framedHeight = { plain: 260, campaign: 340 }

function Embedding({ t, card, path, embed, framed, campaign, short }: ShareProps) {
  const title = card.name.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  const height = campaign ? framedHeight.campaign : framedHeight.plain
  const base = short.slice(0, short.length - path.length)
  const tag = `<script async src="${base}${paths.widget()}"></script>
<mozaik-card src="${embed}" height="${height}"><a href="${short}">${title}</a></mozaik-card>`
  const code = `<iframe src="${embed}" title="${title}" width="100%" height="${height}" style="border:0;max-width:36rem" loading="lazy"></iframe>`
  return (
    <Section
      id="embed"
      title={t('share.embed')}
      more={<a href={localePath(t.locale, framed)}>{t('share.embed.open')}</a>}
    >
      <p>{t('share.embed.hint')}</p>
      <Card t={t} card={card} path={path} campaign={campaign} heading={3} />
      <h3>{t('share.embed.code')}</h3>
      <CopyCode code={code} />
      <h3>{t('share.embed.element')}</h3>
      <p>{t('share.embed.element.hint')}</p>
      <CopyCode code={tag} />
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
