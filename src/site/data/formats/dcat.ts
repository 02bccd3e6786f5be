// The catalogue as European data portals read it: DCAT-AP 3.
// https://semiceu.github.io/DCAT-AP/releases/3.0.0/
import type { Dataset, Licence, Measured, Says } from '#kit/dataset.ts'
import { type Format, formats } from '#kit/dataset-formats.ts'
import { type Language, languages, locales } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import type { Term, Thing } from './graph.ts'

interface Country {
  readonly slug: string | null
  readonly name: Localized
  readonly lon: number
  readonly lat: number
}

type Told = Pick<Dataset<never>, 'name' | 'title' | 'about' | 'licence' | 'themes'>

interface Catalogue {
  readonly base_url: string
  /** What the installation is called, and what it says of its data. */
  readonly name: Says
  readonly title: Says
  readonly about: Says
  readonly api: Says
  readonly sets: readonly { readonly set: Told; readonly measured: Measured }[]
  /** Null where no country was loaded. */
  readonly country: Country | null
}

export function catalogueOf(catalogue: Catalogue): Thing[] {
  const { country, sets } = catalogue
  return [
    theCatalogue(catalogue),
    ...sets.flatMap(({ set, measured }) => [
      datasetOf(catalogue, set, measured),
      ...formats.map((format) => distributionOf(catalogue, set, measured, format)),
    ]),
    serviceOf(catalogue),
    publisherOf(catalogue),
    contactOf(catalogue),
    ...(country ? [placeOf(catalogue.base_url, country)] : []),
  ]
}

const authority = 'http://publications.europa.eu/resource/authority'

const irisOf = (base: string) => ({
  catalogue: { iri: `${base}/data#catalogue` },
  dataset: ({ name }: { name: string }) => ({ iri: `${base}/data/${name}#dataset` }),
  file: (name: string, format: Format) => ({ iri: `${base}/data/${name}.${format}` }),
  distribution: (name: string, format: Format) => ({
    iri: `${base}/data/${name}#${format}`,
  }),
  service: { iri: `${base}/api/v1#service` },
  publisher: { iri: `${base}/#publisher` },
  contact: { iri: `${base}/imprint#contact` },
  place: { iri: `${base}/#country` },
})

/** The same sentence in every locale. */
const inEach = (says: Says): Term[] =>
  locales.map(({ code, html }) => ({ text: says(code), lang: html }))

const moment = (at: Date | null): Term[] =>
  at ? [{ text: at.toISOString(), type: 'xsd:dateTime' }] : []

const licenceOf = ({ iri }: Licence): Term[] => [{ iri }]

const languageIris: Readonly<Record<Language, string>> = { sq: 'SQI', sr: 'SRP', en: 'ENG' }
const inLanguages: Term[] = languages.map((language) => ({
  iri: `${authority}/language/${languageIris[language]}`,
}))

const spatialOf = ({ base_url, country }: Catalogue): Term[] =>
  country ? [irisOf(base_url).place] : []

function theCatalogue(catalogue: Catalogue): Thing {
  const { base_url, sets, title, about } = catalogue
  const iris = irisOf(base_url)
  const times = sets.map(({ measured }) => measured.changed_at?.getTime() ?? 0)
  const last = Math.max(0, ...times)
  const [first] = sets
  return {
    iri: iris.catalogue.iri,
    types: ['dcat:Catalog'],
    says: {
      'dct:title': inEach(title),
      'dct:description': inEach(about),
      'dct:publisher': [iris.publisher],
      'dct:language': inLanguages,
      'dct:license': first ? licenceOf(first.set.licence) : [],
      'dct:modified': moment(last > 0 ? new Date(last) : null),
      'dct:spatial': spatialOf(catalogue),
      'foaf:homepage': [{ iri: `${base_url}/data` }],
      'dcat:themeTaxonomy': [{ iri: `${authority}/data-theme` }],
      'dcat:dataset': sets.map(({ set }) => iris.dataset(set)),
      'dcat:service': [iris.service],
    },
  }
}

