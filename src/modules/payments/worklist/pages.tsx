// The treasurers' list of money that waits, and what they say about each entry.
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { WaitingPage } from '../views.tsx'
import { words } from '../words.ts'
import { confirmProposal, propose, withdrawProposal } from './commands.ts'
import {
  countWaiting,
  findEntry,
  findOpenProposal,
  findProposal,
  listAllocations,
  listCalled,
  listCandidates,
  listProcessors,
  listProposed,
  listWaiting,
} from './queries.ts'
import { suggest, whyNotConfirm } from './rules.ts'
import { Proposing } from './schema.ts'
import { EntryPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskPayments(),
  label: (locale) => words(locale)('worklist.title'),
  who: operators,
  waiting: countWaiting,
}

pages.get(paths.deskPayments.pattern, operators, async (c) => {
  const entries = await listWaiting(c.var.db)
  return reply(c, <WaitingPage t={words(c.var.locale)} entries={entries} />)
})

const idOf = (c: Ask<Db>) => {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

async function entryPage(c: Ask<Db>, form?: FormState) {
  const { db, me, now, locale } = c.var
  const { person_id } = operatorOf(me)
  const entry = found(await findEntry(db, idOf(c)))
  const [allocations, proposal, processors] = await Promise.all([
    listAllocations(db, entry.id),
    findOpenProposal(db, entry.id),
    listProcessors(db),
  ])
  const waits = entry.state === 'open' && entry.amount_minor > 0n && !proposal
  const candidates = waits ? await listCandidates(db, entry, now) : []
  const proposed = proposal ? await listProposed(db, proposal.pledges) : []
  return (
    <EntryPage
      t={words(locale)}
      entry={entry}
      allocations={allocations}
      proposal={proposal}
      proposed={proposed}
      processors={processors}
      mayConfirm={proposal !== undefined && whyNotConfirm(proposal, person_id) === null}
      suggestions={suggest(entry, candidates)}
      namesakes={await namesakesOf(c, form)}
      {...(form ? { form } : {})}
    />
  )
}

/** At which question a refusal is told; at none when it is about the entry. */
function fieldOf(refusal: string): string | null {
  if (/^organisation_/.test(refusal)) return 'organisation'
  if (/^pledge_|^sum_|^currency_/.test(refusal)) return 'references'
  return { processor_missing: 'processor', origin_unknown: 'kind' }[refusal] ?? null
}

/** Those among whom a name does not decide; nobody where it does. */
async function namesakesOf(c: Ask<Db>, form: FormState | undefined) {
  const asked = form?.errors.some(({ code }) => code === 'organisation_several')
  return asked ? listCalled(c.var.db, form?.typed.organisation?.[0]?.trim() ?? '') : []
}

pages.get(paths.deskEntry.pattern, operators, async (c) => reply(c, await entryPage(c)))

pages.post(paths.deskEntryProposals.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const operator = operatorOf(me)
  const id = idOf(c)
  found(await findEntry(db, id))
  const form = await readForm(c, Proposing)
  if (!form.ok) return reply(c, await entryPage(c, form), 422)
  const { kind, pledge, references = [], processor, reason, once } = form.value
  const { organisation, organisation_id } = form.value
  const saying = {
    kind,
    references,
    reason,
    once,
    pledges: pledge ? [pledge] : [],
    organisation: organisation || null,
    organisation_id: organisation_id ?? null,
    processor: processor ?? null,
  }
  const outcome = await propose(db, operator, id, saying, now)
  if (!outcome.ok)
    return reply(
      c,
      await entryPage(c, refusedForm(form, fieldOf(outcome.refusal), outcome.refusal)),
      422,
    )
  return see(c, paths.deskEntry({ id }), words(locale)('worklist.done.proposed'))
})

pages.post(paths.deskProposalConfirmation.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const proposal = found(await findProposal(db, idOf(c)))
  const outcome = await confirmProposal(db, operatorOf(me), proposal.id, now)
  const t = words(locale)
  const said = outcome.ok ? t('worklist.done.confirmed') : t(`worklist.error.${outcome.refusal}`)
  return see(c, paths.deskEntry({ id: proposal.entry_id }), said)
})

pages.post(paths.deskProposalWithdrawal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const proposal = found(await findProposal(db, idOf(c)))
  const outcome = await withdrawProposal(db, operatorOf(me), proposal.id, now)
  const t = words(locale)
  const said = outcome.ok ? t('worklist.done.withdrawn') : t('worklist.error.not_waiting')
  return see(c, paths.deskEntry({ id: proposal.entry_id }), said)
})
