import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Letter, LetterRow } from './queries.ts'

export const MailboxPage = ({ t, letters }: { t: T; letters: readonly LetterRow[] }) => (
  <Page title={t('mail.title')} unlisted>
    <h1>{t('mail.title')}</h1>
    <p class="lede">{t('mail.lede')}</p>
    {letters.length === 0 ? <p>{t('mail.none')}</p> : null}
    <ul class="rows">
      {letters.map(({ id, to_address, subject, at }) => (
        <li key={String(id)}>
          <Link to={paths.letter({ id: String(id) })}>{subject}</Link>
          <p class="hint">
            {t('mail.to')} {to_address}, <When at={at} />
          </p>
        </li>
      ))}
    </ul>
  </Page>
)

const address = /(https?:\/\/[^\s<>]+)/

/** A letter as text, with its links to press. */
export const LetterPage = ({ t, letter }: { t: T; letter: Letter }) => (
  <Page title={letter.subject} unlisted>
    <h1>{letter.subject}</h1>
    <p class="hint">
      {t('mail.to')} {letter.to_address}, <When at={letter.at} />
    </p>
    <div class="letter">
      {letter.body_text
        .split(address)
        .map((part, i) => (i % 2 === 1 ? <a href={part}>{part}</a> : part))}
    </div>
    <p>
      <Link to={paths.mailbox()}>{t('mail.title')}</Link>
    </p>
  </Page>
)
