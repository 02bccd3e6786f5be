// A post as it is read: a strong title, a quiet line of who and when, a picture, and text no
// wider than the eye likes.
import type { ComponentChildren } from 'preact'
import { languageOf } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, paths as organisations } from '#modules/organisations/index.ts'
import { paths as places } from '#modules/places/index.ts'
import { paths as projects } from '#modules/projects/index.ts'
import { Emblem } from '#ui/emblem-view.tsx'
import { Link } from '#ui/link.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { State as StateMark, type StateTone, Tag, Tags } from '#ui/state.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { original, paths, picture } from '../paths.ts'
import type { Parts, Post, ShownPicture, ShownVideo } from '../queries.ts'
import { minutesToRead, type State } from '../rules.ts'
import type { T } from '../words.ts'

/** As much of a post as its reader sees: also of one that is only written and not stored. */
type Read = Pick<
  Post,
  | ('title' | 'summary' | 'body' | 'state' | 'published_at' | 'updated_at' | 'is_sample')
  | ('organisation_id' | 'organisation_name' | 'organisation_slug' | 'logo_id')
>

interface ArticleProps {
  t: T
  post: Read
  parts: Parts
}

/** The post itself, on its page and in the preview of its writer. */
export function Article({ t, post, parts }: ArticleProps) {
  const shown = parts.pictures.filter(({ described }) => described)
  const [first, ...others] = shown
  return (
    <article class="post">
      <header>
        <Topics parts={parts} />
        <h1>
          <Text of={post.title} />
        </h1>
        {Object.keys(post.summary).length > 0 ? (
          <p class="standfirst">
            <Text of={post.summary} />
          </p>
        ) : null}
        <Byline t={t} post={post} />
      </header>
      {first ? <Photo of={first} sizes="(width >= 60rem) 52rem, 100vw" first /> : null}
      <Markdown of={post.body} />
      {parts.video ? <Film video={parts.video} t={t} /> : null}
      {others.length > 0 ? (
        <div class={others.length > 1 ? 'gallery of-2' : 'gallery'}>
          {others.map((one) => (
            <Photo key={one.file_id} of={one} sizes="(width >= 46rem) 26rem, 100vw" />
          ))}
        </div>
      ) : null}
      <About t={t} post={post} parts={parts} />
    </article>
  )
}

function Topics({ parts }: Pick<ArticleProps, 'parts'>) {
  const { locale } = usePage()
  if (parts.areas.length === 0) return null
  return (
    <p class="kicker">
      <Named
        of={parts.areas.map((area) => ({
          key: area,
          name: <Link to={paths.index({ 'area[]': area })}>{areaSaid(area, locale)}</Link>,
        }))}
      />
    </p>
  )
}

/** Changed by more than a slip of the pen soon after: readers are told. */
const wasChanged = ({ published_at, updated_at }: Read) =>
  published_at !== null && updated_at.getTime() - published_at.getTime() > changeShownMs

// Within the hour a post is still being put right; what comes later is a new version.
const changeShownMs = 3_600_000

function Byline({ t, post }: Omit<ArticleProps, 'parts'>) {
  const { locale } = usePage()
  const text = inLocale(post.body, locale)?.text
  return (
    <div class="byline">
      <Emblem id={post.organisation_id} logo={post.logo_id && picture(post.logo_id, 320)} />
      <p>
        <Link to={organisations.profile({ slug: post.organisation_slug })}>
          <Text of={post.organisation_name} bare />
        </Link>
        <span class="meta">
          {post.published_at ? <When at={post.published_at} /> : <StateBadge t={t} {...post} />}
          {wasChanged(post) ? (
            <span>{t.rich('post.changed', { when: () => <When at={post.updated_at} /> })}</span>
          ) : null}
          {text ? <span>{t('post.minutes', { minutes: minutesToRead(text) })}</span> : null}
        </span>
      </p>
    </div>
  )
}

// Its captions are the people's own tracks, given below it one by one.
const player = { controls: true, playsInline: true, preload: 'metadata' } as const

function Film({ t, video }: { t: T; video: ShownVideo }) {
  const { locale } = usePage()
  const language = languageOf(locale)
  const src = original(video.file_id)
  return (
    <figure class="photo">
      <video {...player} src={src}>
        {video.captions.map((track) => (
          <track
            key={track.language}
            kind="captions"
            src={original(track.file_id)}
            srclang={track.language}
            label={t(`language.${track.language}`)}
            default={track.language === language}
          />
        ))}
        <a href={src}>{t('video.open')}</a>
      </video>
      <Caption of={video.caption} />
    </figure>
  )
}

/** Where it is, and what it belongs to. */
function About({ t, post, parts }: ArticleProps) {
  const { project } = parts
  if (parts.places.length === 0 && !project && !post.is_sample) return null
  return (
    <footer>
      {project ? (
        <p>
          {t.rich('post.project', {
            project: () => (
              <Link to={projects.project(project)}>
                <Text of={project.name} bare />
              </Link>
            ),
          })}
        </p>
      ) : null}
      {parts.places.length > 0 ? (
        <Tags>
          {parts.places.map(({ id, slug, name }) => (
            <Tag key={id} to={places.place({ slug })}>
              <Text of={name} bare />
            </Tag>
          ))}
        </Tags>
      ) : null}
      {post.is_sample ? <p class="faint">{t('sample.says')}</p> : null}
    </footer>
  )
}

interface PhotoProps {
  of: Pick<ShownPicture, 'file_id' | 'alt' | 'caption' | 'width' | 'height'>
  /** How wide it is shown, for the browser to choose a file by. */
  sizes: string
  /** The first thing that is seen: fetched before the others. */
  first?: boolean
}

/** A picture with what is said under it. */
export function Photo({ of, sizes, first = false }: PhotoProps) {
  const { locale } = usePage()
  const alt = inLocale(of.alt, locale)
  const widths = [320, 800, 1600] as const
  return (
    <figure class="photo">
      <img
        src={picture(of.file_id, 800)}
        srcset={widths.map((width) => `${picture(of.file_id, width)} ${width}w`).join(', ')}
        sizes={sizes}
        width={of.width ?? undefined}
        height={of.height ?? undefined}
        alt={alt?.text ?? ''}
        lang={alt?.original ? alt.html : undefined}
        loading={first ? undefined : 'lazy'}
        fetchpriority={first ? 'high' : undefined}
        decoding="async"
      />
      <Caption of={of.caption} />
    </figure>
  )
}

export const Caption = ({ of }: { of: Localized }) =>
  Object.keys(of).length === 0 ? null : (
    <figcaption>
      <Text of={of} />
    </figcaption>
  )

const tones: Record<State, StateTone> = {
  draft: 'still',
  scheduled: 'wait',
  published: 'good',
  withdrawn: 'bad',
}

export const StateBadge = ({ t, state }: { t: T; state: State }) => (
  <StateMark tone={tones[state]}>{t(`state.${state}`)}</StateMark>
)

/** Names one after the other, parted by commas. */
export const Named = ({ of }: { of: readonly { key: string; name: ComponentChildren }[] }) => (
  <>
    {of.map(({ key, name }, i) => (
      <span key={key}>
        {i > 0 ? ', ' : null}
        {name}
      </span>
    ))}
  </>
)
