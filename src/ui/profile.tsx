import type { ComponentChildren } from 'preact'
import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Avatar, Emblem, Pavement } from './emblem-view.tsx'
import { Meta } from './rows.tsx'
import { Text } from './text.tsx'

interface ProfileHeaderProps {
  id: string
  name: Localized
  logo?: string | null
  /** The address of a cover picture. Without one, a pavement in the page's own colour. */
  cover?: string | null
  /** What the cover shows, for those who cannot see it. */
  cover_alt?: Localized | null
  meta: readonly ComponentChildren[]
  state?: ComponentChildren
  /** One sentence: what it is for. */
  mission?: Localized | null
  actions?: ComponentChildren
}

// Longer names are set smaller, or they would fill a screen of a phone by themselves.
const longName = 48

const lengthOf = (name: Localized, locale: Locale) => inLocale(name, locale)?.text.length ?? 0

/** How an organisation's own page begins: its cover, its emblem, its name. */
export function ProfileHeader(props: ProfileHeaderProps) {
  const { locale } = usePage()
  return (
    <>
      <div class="cover">
        {props.cover ? (
          <Cover src={props.cover} shows={props.cover_alt} />
        ) : (
          <Pavement id={props.id} />
        )}
      </div>
      <header class="profile">
        <Emblem id={props.id} logo={props.logo} size="large" />
        <div>
          <h1 class={lengthOf(props.name, locale) > longName ? 'long' : undefined}>
            <Text of={props.name} />
          </h1>
          {props.mission ? (
            <p class="standfirst">
              <Text of={props.mission} />
            </p>
          ) : null}
          <Meta of={[props.state, ...props.meta]} />
        </div>
        {props.actions ? <div class="actions">{props.actions}</div> : null}
      </header>
    </>
  )
}

function Cover({ src, shows }: { src: string; shows: Localized | null | undefined }) {
  const { locale } = usePage()
  const found = inLocale(shows, locale)
  return <img src={src} alt={found?.text ?? ''} lang={found?.original ? found.html : undefined} />
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly role?: Localized | null
  readonly picture?: string | null
}

/** The people an organisation wishes to show. */
export const People = ({ of }: { of: readonly Person[] }) => (
  <ul class="people bare">
    {of.map(({ id, name, role, picture }) => (
      <li key={id}>
        <Avatar name={name} picture={picture} />
        <div>
          <b>{name}</b>
          <div class="role">
            <Text of={role} />
          </div>
        </div>
      </li>
    ))}
  </ul>
)

/** The next useful step, in one sentence, with the way there, for those who may take it. */
export const NextStep = ({
  children,
  action,
}: {
  children: ComponentChildren
  action: ComponentChildren
}) => (
  <div class="next">
    <p>{children}</p>
    {action}
  </div>
)
