import type { Localized } from '#kit/localized.ts'
import type { TextName } from '../tables.ts'
import { accessibility } from './defaults/accessibility.ts'
import { help } from './defaults/help.ts'
import { imprint } from './defaults/imprint.ts'
import { privacy } from './defaults/privacy.ts'

/** The texts that the program brings, shown until an operator writes their own. */
export const defaultTexts: Readonly<Record<TextName, Localized>> = {
  help,
  accessibility,
  privacy,
  imprint,
}
