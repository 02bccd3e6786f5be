import type { Transporter } from 'nodemailer'
import type { Handle } from './db.ts'
import { enqueue } from './jobs.ts'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Where letters that cannot be delivered go back to, when not to the sender. */
  readonly return_path?: string
}

/** Carries one letter. Throws when it could not; the job tries again later. */
export type Post = (letter: Letter) => Promise<void>

/** Queue a letter in this transaction: it leaves if, and only if, what it speaks of happened. */
export const sendLater = <D>(db: Handle<D>, letter: Letter) => enqueue(db, 'kit.mail', letter)

/** A carrier over SMTP. `from` is the site's own address. */
export function smtpPost(url: string, from: string): Post {
  let opening: Promise<Transporter> | null = null
  return async ({ to, subject, text, html, headers, return_path }) => {
    const envelope = return_path ? { envelope: { from: return_path, to } } : {}
    opening ??= transportTo(url)
    const transport = await opening
    await transport.sendMail({ from, to, subject, text, html, headers, ...envelope })
  }
}

/** Loaded with the first letter: most commands of the terminal send none. */
export async function transportTo(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport(url)
}

/**
 * The address mail comes from, when the SMTP address names none: `?from=` or no-reply at the site.
 */
export function senderOf(smtpUrl: string, baseUrl: string): string {
  return new URL(smtpUrl).searchParams.get('from') ?? `no-reply@${new URL(baseUrl).hostname}`
}
