// What every page needs to know about the request it answers, handed down by Preact's context so
// that no view has to carry it from hand to hand.
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Locale } from './locale.ts'
import type { Me, Who } from './me.ts'

export type { Me } from './me.ts'

export interface NavItem {
  /** Where it leads, without the locale. */
  readonly to: string
  /** The word in each locale, made by the module that brings it. */
  readonly label: (locale: Locale) => string
  /** Whom it is shown to; everybody when it does not say. */
  readonly who?: Who
  /** What people come for first stands first; otherwise the order of the modules holds. */
  readonly first?: boolean
}

export interface PageInfo {
  readonly locale: Locale
  /** Path and query of this page, without the locale. */
  readonly path: string
  readonly base_url: string
  readonly me: Me | null
  readonly now: Date
  readonly request_id: string
  readonly nav: readonly NavItem[]
  /** The address of a built asset: `main.css` is `/assets/main-3f9c.css`. */
  readonly asset: (name: string) => string
  /** A sentence to show once, such as what the last form did. */
  readonly notice: string | null
  readonly production: boolean
  /** Made-up organisations and people are in this database, and the page says so. */
  readonly sample: boolean
  /** Ask now and then whether the program was rebuilt. */
  readonly reload: boolean
  /** How many notices this person has not read. */
  readonly unread: number
  /**
   * Collects the page's own style (an organisation's colour), which the policy must name by hash.
   */
  readonly styles: string[]
}

const Context = createContext<PageInfo | null>(null)

export const PageContext = Context.Provider

export function usePage(): PageInfo {
  const page = useContext(Context)
  if (!page) throw new Error('A view was rendered outside reply(): it has no page around it.')
  return page
}

/**
 * The address of `path` in `locale`. Addresses that name a place outside the pages stay as they
 * are.
 */
export function localePath(locale: Locale, path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) return path
  return `/${locale}${path.replace(/^\/(?=[?#]|$)/, '')}`
}
