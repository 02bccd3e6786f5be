import type { Localized } from '#kit/localized.ts'

/** The help that the program brings; the operator may replace it. */
export const help: Localized = {
  sq: `## Si të gjeni një organizatë

Shkruani emrin, vendin ose fushën te kërkimi në krye të faqes. Nuk ka rëndësi me cilin alfabet shkruani, as nëse i lini shenjat: *Gjakovë*, *gjakove*, *Đakovica* dhe *Ђаковица* e gjejnë të njëjtin vend. Te [Organizatat](/organisations) mund t’i ngushtoni rezultatet sipas llojit, fushës së punës dhe komunës, ose të zgjidhni komunën në hartë.

## Çfarë do të thotë „e verifikuar“

Dy persona të ndryshëm, që nuk i përkasin organizatës, e kanë krahasuar faqen me ekstraktin e regjistrit. Data dhe arsyeja shihen në faqe. Një organizatë e paverifikuar nuk është domosdo e dyshimtë: ndoshta ende nuk e ka kërkuar verifikimin.

## Kjo është organizata ime. Si ta marr në dorë faqen?

1. [Hapni një llogari](/sign-up) dhe vërtetoni adresën e e-mailit.
2. Gjeni faqen e organizatës dhe shtypni „Kjo është organizata jonë“. Nëse faqja nuk ekziston, [shtojeni](/organisations/new).
3. Tregoni me çfarë e vërtetoni: ekstraktin e regjistrit, vendimin e bordit ose një dokument tjetër.
4. Operatori e shikon kërkesën dhe ju përgjigjet me e-mail.

Pastaj mund t’i plotësoni tekstet në secilën gjuhë, të vini logon dhe ngjyrën, dhe t’i ftoni kolegët.

## Gabime dhe keqpërdorime

Në fund të çdo faqeje gjendet lidhja „Raportoni këtë faqe“. Mund ta përdorni edhe pa llogari.`,
  sr: `## Kako da nađete organizaciju

Upišite ime, mesto ili oblast u pretragu na vrhu stranice. Svejedno je kojim pismom pišete i da li izostavljate kvačice: *Đakovica*, *djakovica*, *Ђаковица* i *Gjakovë* nalaze isto mesto. Na stranici [Organizacije](/organisations) rezultate možete da suzite po vrsti, oblasti rada i opštini, ili da izaberete opštinu na mapi.

## Šta znači „proverena“

Dve različite osobe, koje ne pripadaju organizaciji, uporedile su stranicu sa izvodom iz registra. Datum i obrazloženje stoje na stranici. Organizacija koja nije proverena nije zbog toga sumnjiva: možda proveru još nije zatražila.

## Ovo je moja organizacija. Kako da preuzmem stranicu?

1. [Otvorite nalog](/sign-up) i potvrdite adresu e-pošte.
2. Nađite stranicu organizacije i pritisnite „Ovo je naša organizacija“. Ako stranica ne postoji, [dodajte je](/organisations/new).
3. Pokažite čime to potvrđujete: izvodom iz registra, odlukom odbora ili drugim dokumentom.
4. Operater pregleda zahtev i odgovara vam e-poštom.

Posle toga možete da dopunite tekstove na svakom jeziku, stavite logo i boju i pozovete kolege.

## Greške i zloupotrebe

Na dnu svake stranice nalazi se link „Prijavite ovu stranicu“. Možete ga koristiti i bez naloga.`,
  en: `## Finding an organisation

Type a name, a place or a field of work into the search box at the top of any page. It does not matter which alphabet you use or whether you leave out the marks: *Gjakovë*, *gjakove*, *Đakovica* and *Ђаковица* all find the same town. Under [Organisations](/organisations) you can narrow the list by kind, area of work and municipality, or choose a municipality on the map.

## What “verified” means

Two different people who do not belong to the organisation have compared the page with the extract from the register. The date and the reason are on the page. An organisation that is not verified is not suspicious for that: it may simply not have asked yet.

## This is my organisation. How do I take over its page?

1. [Open an account](/sign-up) and confirm your e-mail address.
2. Find the organisation’s page and press “This is our organisation”. If there is no page yet, [add it](/organisations/new).
3. Show what proves it: the extract from the register, a decision of the board, or another document.
4. An operator looks at the claim and answers you by e-mail.

Then you can complete the texts in each language, add a logo and a colour, and invite your colleagues.

## Mistakes and abuse

At the foot of every page there is a link “Report this page”. You can use it without an account.`,
}
