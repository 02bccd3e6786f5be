import { commonPasswords } from './schema.ts'

interface Owner {
  name: string
  email: string
}

/** Why this password would soon be guessed, or null. Which kinds of signs it has is no matter. */
export function whyNotPassword(password: string, { name, email }: Owner) {
  const plain = password.toLowerCase().normalize('NFKC')
  if (new Set(plain).size < 5 || isRun(plain)) return 'password_too_common'
  const trunk = plain.replace(/[^\p{L}]+$/u, '')
  if (commonPasswords.has(plain) || commonPasswords.has(trunk)) return 'password_too_common'
  if (withoutOwn(plain, name, email).length < 6) return 'password_too_personal'
  return null
}

/** abcdefghij, 9876543210: each sign follows the one before it. */
function isRun(text: string): boolean {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0)
  const steps = codes.filter((code, i) => i > 0 && Math.abs(code - (codes[i - 1] ?? 0)) === 1)
  return steps.length >= codes.length - 2
}

/** What is left of a password when its owner's words and the site's are taken out. */
function withoutOwn(password: string, name: string, email: string): string {
  return [...name.toLowerCase().split(/\s+/), ...email.toLowerCase().split(/[@.+_-]/), 'mozaik']
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), password)
}
