// How a letter looks: short paragraphs and at most one link, as text and as plain HTML. No
// pictures, nothing fetched from anywhere: opening it tells nobody.
import { htmlLang, type Locale } from './locale.ts'
import type { Letter } from './mail.ts'

export interface LetterText {
  readonly to: string
  readonly locale: Locale
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** The one thing to do, with a whole address. */
  readonly link?: { readonly label: string; readonly url: string }
  /** What stands under the link, smaller: until when it works, what to do if it was not you. */
  readonly small?: readonly string[]
  readonly headers?: Letter['headers']
}

/** Paragraphs become a letter. Line ends within a subject would let a stranger write headers. */
export function composeLetter(letter: LetterText): Letter {
  const { to, subject, paragraphs, link, small = [], headers } = letter
  return {
    to,
    subject: subject.replace(/\s+/g, ' ').trim(),
    text: [...paragraphs, ...(link ? [`${link.label}:\n${link.url}`] : []), ...small].join('\n\n'),
    html: htmlOf(letter),
    ...(headers ? { headers } : {}),
  }
}

const ink = '#20242b'
const body = `margin:0;padding:24px;background:#faf7f1;color:${ink};font:17px/1.5 Georgia,serif`
const button = `display:inline-block;padding:12px 20px;background:${ink};color:#fff`
const fine = 'font-size:14px;color:#5a5f68'

function htmlOf({ locale, paragraphs, link, small = [] }: LetterText): string {
  const parts = [
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    ...(link
      ? [
          `<p><a href="${escaped(link.url)}" style="${button}">${escaped(link.label)}</a></p>`,
          `<p style="${fine}">${escaped(link.url)}</p>`,
        ]
      : []),
    ...small.map((text) => `<p style="${fine}">${escaped(text)}</p>`),
  ]
  const page = `<body style="${body}"><div style="max-width:560px">${parts.join('')}</div></body>`
  return `<!doctype html><html lang="${htmlLang(locale)}">${page}</html>`
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign).replaceAll('\n', '<br>')
