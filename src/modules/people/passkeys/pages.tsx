// The page of passkeys, and the four addresses that the browser's ceremony needs. Nothing else of
// Better Auth answers over HTTP.
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { authOver } from '../auth.ts'
import { waitFor } from '../commands.ts'
import { idOf, proofFirst } from '../pages.tsx'
import { paths } from '../paths.ts'
import { findProof } from '../queries.ts'
import { anyone, deviceOf, personOf, signedIn } from '../rules.ts'
import { limits } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { nameNewPasskey, removePasskey } from './commands.ts'
import { listPasskeys } from './queries.ts'
import { PasskeysPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.passkeys.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  if (!(await findProof(db, me, now))) return proofFirst(c, paths.passkeys())
  const passkeys = await listPasskeys(db, personOf(me))
  return reply(c, <PasskeysPage t={words(locale)} passkeys={passkeys} />)
})

pages.post(paths.passkeyRemoval.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const proven = await findProof(db, me, now)
  if (!proven) return proofFirst(c, paths.passkeys())
  await removePasskey(db, proven, idOf(c))
  return see(c, paths.passkeys(), words(locale)('passkey.removed'))
})

/** A ceremony is answered by Better Auth itself, from the request as it came. */
const answer = async (c: Ask<Db>) => (await authOver(c.var.db, c.var.settings)).handler(c.req.raw)

const refuse = (c: Ask<Db>, code: string, status: 403 | 429) => c.json({ code }, status)

async function answerStranger(c: Ask<Db>) {
  const { db, client, now } = c.var
  const limit = limits.guesses_by_network
  const wait = await waitFor(db, [{ name: 'people.passkeys', key: client, limit }], now)
  return wait > 0 ? refuse(c, 'too_often', 429) : answer(c)
}

pages.plain.get(paths.authenticateOptions.pattern, anyone, answerStranger)
pages.plain.post(paths.authentication.pattern, anyone, answerStranger)

pages.plain.get(paths.registerOptions.pattern, signedIn, async (c) => {
  const { db, me, now } = c.var
  return (await findProof(db, me, now)) ? answer(c) : refuse(c, 'proof_needed', 403)
})

pages.plain.post(paths.registration.pattern, signedIn, async (c) => {
  const { db, me, now } = c.var
  const proven = await findProof(db, me, now)
  if (!proven) return refuse(c, 'proof_needed', 403)
  const response = await answer(c)
  if (!response.ok) return response
  const made = (await response.clone().json()) as { id: string }
  const { browser, system } = deviceOf(c.req.header('user-agent') ?? null)
  await nameNewPasskey(db, proven, made.id, [browser, system].filter(Boolean).join(', '))
  return response
})
