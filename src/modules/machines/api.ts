import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { Problem, wrong, wrongsOf } from '#kit/problem.ts'
import { findMunicipality, patchProfile, paths, socialKinds } from '#modules/organisations/index.ts'
import { bringFile } from './files/commands.ts'
import { BroughtFile, documentBytes, FileQuery, pictureBytes } from './files/schema.ts'
import { proveKey } from './keys/commands.ts'
import type { Key } from './keys/queries.ts'
import { AboutKey, Profile, ProfilePatch } from './schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db, Key>(proveKey)

const House = z.object({ slug: z.string().max(80) })

const bringing = {
  picture: {
    bring: '/v1/organisations/{slug}/pictures',
    says: 'Bring a picture for posts: the body is the file. It is drawn anew, and EXIF goes.',
    scope: 'posts:write',
    bytes: pictureBytes,
    part: '1600',
  },
  document: {
    bring: '/v1/organisations/{slug}/documents',
    says: 'Bring a document for projects: the body is the file. Of a picture EXIF goes.',
    scope: 'projects:write',
    bytes: documentBytes,
    part: 'original',
  },
} as const

const bring = (kind: keyof typeof bringing) =>
  endpoint({
    bring: bringing[kind].bring,
    says: bringing[kind].says,
    scope: bringing[kind].scope,
    bytes: bringing[kind].bytes,
    path: House,
    query: FileQuery,
    gives: BroughtFile,
    async answer({ db, key, path: { slug }, query: { name }, sent: bytes, files, now, base_url }) {
      if (slug !== key.organisation) throw new Problem(403, 'not_yours')
      const outcome = await bringFile(db, files, key.steward, { kind, name, bytes }, now)
      if (!outcome.ok) {
        const { refusal, wait_s } = outcome
        throw new Problem(refusal === 'too_often' ? 429 : 422, refusal, [], wait_s)
      }
      const { id, name: kept, width, height } = outcome.value
      const url = `${base_url}/files/${id}/${bringing[kind].part}`
      return { file_id: id, name: kept, url, width, height }
    },
  })

export const api = [
  endpoint({
    get: '/v1/key',
    says: 'What the key that you send may do, and until when.',
    gives: AboutKey,
    async answer({ key }) {
      if (!key) throw new Problem(401, 'key_missing')
      const { organisation, scopes, expires_at } = key
      return { organisation, scopes: [...scopes], expires_at: expires_at.toISOString() }
    },
  }),
  endpoint({
    patch: '/v1/organisations/{slug}',
    says: 'Change fields of the profile: what is not named stays (JSON Merge Patch, RFC 7396).',
    scope: 'organisation:write',
    path: House,
    body: ProfilePatch,
    gives: Profile,
    async answer({ db, key, path: { slug }, body, version, now, base_url }) {
      if (slug !== key.organisation) throw new Problem(403, 'not_yours')
      const patch = await asForms(db, body)
      const outcome = await patchProfile(db, key.steward, patch, version, now)
      if (outcome.ok)
        return { slug, url: `${base_url}${paths.profile({ slug })}`, version: outcome.value }
      if (outcome.refusal !== 'invalid') throw new Problem(412, 'changed_meanwhile')
      const errors = wrongsOf('body', new z.ZodError(outcome.issues)).map((one) => {
        const [, field = '', ...rest] = one.pointer.split('/')
        return { ...one, pointer: ['', asWritten[field] ?? field, ...rest].join('/') }
      })
      throw new Problem(422, 'invalid', errors)
    },
  }),
  bring('picture'),
  bring('document'),
]

/** The names of the API where a form calls a field something else. */
const asWritten: Readonly<Record<string, string>> = {
  municipality_id: 'municipality',
  groups: 'groups_served',
  places: 'works_in',
}

/** A body in the names and the ids that the forms use. */
async function asForms(db: Db, body: ProfilePatch): Promise<Record<string, unknown>> {
  const { municipality, works_in, groups_served, social_links, ...same } = body
  const id = async (slug: string, at: readonly PropertyKey[]) => {
    const place = await findMunicipality(db, slug)
    if (!place) throw new Problem(422, 'invalid', [wrong('body', at, 'unknown_place')])
    return place.id
  }
  const places: string[] = []
  for (const [i, slug] of (works_in ?? []).entries()) places.push(await id(slug, ['works_in', i]))
  const links = Object.fromEntries((social_links ?? []).map(({ kind, url }) => [kind, url]))
  return {
    ...same,
    ...(municipality === undefined
      ? {}
      : { municipality_id: municipality && (await id(municipality, ['municipality'])) }),
    ...(works_in ? { places } : {}),
    ...(groups_served ? { groups: groups_served } : {}),
    // As a whole: a kind that is not named any more is not kept.
    ...(social_links
      ? { social_links: Object.fromEntries(socialKinds.map((kind) => [kind, links[kind] ?? null])) }
      : {}),
  }
}
