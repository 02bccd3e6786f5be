import { usePage } from '#kit/page.tsx'
import { proofField } from '#kit/proof-name.ts'
import { addresses } from './addresses.ts'
import { element } from './element.ts'
import { words } from './words.ts'

const Proof = element('mz-proof')

/**
 * In a form that strangers may send: their device does some work while they write. The reader has
 * nothing to do; who is signed in has no need of it; without JavaScript the form goes without it.
 */
export function ProofOfWork() {
  const { me, asset, locale } = usePage()
  if (me) return null
  const t = words(locale)
  return (
    <>
      <Proof
        data-from={addresses.proof}
        data-name={proofField}
        data-working={t('proof.working')}
        data-done={t('proof.done')}
        data-failed={t('proof.failed')}
      >
        <noscript>
          <p class="hint">{t('proof.without')}</p>
        </noscript>
        <p class="hint" role="status" />
      </Proof>
      <script type="module" src={asset('proof.ts')} />
    </>
  )
}
