// What a row of a table of projects may say.

/** What a column can be taken for, and what it is usually called. */
export const projectColumns = {
  name_sq: ['name sq', 'emri', 'emri i projektit', 'titulli', 'projekti'],
  name_sr: ['name sr', 'naziv', 'naziv projekta', 'projekat'],
  name_en: ['name', 'name en', 'title', 'project', 'project name', 'project title'],
  summary_sq: ['summary sq', 'permbledhje', 'pershkrimi'],
  summary_sr: ['summary sr', 'sazetak', 'opis'],
  summary_en: ['summary', 'summary en', 'description'],
  organisation: [
    ...['organisation', 'organization', 'organizata', 'organizacija', 'ojq', 'nvo', 'ngo'],
    ...['implementer', 'zbatuesi', 'nosilac', 'beneficiary', 'perfituesi', 'korisnik'],
  ],
  funder: ['funder', 'donor', 'financuesi', 'donatori', 'finansijer', 'donator'],
  contract_number: [
    ...['contract number', 'contract no', 'contract', 'numri i kontrates', 'nr i kontrates'],
    ...['broj ugovora', 'ugovor'],
  ],
  starts: ['starts', 'start', 'start date', 'fillimi', 'pocetak', 'from'],
  ends: ['ends', 'end', 'end date', 'perfundimi', 'mbarimi', 'kraj', 'to'],
  budget: ['budget', 'amount', 'buxheti', 'shuma', 'budzet', 'iznos'],
  currency: ['currency', 'valuta', 'monedha'],
  municipality: ['municipality', 'komuna', 'opstina', 'place', 'city', 'qyteti', 'grad'],
} as const

export type ProjectField = keyof typeof projectColumns
export const projectFields = Object.keys(projectColumns) as ProjectField[]

/** Rows at once; a donor's register of a decade has some thousands. */
export const projectRowsMax = 20_000
export const sourceCharsMax = 200
