// How a letter looks: short paragraphs, things to read, and at most one thing to do, as text and as
// plain HTML. No pictures, nothing fetched from anywhere: opening it tells nobody.
import { htmlLang, type Locale } from './locale.ts'
import type { Letter } from './mail.ts'

export interface LetterText {
  readonly to: string
  readonly locale: Locale
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** Things to read, under the paragraphs. */
  readonly items?: readonly LetterItem[]
  /** The one thing to do, with a whole address. */
  readonly link?: { readonly label: string; readonly url: string }
  /** What stands under the link, smaller: until when it works, what to do if it was not you. */
  readonly small?: readonly string[]
  readonly headers?: Letter['headers']
  readonly return_path?: string
}

/** Something to read: whose it is, its title, where it is, and a few words of it. */
export interface LetterItem {
  readonly above?: string
  readonly title: string
  readonly url: string
  readonly text?: string
  /** Its language, where it is not the letter's. */
  readonly html_lang?: string
}

/** Paragraphs become a letter. Line ends within a subject would let a stranger write headers. */
export function composeLetter(letter: LetterText): Letter {
  const { to, subject, paragraphs, items = [], link, small = [], headers, return_path } = letter
  return {
    to,
    subject: subject.replace(/\s+/g, ' ').trim(),
    text: [
      ...paragraphs,
      ...items.map(({ above, title, text, url }) =>
        [above, title, text, url].filter(Boolean).join('\n'),
      ),
      ...(link ? [`${link.label}:\n${link.url}`] : []),
      ...small,
    ].join('\n\n'),
    html: htmlOf(letter),
    ...(headers ? { headers } : {}),
    ...(return_path ? { return_path } : {}),
  }
}

const ink = '#20242b'
const body = `margin:0;padding:24px;background:#faf7f1;color:${ink};font:17px/1.5 Georgia,serif`
const button = `display:inline-block;padding:12px 20px;background:${ink};color:#fff`
const fine = 'font-size:14px;color:#5a5f68'

const titled = `color:${ink};font-size:20px;line-height:1.25`

function itemHtml({ above, title, text, url, html_lang }: LetterItem): string {
  const lang = html_lang ? ` lang="${escaped(html_lang)}"` : ''
  return [
    `<div${lang} style="margin:24px 0;padding-top:12px;border-top:1px solid #d3cab9">`,
    above ? `<div style="${fine}">${escaped(above)}</div>` : '',
    `<a href="${escaped(url)}" style="${titled}">${escaped(title)}</a>`,
    text ? `<div style="margin-top:6px">${escaped(text)}</div>` : '',
    '</div>',
  ].join('')
}

function htmlOf({ locale, paragraphs, items = [], link, small = [] }: LetterText): string {
  const parts = [
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    ...items.map(itemHtml),
    ...(link
      ? [
          `<p><a href="${escaped(link.url)}" style="${button}">${escaped(link.label)}</a></p>`,
          `<p style="${fine}">${escaped(link.url)}</p>`,
        ]
      : []),
    ...small.map((text) => `<p style="${fine}">${linked(text)}</p>`),
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

/** Addresses at the end of small print can be followed too. */
const linked = (text: string) =>
  escaped(text).replace(
    /https?:\/\/[^\s<]+/g,
    (url) => `<a href="${url}" style="color:inherit">${url}</a>`,
  )
