// What somebody who gives may tell us.
import { z } from 'zod'
import { line, OnceKey } from '#kit/fields.ts'
import { methods, rhythms, visibilities } from '../rules.ts'

// A person's name, or a company's in full.
export const nameCharsMax = 100
// A few sentences to the organisation; a letter is better sent as one.
export const messageCharsMax = 600
// `1 000 000,00 EUR`, and spaces that came along when it was copied.
const amountCharsMax = 40

export const emailCharsMax = 254
// A UUID as it is written.
const idCharsMax = 36

/** ISO 3166-1 alpha-2, and XK, which banks use and the standard leaves free. */
export const countries = (
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT ' +
  'BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ' +
  'ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ' +
  'ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT ' +
  'LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI ' +
  'NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG ' +
  'SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US ' +
  'UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ')

const Currency = z.string().regex(/^[A-Z]{3}$/)

export const GiveForm = z
  .object({
    // One of the amounts we propose; what is typed beside them counts before it.
    proposed: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional()
      .catch(undefined),
    amount: line(amountCharsMax),
    currency: Currency,
    method: z.enum(methods).default('bank'),
    rhythm: z.enum(['once', ...rhythms]).default('once'),
    name: line(nameCharsMax),
    email: z.email().max(emailCharsMax).toLowerCase().optional(),
    country: z.enum(countries).optional(),
    visibility: z.enum(visibilities),
    in_name_of: line(nameCharsMax),
    message: z.string().trim().max(messageCharsMax).optional(),
    // People do not see it; programs that fill in everything do.
    website: z.string().max(200).optional(),
    // What it is for, where it is not simply for the organisation.
    purpose: z.uuid().optional(),
    // What is chosen in return, where something is offered.
    thanks: z.uuid().optional(),
    once: OnceKey,
  })
  .check((context) => {
    const { rhythm, email, name, visibility } = context.value
    const say = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: undefined, path: [path], message })
    if (rhythm !== 'once' && !email) say('email', 'email_for_rhythm')
    if (visibility === 'named' && !name) say('name', 'name_or_anonymous')
  })

export type GiveForm = z.output<typeof GiveForm>

/** Which currency and amount the page begins with. */
export const GiveQuery = z.object({
  amount: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional()
    .catch(undefined),
  currency: Currency.optional().catch(undefined),
  // What is no id is kept as well: the page says that nothing is collected for it here.
  purpose: z.string().max(idCharsMax).catch('unknown').optional(),
})

/** How often one may promise. A family that gives for each of its own does so some times a day. */
export const giveLimits = {
  proven: { max: 12, per_seconds: 3600 },
  unproven: { max: 4, per_seconds: 3600 },
  unproven_together: { max: 120, per_seconds: 3600 },
} as const
