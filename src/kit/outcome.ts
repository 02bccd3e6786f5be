// Three kinds of "no". A refusal is a value that a rule gave; an absence is a 404; everything else
// that is thrown is a fault.

export const done = <T>(value: T) => ({ ok: true, value }) as const
export const refused = <R extends string>(refusal: R) => ({ ok: false, refusal }) as const

export type Outcome<T, R extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R }

/** There is nothing here, or nothing that you may know of. */
export class Absence extends Error {
  constructor() {
    super('absent')
    this.name = 'Absence'
  }
}

/** Taken from public view by a moderator: the page says so, when, why, and how to appeal. */
export class Withheld extends Error {
  readonly kind: string
  readonly id: string
  constructor(kind: string, id: string) {
    super('withheld')
    this.name = 'Withheld'
    this.kind = kind
    this.id = id
  }
}

/** Somebody must say who they are before we can tell whether they may. */
export class SignInNeeded extends Error {
  constructor() {
    super('sign in needed')
    this.name = 'SignInNeeded'
  }
}

/** Too many tries: when to come back, in seconds. */
export class TooMany extends Error {
  readonly retry_after_s: number
  constructor(retryAfterS: number) {
    super('too many')
    this.name = 'TooMany'
    this.retry_after_s = retryAfterS
  }
}

export const absent = () => new Absence()
export const withheld = (kind: string, id: string) => new Withheld(kind, id)
export const signInNeeded = () => new SignInNeeded()
export const tooMany = (retryAfterS: number) => new TooMany(retryAfterS)

/** The value, or a 404 when there is none. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw absent()
  return value
}
