import { localePath } from '#kit/page.tsx'
import { Action } from '#ui/link.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { PasskeyButton, Sheet } from '../views.tsx'
import type { T } from '../words.ts'
import type { PasskeyRow } from './queries.ts'

export const PasskeysPage = ({ t, passkeys }: { t: T; passkeys: readonly PasskeyRow[] }) => (
  <Sheet in={t('account')} title={t('passkeys')} scripts={['passkey.ts']}>
    <p class="lead">{t('passkeys.lead')}</p>
    {passkeys.length === 0 ? <p>{t('passkeys.count', { count: 0 })}</p> : null}
    <ul class="bare">
      {passkeys.map(({ id, name, created_at }) => (
        <li key={id}>
          <p>
            <strong>{name || t('passkey')}</strong>
          </p>
          {created_at ? <p>{t.rich('passkey.since', { when: <When at={created_at} /> })}</p> : null}
          <Action to={paths.passkeyRemoval({ id })} tone="danger">
            {t('passkey.remove')}
          </Action>
        </li>
      ))}
    </ul>
    <PasskeyButton t={t} mode="register" to={localePath(t.locale, paths.passkeys())}>
      {t('passkey.add')}
    </PasskeyButton>
    <noscript>
      <p>{t('passkeys.noscript')}</p>
    </noscript>
  </Sheet>
)