function datasetOf(catalogue: Catalogue, set: Told, { changed_at }: Measured): Thing {
  const iris = irisOf(catalogue.base_url)
  return {
    iri: iris.dataset(set).iri,
    types: ['dcat:Dataset'],
    says: {
      'dct:title': inEach(set.title),
      'dct:description': inEach(set.about),
      'dct:identifier': [{ text: iris.dataset(set).iri }],
      'dct:publisher': [iris.publisher],
      'dcat:contactPoint': [iris.contact],
      'dct:language': inLanguages,
      'dct:modified': moment(changed_at),
      'dct:spatial': spatialOf(catalogue),
      'dct:accrualPeriodicity': [{ iri: `${authority}/frequency/UPDATE_CONT` }],
      'dct:accessRights': [{ iri: `${authority}/access-right/PUBLIC` }],
      'dcat:theme': set.themes.map((theme) => ({ iri: `${authority}/data-theme/${theme}` })),
      'dcat:landingPage': [{ iri: `${catalogue.base_url}/data/${set.name}` }],
      'dcat:distribution': formats.map((format) => iris.distribution(set.name, format)),
    },
  }
}

const formatNames: Readonly<Record<Format, string>> = {
  csv: 'CSV',
  json: 'JSON',
  jsonl: 'JSON Lines',
}

// JSON Lines stands in neither list.
const listed: Readonly<Record<Format, { format: Term[]; media: Term[] }>> = {
  csv: listedAs('CSV', 'text/csv'),
  json: listedAs('JSON', 'application/json'),
  jsonl: { format: [], media: [] },
}

function listedAs(code: string, media: string) {
  return {
    format: [{ iri: `${authority}/file-type/${code}` }],
    media: [{ iri: `https://www.iana.org/assignments/media-types/${media}` }],
  }
}

function distributionOf(
  { base_url }: Catalogue,
  set: Told,
  { changed_at }: Measured,
  format: Format,
): Thing {
  const iris = irisOf(base_url)
  const file = iris.file(set.name, format)
  return {
    iri: iris.distribution(set.name, format).iri,
    types: ['dcat:Distribution'],
    says: {
      'dct:title': inEach((locale) => `${set.title(locale)}, ${formatNames[format]}`),
      'dcat:accessURL': [file],
      'dcat:downloadURL': [file],
      'dct:license': licenceOf(set.licence),
      'dct:format': listed[format].format,
      'dcat:mediaType': listed[format].media,
      'dct:language': inLanguages,
      'dct:modified': moment(changed_at),
      'dcatap:availability': [{ iri: `${authority}/planned-availability/STABLE` }],
    },
  }
}

function serviceOf({ base_url, api, sets }: Catalogue): Thing {
  const iris = irisOf(base_url)
  const [first] = sets
  return {
    iri: iris.service.iri,
    types: ['dcat:DataService'],
    says: {
      'dct:title': inEach(api),
      'dct:publisher': [iris.publisher],
      'dcat:contactPoint': [iris.contact],
      'dcat:endpointURL': [{ iri: `${base_url}/api/v1` }],
      'dcat:endpointDescription': [{ iri: `${base_url}/api/v1/openapi.json` }],
      'dcat:servesDataset': sets.map(({ set }) => iris.dataset(set)),
      'dct:accessRights': [{ iri: `${authority}/access-right/PUBLIC` }],
      'dct:license': first ? licenceOf(first.set.licence) : [],
    },
  }
}

const publisherOf = ({ base_url, name }: Catalogue): Thing => ({
  iri: irisOf(base_url).publisher.iri,
  types: ['foaf:Agent'],
  says: { 'foaf:name': inEach(name), 'foaf:homepage': [{ iri: `${base_url}/` }] },
})

/** Who answers for it stands in the imprint, which the operator writes. */
const contactOf = ({ base_url, name }: Catalogue): Thing => ({
  iri: irisOf(base_url).contact.iri,
  types: ['vcard:Kind'],
  says: { 'vcard:fn': inEach(name), 'vcard:hasURL': [{ iri: `${base_url}/imprint` }] },
})

const placeOf = (base_url: string, { name, lon, lat }: Country): Thing => ({
  iri: irisOf(base_url).place.iri,
  types: ['dct:Location'],
  says: {
    'skos:prefLabel': languages.flatMap((language) => {
      const text = name[language]
      return text ? [{ text, lang: language === 'sr' ? 'sr-Latn' : language }] : []
    }),
    'dcat:centroid': [{ text: `POINT(${lon} ${lat})`, type: 'gsp:wktLiteral' }],
  },
})
