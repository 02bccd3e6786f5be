import type { ComponentChildren } from 'preact'

interface LedeProps {
  title: ComponentChildren
  kicker?: ComponentChildren
  standfirst?: ComponentChildren
  /** What stands under the words: a search, an action. */
  children?: ComponentChildren
  /** What stands beside them: the map, a picture. */
  beside?: ComponentChildren
}

/** How a page begins: the headline, the sentence under it, and room for one thing beside. */
export function Lede({ title, kicker, standfirst, children, beside }: LedeProps) {
  const header = (
    <header class="title">
      {kicker ? <p class="kicker">{kicker}</p> : null}
      <h1>{title}</h1>
      {standfirst ? <p class="standfirst">{standfirst}</p> : null}
      {children}
    </header>
  )
  if (!beside) return header
  return (
    <div class="lede">
      {header}
      {beside}
    </div>
  )
}

interface SectionProps {
  title: ComponentChildren
  id?: string
  /** A link to all of it. */
  more?: ComponentChildren
  children: ComponentChildren
}

/** A part of a page, under its own rule and heading. */
export const Section = ({ title, id, more, children }: SectionProps) => (
  <section class="section" aria-labelledby={id ? `${id}-title` : undefined} id={id}>
    <header>
      <h2 id={id ? `${id}-title` : undefined}>{title}</h2>
      {more}
    </header>
    {children}
  </section>
)

/** Two or three columns with hairlines between; one under the other on a small screen. */
export const Columns = ({ of = 2, children }: { of?: 2 | 3; children: ComponentChildren }) => (
  <div class={of === 3 ? 'columns of-3' : 'columns'}>{children}</div>
)

interface AsideProps {
  /** The narrow column. */
  aside: ComponentChildren
  /** What tops the narrow column; on a small screen it comes before everything else. */
  top?: ComponentChildren
  /** The narrow column comes first: filters. Otherwise last: particulars. */
  first?: boolean
  children: ComponentChildren
}

/** A wide column and a narrow one. */
export const Aside = ({ aside, top, first = false, children }: AsideProps) => (
  <div class={first ? 'aside start' : 'aside'}>
    {first ? <aside>{aside}</aside> : null}
    {top ? <div class="top">{top}</div> : null}
    <div>{children}</div>
    {first ? null : <aside>{aside}</aside>}
  </div>
)

/** Running text at a readable measure. */
export const Prose = ({ children, lang }: { children: ComponentChildren; lang?: string }) => (
  <div class="prose" lang={lang}>
    {children}
  </div>
)

/** Buttons and links that end a form or a page. The main one comes first. */
export const Actions = ({ children }: { children: ComponentChildren }) => (
  <div class="actions">{children}</div>
)

/** Questions that belong together, under a heading of their own. */
export const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <fieldset class="group">
    <legend>{title}</legend>
    {children}
  </fieldset>
)
