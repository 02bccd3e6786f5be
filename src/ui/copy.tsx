import { usePage } from '#kit/page.tsx'
import { element } from './element.ts'
import { words } from './words.ts'

const CopyElement = element('mz-copy')

/** A text to take along: an address, a reference, an IBAN. The button shows where it can work. */
export function Copy({ text }: { text: string }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <CopyElement class="copy" data-text={text} data-done={t('copied')}>
      <span class="number">{text}</span>{' '}
      <button type="button" class="action text" hidden aria-live="polite">
        {t('copy')}
      </button>
    </CopyElement>
  )
}
