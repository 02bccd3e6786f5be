// The fields with which people show who they are, and those with which somebody refuses.
import { type Choice, Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import type { ErrorWords } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import type { T } from '../words.ts'
import {
  noteCharsMax,
  reasonTextCharsMax,
  registerNameCharsMax,
  registerNumberCharsMax,
} from './schema.ts'

/** Sentences for what can be wrong with an extract or any file. */
export const extractErrors = (t: T): ErrorWords => ({
  extract_in_future: t('verification.refusal.extract_in_future'),
  extract_old: t('verification.refusal.extract_old'),
  not_a_document: t('file.refusal.not_a_document'),
  too_large: t('file.refusal.too_large'),
  stands_still: t('verification.refusal.stands_still'),
  already_verified: t('verification.refusal.already_verified'),
  already_requested: t('verification.refusal.already_requested'),
  too_often: t('file.refusal.too_often'),
})

/** What stands on the extract, and the extract itself. */
export const ExtractFields = ({ t, optional }: { t: T; optional?: boolean }) => (
  <>
    <Field
      name="register_name"
      label={t('verification.register_name')}
      hint={t('verification.register_name.hint')}
      max={registerNameCharsMax}
      optional={optional}
    />
    <Field
      name="register_number"
      label={t('verification.register_number')}
      max={registerNumberCharsMax}
      optional={optional}
      short
    />
    <Field
      name="extract_seen_on"
      type="date"
      label={t('verification.seen_on')}
      hint={t('verification.seen_on.hint')}
      optional={optional}
      short
    />
    <Field
      name="extract"
      type="file"
      label={t('verification.extract')}
      hint={t('file.hint')}
      accept=".pdf,.jpg,.jpeg,.png,.docx,.odt"
      optional={optional}
    />
    <Field name="note" label={t('verification.note')} rows={3} max={noteCharsMax} optional />
  </>
)

/** A file that only operators see: where it is fetched, and how large it is. */
export const FileLink = ({ t, to, name, bytes }: FileProps) => (
  <>
    <Link to={to}>{name}</Link>{' '}
    <small>{t('file.size', { kilobytes: Math.ceil(bytes / 1024) })}</small>
  </>
)

interface FileProps {
  t: T
  to: string
  name: string
  bytes: number
}

/** A reason from a list, and room for what the list does not say. */
export const ReasonFields = ({ t, reasons }: { t: T; reasons: readonly Choice[] }) => (
  <>
    <Radios name="reason" label={t('desk.reason')} choices={reasons} />
    <Field
      name="reason_text"
      label={t('desk.reason_text')}
      hint={t('desk.reason_text.hint')}
      rows={4}
      max={reasonTextCharsMax}
      optional
    />
  </>
)
