import type { Localized } from '#kit/localized.ts'

/** The privacy notice that the program brings; the operator should add who they are. */
export const privacy: Localized = {
  sq: `Shumica e njerëzve e lexojnë këtë faqe pa llogari. Për ta nuk mbajmë asgjë që i njeh.

## Çfarë mbajmë kur hapni llogari

- Emrin, adresën e e-mailit dhe gjuhën tuaj.
- Fjalëkalimin vetëm si gjurmë të koduar (argon2id), nga e cila nuk mund të lexohet.
- Hyrjet tuaja: pajisjen, kohën dhe adresën IP, që t’i shihni dhe t’i mbyllni vetë. Mbahen derisa hyrja të skadojë.
- Çfarë keni bërë në emër të një organizate, sepse historia e faqeve është publike ose e dukshme për operatorin.

## Çfarë nuk bëjmë

- Nuk ka reklama, gjurmues, statistika nga të tretët, as shkronja ose harta nga serverë të huaj.
- Biskota përdorim vetëm për hyrjen, gjuhën dhe njoftimin pas një formulari.
- Adresat për kufizimin e përpjekjeve i numërojmë vetëm si gjurmë të koduara.

## Të drejtat tuaja

Te [llogaria juaj](/account/data) mund t’i shkarkoni të gjitha të dhënat dhe ta fshini llogarinë. Aty thuhet edhe çfarë na detyron ligji ta ruajmë. Nëse mendoni se të dhënat tuaja nuk trajtohen si duhet, mund t’i drejtoheni edhe autoritetit për mbrojtjen e të dhënave.

Kush është përgjegjës për këtë faqe thuhet te [impresumi](/imprint).`,
  sr: `Većina ljudi čita ovaj sajt bez naloga. O njima ne čuvamo ništa po čemu bi se prepoznali.

## Šta čuvamo kada otvorite nalog

- Vaše ime, adresu e-pošte i jezik.
- Lozinku samo kao šifrovan otisak (argon2id), iz kog se ne može pročitati.
- Vaše prijave: uređaj, vreme i IP adresu, da biste ih sami videli i zatvorili. Čuvaju se dok prijava ne istekne.
- Ono što ste uradili u ime organizacije, jer je istorija svake stranice javna ili vidljiva operateru.

## Šta ne činimo

- Nema oglasa, pratilaca, statistike trećih strana, ni slova ili mapa sa tuđih servera.
- Kolačiće koristimo samo za prijavu, jezik i poruku posle obrasca.
- Adrese za ograničavanje broja pokušaja brojimo samo kao šifrovane otiske.

## Vaša prava

Na stranici [vašeg naloga](/account/data) možete da preuzmete sve svoje podatke i da obrišete nalog. Tu stoji i šta nas zakon obavezuje da sačuvamo. Ako smatrate da se sa vašim podacima ne postupa kako treba, možete da se obratite i organu za zaštitu podataka.

Ko je odgovoran za ovaj sajt stoji u [impresumu](/imprint).`,
  en: `Most people read this site without an account. About them we keep nothing that would identify them.

## What we keep when you open an account

- Your name, e-mail address and language.
- Your password only as an argon2id hash, from which it cannot be read.
- Your sign-ins: device, time and IP address, so that you can see and close them yourself. They are kept until the sign-in expires.
- What you did on behalf of an organisation, because the history of pages is public or visible to the operator.

## What we do not do

- There are no advertisements, trackers or statistics of third parties, and no fonts or maps from other servers.
- Cookies serve only to sign you in, to remember your language, and to show a sentence after a form.
- Addresses used to limit the number of tries are counted only as hashes.

## Your rights

In [your account](/account/data) you can download all of your data and erase the account. It also says what the law obliges us to keep. If you think that your data are not handled as they should be, you can also turn to the data protection authority.

Who is responsible for this site is said in the [imprint](/imprint).`,
}
