import { toDataURL } from 'qrcode'
import { type FormState, readForm } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import {
  appAddress,
  base32,
  decrypt,
  newRecoveryCodes,
  newSecondFactor,
} from '../formats/second-factor.ts'
import { complain, passCookies, proofFirst, statusOf } from '../pages.tsx'
import { paths } from '../paths.ts'
import { findProof } from '../queries.ts'
import { isUnarmed, personOf, signedInHalfway } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './commands.ts'
import { findSecondFactor } from './queries.ts'
import { FirstCode } from './schema.ts'
import { BeginPage, RecoveryCodesPage, SecondFactorPage, SetUpPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.secondFactor.pattern, signedInHalfway, async (c) => {
  const { db, me, now, locale } = c.var
  if (!(await findProof(db, me, now))) return proofFirst(c, paths.secondFactor())
  const factor = await findSecondFactor(db, personOf(me))
  const t = words(locale)
  if (!factor) return reply(c, <BeginPage t={t} required={isUnarmed(me)} />)
  if (factor.verified) return reply(c, <SecondFactorPage t={t} />)
  return setUp(c, factor.secret)
})

/** The picture and the box for the first code. */
async function setUp(c: Ask<Db>, kept: string, form?: FormState, status: 200 | 422 | 429 = 200) {
  const { me, settings, locale } = c.var
  const secret = await decrypt(kept, settings.secret)
  const picture = await toDataURL(appAddress(secret, found(me).email), { margin: 1, scale: 6 })
  const props = { t: words(locale), form, picture, secret: base32(secret) }
  return reply(c, <SetUpPage {...props} />, status)
}

pages.post(paths.secondFactor.pattern, signedInHalfway, async (c) => {
  const { db, settings, me, now } = c.var
  const proven = await findProof(db, me, now)
  if (proven) await beginSecondFactor(db, settings, proven, newSecondFactor())
  return see(c, paths.secondFactor())
})

pages.post(paths.secondFactorCode.pattern, signedInHalfway, async (c) => {
  const { db, settings, me, now, locale } = c.var
  const proven = await findProof(db, me, now)
  const factor = proven && (await findSecondFactor(db, proven))
  if (!proven || !factor || factor.verified) return see(c, paths.secondFactor())
  const form = await readForm(c, FirstCode)
  if (!form.ok) return setUp(c, factor.secret, form, 422)
  const caller = { headers: c.req.raw.headers }
  const { code } = form.value
  const outcome = await confirmSecondFactor(db, settings, proven, code, caller, now)
  if (!outcome.ok) return setUp(c, factor.secret, complain(form, outcome), statusOf(outcome))
  passCookies(c, outcome.value.headers)
  return reply(c, <RecoveryCodesPage t={words(locale)} codes={outcome.value.recovery_codes} />)
})

pages.post(paths.recoveryCodes.pattern, signedInHalfway, async (c) => {
  const { db, settings, me, now, locale } = c.var
  const proven = await findProof(db, me, now)
  if (!proven) return proofFirst(c, paths.secondFactor())
  const outcome = await renewRecoveryCodes(db, settings, proven, newRecoveryCodes())
  if (!outcome.ok) return see(c, paths.secondFactor())
  return reply(c, <RecoveryCodesPage t={words(locale)} codes={outcome.value} />)
})

pages.post(paths.secondFactorRemoval.pattern, signedInHalfway, async (c) => {
  const { db, me, now, locale } = c.var
  const proven = await findProof(db, me, now)
  if (!proven) return proofFirst(c, paths.secondFactor())
  const outcome = await removeSecondFactor(db, proven)
  const done = outcome.ok ? words(locale)('second_factor.removed') : undefined
  return see(c, paths.secondFactor(), done)
})
