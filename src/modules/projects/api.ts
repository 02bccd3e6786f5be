import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { readAs, typedText } from '#kit/json-body.ts'
import { found, type Outcome } from '#kit/outcome.ts'
import { pageOf } from '#kit/paging.ts'
import { Problem } from '#kit/problem.ts'
import { type Key, proveKey } from '#modules/machines/index.ts'
import { NewProject } from './adding/schema.ts'
import {
  ClosingBody,
  itemBody,
  listNames,
  NewProjectBody,
  OwnFields,
  WithdrawalBody,
  type WrittenPart,
  writtenParts,
} from './bodies/schema.ts'
import { addProject } from './commands.ts'
import { type Exported, listAfter } from './directory/queries.ts'
import { ListQuery } from './directory/schema.ts'
import { dropDocument, nameDocument } from './documents/api.ts'
import { DocumentBody } from './documents/schema.ts'
import { dropItem, writeFields, writeItem, writeNew } from './editing/api.ts'
import { projectStewardBy } from './queries.ts'
import { PublishedList, PublishedProject, slugCharsMax } from './schema.ts'
import { closeProject, publishProject, withdrawProject } from './standing/commands.ts'
import { Closing, Withdrawal } from './standing/schema.ts'
import type { Db } from './tables.ts'
import { findTold, publishedCard } from './told/api.ts'

const endpoint = endpoints<Db, Key>(proveKey)

const slug = z.string().max(slugCharsMax)
const One = z.object({ slug: slug.describe('The slug of the project, or its id.') })
const Item = z.object({ slug, id: z.uuid() })

const reads = [
  endpoint({
    get: '/v1/projects',
    says: 'Projects in the order they were added, narrowed by what is asked.',
    query: ListQuery,
    fresh_seconds: 60,
    gives: PublishedList,
    async answer({ db, query, base_url }) {
      const { q = '', organisation, municipality, area, funder, state } = query
      const filter = {
        q,
        organisation: organisation ? [organisation] : [],
        municipality: municipality ? [municipality] : [],
        area: area ? [area] : [],
        funder: funder ? [funder] : [],
        state: state ? [state] : [],
      }
      const rows: Exported[] = await listAfter(db, filter, query.cursor ?? null, query.limit + 1)
      const { shown, next } = pageOf(rows, query.limit)
      return { projects: shown.map((row) => publishedCard(row, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/projects/{slug}',
    says: 'One project. A withdrawn one tells that it was withdrawn; a draft needs a key.',
    path: One,
    gives: PublishedProject,
    answer: ({ db, path, base_url, key }) =>
      findTold(db, path.slug, {
        base_url,
        organisation_id: key?.steward.organisation_id ?? null,
      }),
  }),
]

interface Asked {
  db: Db
  now: Date
  base_url: string
  key: Key
  path: { slug: string }
}

const proven = async ({ db, key, path, now }: Asked) => ({
  db,
  now,
  steward: await projectStewardBy(db, key.steward, path.slug),
})

/** After each change the whole project, with the tag of its new version. */
const told = async ({ db, key, path, base_url }: Asked) =>
  found(await findTold(db, path.slug, { base_url, organisation_id: key.steward.organisation_id }))

function settled<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value
  throw new Problem(outcome.refusal === 'too_often' ? 429 : 409, outcome.refusal)
}

const scope = 'projects:write'
const gives = PublishedProject

const writes = [
  endpoint({
    post: '/v1/projects',
    says: 'A new project, as a draft that only its organisation sees.',
    scope,
    body: NewProjectBody,
    gives,
    made: ({ slug: made }) => `/v1/projects/${made}`,
    async answer(ask) {
      const { db, key, body, now } = ask
      const { name, summary, ...others } = body
      const wish = readAs(NewProject, { name: typedText(name), summary: typedText(summary) })
      const made = settled(await addProject(db, key.steward, wish, now))
      const asked = { ...ask, path: { slug: made.slug } }
      await writeFields(await proven(asked), others, null)
      return told(asked)
    },
  }),
  endpoint({
    patch: '/v1/projects/{slug}',
    says: 'Change fields of a project: what is not named stays (JSON Merge Patch, RFC 7396).',
    scope,
    path: One,
    body: OwnFields,
    gives,
    async answer(ask) {
      await writeFields(await proven(ask), ask.body, ask.version)
      return told(ask)
    },
  }),
  endpoint({
    post: '/v1/projects/{slug}/publication',
    says: 'Publish a draft.',
    scope,
    path: One,
    gives,
    async answer(ask) {
      settled(await publishProject(ask.db, (await proven(ask)).steward, ask.now))
      return told(ask)
    },
  }),
  endpoint({
    post: '/v1/projects/{slug}/closing',
    says: 'Close a project: say what was reached, or what was not.',
    scope,
    path: One,
    body: ClosingBody,
    gives,
    async answer(ask) {
      const { reached, not_reached } = ask.body
      const account = readAs(Closing, {
        reached: typedText(reached),
        not_reached: typedText(not_reached),
      })
      settled(await closeProject(ask.db, (await proven(ask)).steward, account, ask.now))
      return told(ask)
    },
  }),
  endpoint({
    post: '/v1/projects/{slug}/withdrawal',
    says: 'Withdraw a published project; its address goes on saying that it was, and why.',
    scope,
    path: One,
    body: WithdrawalBody,
    gives,
    async answer(ask) {
      const { reason } = readAs(Withdrawal, { reason: typedText(ask.body.reason) })
      settled(await withdrawProject(ask.db, (await proven(ask)).steward, reason, ask.now))
      return told(ask)
    },
  }),
]

const addTo = (part: WrittenPart) =>
  endpoint({
    post: `/v1/projects/{slug}/${listNames[part]}`,
    says: `Add one to the ${listNames[part]} of a project.`,
    scope,
    path: One,
    body: itemBody(part),
    gives,
    async answer(ask) {
      await writeNew(await proven(ask), part, ask.body)
      return told(ask)
    },
  })

const change = (part: WrittenPart) =>
  endpoint({
    patch: `/v1/projects/{slug}/${listNames[part]}/{id}`,
    says: `Change one of the ${listNames[part]} of a project.`,
    scope,
    path: Item,
    body: itemBody(part),
    gives,
    async answer(ask) {
      await writeItem(await proven(ask), { part, id: ask.path.id }, ask.body, ask.version)
      return told(ask)
    },
  })

const remove = (part: WrittenPart) =>
  endpoint({
    delete: `/v1/projects/{slug}/${listNames[part]}/{id}`,
    says: `Take one out of the ${listNames[part]} of a project.`,
    scope,
    path: Item,
    gives,
    async answer(ask) {
      await dropItem(await proven(ask), part, ask.path.id, ask.version)
      return told(ask)
    },
  })

const lists = writtenParts.flatMap((part) => [addTo(part), change(part), remove(part)])

const documents = [
  endpoint({
    post: '/v1/projects/{slug}/documents',
    says: 'Put a document that was brought into a project.',
    scope,
    path: One,
    body: DocumentBody,
    gives,
    async answer(ask) {
      await nameDocument(await proven(ask), ask.body)
      return told(ask)
    },
  }),
  endpoint({
    delete: '/v1/projects/{slug}/documents/{id}',
    says: 'Take a document off a project.',
    scope,
    path: Item,
    gives,
    async answer(ask) {
      await dropDocument(await proven(ask), ask.path.id, ask.version)
      return told(ask)
    },
  }),
]

export const api = [...reads, ...writes, ...lists, ...documents]
