// What organisations publish is public at once; when it has words of the operator's lists, a case
// is opened by itself and somebody looks. What was looked at is not asked about again for the same
// words. And whom operators vouched for under one name, they look at again under another.
import type { Handle } from '#kit/db.ts'
import { defaultLocale } from '#kit/locale.ts'
import { findMarks } from '#kit/marked-words.ts'
import type { Module } from '#kit/module.ts'
import type { Database } from '#modules'
import { listHolders, notify } from '#modules/people/index.ts'
import type { OwnTables } from '../handed-up.ts'
import { findSubject, type Kinds } from './queries.ts'
import { report } from './report-commands.ts'

type Reactions = NonNullable<Module<Database>['reactions']>

/** Hears of everything that was published or changed, by what the modules hand up. */
export function markingReactions(kinds: Kinds): { name: string; reactions: Reactions } {
  const heard = kinds.flatMap(({ kind, texts }) =>
    Object.entries(texts?.after ?? {}).map(([fact, id]) => ({ kind, fact, id })),
  )
  const reactions = heard.map(({ kind, fact, id }) => [
    fact,
    (tx: Handle<Database>, payload: Readonly<Record<string, string>>, at: Date) =>
      mark(tx, kinds, { kind, thing_id: payload[id] ?? null }, at),
  ])
  const marking = Object.fromEntries(reactions) as Reactions
  const renaming = { 'organisation.renamed': tellOfRenaming }
  return { name: 'moderation', reactions: { ...marking, ...renaming } }
}

/** The mark of verification stands for one name: operators look whether it is still the same. */
async function tellOfRenaming(
  tx: Handle<Database>,
  { organisation_id }: { organisation_id: string },
  at: Date,
) {
  const renamed = await tx
    .selectFrom('organisations.card')
    .select(['slug', 'name as title'])
    .where('id', '=', organisation_id)
    .where('state', '=', 'verified')
    .executeTakeFirst()
  if (!renamed) return
  const notice = { kind: 'moderation.renamed', payload: renamed } as const
  for (const { id } of await listHolders(tx, 'operator')) await notify(tx, id, notice, at)
}

async function mark(
  tx: Handle<Database>,
  kinds: Kinds,
  about: { kind: string; thing_id: string | null },
  at: Date,
) {
  const db = tx.withTables<OwnTables>()
  const subject = await findSubject(db, kinds, about)
  if (!subject) return
  const { kind, thing } = subject
  const { words } = await findMarks(db, (await kind.texts?.of(db, thing.id)) ?? [])
  if (words.length === 0) return
  const known = await db
    .selectFrom('site.abuse_report as r')
    .innerJoin('site.moderation_case as c', 'c.id', 'r.case_id')
    .select('r.marked')
    .where('r.reason', '=', 'word_list')
    .where('c.kind', '=', kind.kind)
    .where('c.thing_id', '=', thing.id)
    .execute()
  const seen = new Set(known.flatMap(({ marked }) => marked))
  const fresh = words.filter((word) => !seen.has(word))
  if (fresh.length === 0) return
  const wish = { about: thing.to, reason: 'word_list', body: fresh.join(', ') } as const
  await report(db, { ...wish, person_id: null, locale: defaultLocale, proven: true }, subject, at)
}
