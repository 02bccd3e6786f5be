import { usePage } from '#kit/page.tsx'
import { element } from './element.ts'
import { words } from './words.ts'

const CopyElement = element('mz-copy')

/**
 * A text to take along: an address, a reference, an IBAN. The button shows where it can work. What
 * is shown may be parted for the eye; what is taken along is not.
 */
export function Copy({ text, shown = text }: { text: string; shown?: string }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <CopyElement class="copy" data-text={text} data-done={t('copied')}>
      <span class="number">{shown}</span>{' '}
      <button type="button" class="action text" hidden aria-live="polite">
        {t('copy')}
      </button>
    </CopyElement>
  )
}
