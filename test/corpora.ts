// Texts that have broken other programs. A few of our own, and well-known collections where they
// lie beside the project; a fresh clone has only ours, and the tests of the others are skipped
// aloud.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const shelf = new URL('../../shared/data/naughty/', import.meta.url)
export const haveCorpora = existsSync(shelf)

/** Each of these hits a place where something is often forgotten. */
export const ownNaughty: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onmouseover='alert(1)`,
  '</textarea><script>alert(1)</script>',
  '</title></style></script><svg/onload=alert(1)>',
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '[a](javascript:alert(1)) ![b](https://elsewhere.example/b.png) <b onclick=alert(1)>c</b>',
  '[a](data:text/html;base64,PHNjcmlwdD4=) <https://elsewhere.example> &#106;avascript:alert(1)',
  `'; drop table people.person; --`,
  `{{7*7}} \${7*7} <%= 7*7 %> #{7*7}`,
  '../../../../etc/passwd',
  'a\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>',
  'a\0b',
  '\u202Etxt.exe \u2066\u200B\uFEFF',
  'e\u0308 E\u0301 \u1E9B\u0323 \uFB01',
  `👩‍👩‍👧‍👦🏳️‍🌈 ${'Z\u0351\u036B\u0343'.repeat(20)}`,
  'ﷺ'.repeat(40),
  '\\ %s %n %x %00 %ff',
  '__proto__',
  'null',
  'Đakovica Ђаковица Gjakovë <Ђ>',
  ...['0', '-1', '1e400', 'NaN', 'Infinity', '0x10', '1.5', '99999999999', '9007199254740993'],
  ...[
    '1850',
    '2147483648',
    '0000-01-01',
    '0001-01-01',
    '9999-12-31',
    '2024-02-30',
    '-000001-01-01',
  ],
  '00000000-0000-0000-0000-000000000000',
  `a@b.c\n<script>@example.org`,
  '"<script>alert(1)</script>"@example.org',
  'https://example.org/"onmouseover="alert(1)',
  'http://[::1]:99999/',
  'x'.repeat(70_000),
]

const lines = (name: string) =>
  readFileSync(new URL(name, shelf), 'utf8').split('\n').filter(Boolean)
const json = <T>(name: string) => JSON.parse(readFileSync(new URL(name, shelf), 'utf8')) as T

/** The Big List of Naughty Strings, and what was written to slip through sanitizers. */
export function naughtyStrings(): readonly string[] {
  if (!haveCorpora) return ownNaughty
  const payloads = json<{ payload: string }[]>('xss/dompurify-payload-expected.json')
  return [
    ...ownNaughty,
    ...json<string[]>('strings/blns.json'),
    ...payloads.map(({ payload }) => payload),
    ...lines('xss/xss-payload-list.txt'),
  ]
}

/** JSON that parsers disagree on: name and bytes. */
export function naughtyJson(): readonly (readonly [string, Uint8Array])[] {
  if (!haveCorpora) return []
  return tarFiles(gunzipSync(readFileSync(new URL('json-JSONTestSuite.tar.gz', shelf)))).filter(
    ([name]) => name.endsWith('.json'),
  )
}

// The format of tar: blocks of 512 bytes; a name, at 124 the size in octal, then the bytes.
export function tarFiles(tar: Buffer): [string, Uint8Array][] {
  const found: [string, Uint8Array][] = []
  for (let at = 0; at + 512 <= tar.length; ) {
    const word = (from: number, length: number) =>
      tar
        .toString('latin1', at + from, at + from + length)
        .replace(/\0.*$/s, '')
        .trim()
    const size = Number.parseInt(word(124, 12) || '0', 8)
    const name = word(0, 100)
    if (name) found.push([name, tar.subarray(at + 512, at + 512 + size)])
    at += 512 + Math.ceil(size / 512) * 512
  }
  return found
}

/** `count` of them from `from` on, around the end: every caller another slice, always the same. */
export const slice = <T>(all: readonly T[], from: number, count: number): T[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, i) => all[(from + i) % all.length] as T)
