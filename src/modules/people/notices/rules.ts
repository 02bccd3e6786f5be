interface Kept {
  id: string
  kind: string
  payload: unknown
  created_at: Date
}

/** What the modules say: by subject, which is the module's name. */
export interface Telling<L> {
  name: string
  notices?: {
    kinds: Kinds<L>
  }
}

type Kinds<L> = Readonly<Record<string, (locale: L, payload: never) => Said>>

interface Said {
  text: string
  to: string
  /** What a letter says besides. */
  more?: string
}

/** Notices put into words. One of a kind that no module speaks of any more is left out. */
export function inWords<L>(notices: readonly Kept[], modules: readonly Telling<L>[], locale: L) {
  const kinds: Kinds<L> = Object.assign({}, ...modules.map(({ notices }) => notices?.kinds ?? {}))
  return notices.flatMap(({ kind, payload, ...notice }) => {
    const say = kinds[kind]
    return say ? [{ ...notice, ...say(locale, payload as never) }] : []
  })
}
