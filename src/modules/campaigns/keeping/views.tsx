// A round before it is open, for those who keep it.
import { Section } from '#ui/layout.tsx'
import { Action, ActionLink } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Notice } from '#ui/state.tsx'
import { giveTo, paths } from '../paths.ts'
import type { FoundRound } from '../queries.ts'
import type { T } from '../words.ts'

/** Before it is open: what is missing, for those who keep it. */
export function Keeping({
  t,
  round,
  there_minor,
}: {
  t: T
  round: FoundRound
  there_minor: bigint
}) {
  const money = (minor: bigint) => () => <Money minor={minor} currency={round.currency} />
  return (
    <Section id="keeping" title={t('matching.keeping')}>
      <Notice tone="wait">
        {t(round.state === 'draft' ? 'matching.keeping.draft' : 'matching.keeping.waiting')}
      </Notice>
      {round.remarks ? (
        <Notice tone="bad">
          <p>{t('matching.remarks')}</p>
          <p>{round.remarks}</p>
        </Notice>
      ) : null}
      <p>
        {t.rich('matching.keeping.there', {
          there: money(there_minor),
          pot: money(round.pot_minor),
        })}
      </p>
      <div class="actions">
        {round.state === 'draft' ? (
          <>
            <Action to={paths.roundSubmission(round)} tone="main">
              {t('matching.submit')}
            </Action>
            <ActionLink to={paths.roundEdit(round)}>{t('edit')}</ActionLink>
          </>
        ) : null}
        {round.state === 'waiting' && round.purpose_id ? (
          <ActionLink to={giveTo(round.organisation_slug, round.purpose_id)} tone="main">
            {t('matching.fill')}
          </ActionLink>
        ) : null}
        <Action to={paths.roundCancellation(round)} tone="danger">
          {t('matching.cancel')}
        </Action>
      </div>
    </Section>
  )
}
