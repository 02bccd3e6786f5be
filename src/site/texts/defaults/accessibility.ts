import type { Localized } from '#kit/localized.ts'

/** The accessibility statement that the program brings; the operator may replace it. */
export const accessibility: Localized = {
  sq: `Duam që këtë faqe ta përdorë kushdo: me telefon të vjetër, pa maus, me lexues ekrani, me shkronja të mëdha, me lidhje të ngadaltë.

## Çfarë bëjmë

- Faqet synojnë t’i plotësojnë kriteret e standardit WCAG 2.2, niveli AA. Kontrollohen automatikisht me programin axe në të gjitha gjuhët para çdo botimi.
- Gjithçka punon me tastierë dhe pa JavaScript.
- Asgjë nuk thuhet vetëm me ngjyrë. Çdo hartë dhe grafik e ka edhe listën ose tabelën me të njëjtat të dhëna.
- Faqet lexohen në ekran me gjerësi 320 pikselë dhe me tekst të zmadhuar dyfish.

## Çfarë nuk mund ta premtojmë

Fotografitë dhe dokumentet i vendosin organizatat. Ne u kërkojmë përshkrim me tekst për çdo fotografi, por nuk mund ta garantojmë cilësinë e tij, as qasshmërinë e çdo dokumenti PDF.

## Nëse diçka ju pengon

Përdorni lidhjen „Raportoni këtë faqe“ në fund të faqes dhe na shkruani çfarë donit të bënit dhe çfarë ju pengoi.`,
  sr: `Želimo da ovaj sajt može da koristi svako: sa starim telefonom, bez miša, sa čitačem ekrana, sa krupnim slovima, sa sporom vezom.

## Šta činimo

- Stranice teže da ispune merila standarda WCAG 2.2, nivo AA. Pre svakog objavljivanja automatski se proveravaju programom axe na svim jezicima.
- Sve radi tastaturom i bez JavaScripta.
- Ništa se ne kaže samo bojom. Svaka mapa i svaki grafikon imaju i spisak ili tabelu sa istim podacima.
- Stranice su čitljive na ekranu širokom 320 piksela i sa dvostruko uvećanim tekstom.

## Šta ne možemo da obećamo

Slike i dokumente postavljaju organizacije. Za svaku sliku tražimo opis rečima, ali ne možemo da jemčimo za njegov kvalitet niti za pristupačnost svakog dokumenta PDF.

## Ako vas nešto sprečava

Koristite link „Prijavite ovu stranicu“ na dnu stranice i napišite šta ste želeli da uradite i šta vas je sprečilo.`,
  en: `We want anybody to be able to use this site: on an old phone, without a mouse, with a screen reader, with large letters, on a slow connection.

## What we do

- Pages aim to meet WCAG 2.2 at level AA. They are checked automatically with axe in every language before each release.
- Everything works by keyboard and without JavaScript.
- Nothing is said by colour alone. Every map and every plot has a list or a table with the same data.
- Pages can be read on a screen 320 pixels wide and with text at twice its size.

## What we cannot promise

Pictures and documents are put here by organisations. We ask for a description in words for every picture, but we cannot vouch for its quality, nor for the accessibility of every PDF.

## If something stands in your way

Use the link “Report this page” at the foot of the page and tell us what you wanted to do and what stopped you.`,
}
