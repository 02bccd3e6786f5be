import type { Localized } from '#kit/localized.ts'

/**
 * What stands in the imprint until the operator writes theirs. It names nobody, because it knows
 * nobody.
 */
export const imprint: Localized = {
  sq: `Operatori i këtij instalimi ende nuk e ka shkruar impresumin. Këtu duhet të jenë emri, adresa dhe kontakti i atij që përgjigjet për faqen.

Faqja punon me **Mozaik**, softuer i lirë me licencën AGPL-3.0-or-later. Kodi burimor është i hapur për këdo.`,
  sr: `Operater ove instalacije još nije napisao impresum. Ovde treba da stoje ime, adresa i kontakt onoga ko odgovara za sajt.

Sajt radi na softveru **Mozaik**, slobodnom softveru pod licencom AGPL-3.0-or-later. Izvorni kod je otvoren za svakoga.`,
  en: `The operator of this installation has not written the imprint yet. It should give the name, address and contact of whoever answers for the site.

The site runs on **Mozaik**, free software under the licence AGPL-3.0-or-later. Its source code is open to anybody.`,
}
