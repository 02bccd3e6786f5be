import { z } from 'zod'
import { locales } from '#kit/locale.ts'

/** NIST SP 800-63B asks for 8; without a list of all leaks to compare with we ask for more. */
export const passwordCharsMin = 10
/** Enough for any sentence; argon2id takes the same time for all. */
export const passwordCharsMax = 200
/** RFC 5321: 64 before the @, and 254 in all. */
export const emailCharsMax = 254
/** Flows into letters, cards and certificates. */
export const nameCharsMax = 100
/** A link by e-mail works this long: the time to find the letter in an old phone's mailbox. */
export const linkMinutes = 30
/** A change of address may be undone from the old one for so long: over a weekend. */
export const undoHours = 72
/** A wish to be erased may be taken back for so long. */
export const graceDays = 7
/** A copy of one's data may be fetched for so long. */
export const exportDays = 7

/** An address as we keep it: lower case, because no mailbox in use tells the cases apart. */
export const Email = z.string().trim().toLowerCase().max(emailCharsMax).pipe(z.email())

// Letters of any script, and what stands in names; line ends and direction marks do not.
const nameForm = /^[\p{L}\p{M}\p{N}\p{P}\p{Zs}\p{S}]+$/u

export const Name = z
  .string()
  .trim()
  .min(1)
  .max(nameCharsMax)
  .refine((name) => nameForm.test(name) && /[\p{L}\p{N}]/u.test(name), 'not_a_name')

/** A new password. Whether it is a weak one needs its owner too: see whyNotPassword. */
export const NewPassword = z.string().min(passwordCharsMin).max(passwordCharsMax)
/** A password that was set before, by whatever rules held then. */
export const Password = z.string().min(1).max(passwordCharsMax)

/** Six digits from the app, or a recovery code such as x7kd2-9fqpa. Spaces help to read them. */
export const Code = z
  .string()
  .transform((code) => code.replace(/\s+/g, ''))
  .pipe(z.string().min(1).max(20))

/** The secret part of a link that we sent. */
export const Token = z
  .string()
  .min(1)
  .max(600)
  .regex(/^[\w.-]+$/)

export const LocaleCode = z.enum(locales.map(({ code }) => code))

/** Where to go on to; checked by `ownPath` before it is used. */
export const Next = z.string().max(500).optional()

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How often something may be tried. Another way stays open, so nobody is shut out for good. */
export const limits = {
  /** One account from one network: a person who tries their three passwords twice. */
  guesses: { max: 8, per_seconds: 15 * minute },
  /** The same over a day: whoever still guesses waits three quarters of an hour each time. */
  guesses_a_day: { max: 30, per_seconds: day },
  /** One account from anywhere: a thousand computers together guess no more than this. */
  guesses_anywhere: { max: 100, per_seconds: hour },
  /** One network at any accounts: a school or a town hall behind one address. */
  guesses_by_network: { max: 60, per_seconds: 10 * minute },
  /** Letters to one address that anybody can cause. */
  letters: { max: 5, per_seconds: hour },
  /** Letters to any addresses that one network can cause. */
  letters_by_network: { max: 20, per_seconds: hour },
  /** Codes of the second factor: of a million, so the chance stays one in thousands a year. */
  codes: { max: 6, per_seconds: 15 * minute },
  codes_a_day: { max: 30, per_seconds: day },
  /** A code that was used is used up, for as long as any clock might still take it. */
  same_code: { max: 1, per_seconds: 2 * minute },
  /** Copies of one's data: each costs the worker some seconds. */
  exports: { max: 3, per_seconds: day },
} as const

/** Accounts asked for from one network; carriers put many telephones behind one address. */
export const signUpLimits = {
  proven: { max: 300, per_seconds: hour },
  // Without JavaScript, or from a program: decision 0161.
  unproven: { max: 10, per_seconds: hour },
  unproven_together: { max: 120, per_seconds: hour },
} as const
