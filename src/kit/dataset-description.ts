// What a data set's files mean, for machines: CSV on the Web and Frictionless Table Schema.
import { allColumns, type Column, type ColumnType, type Dataset, type Standard } from './dataset.ts'
import { csvNames } from './dataset-formats.ts'
import { type Locale, languages, locales } from './locale.ts'

type Described = Pick<Dataset<never>, 'name' | 'title' | 'about' | 'licence' | 'columns'>

/** Each sentence in every locale, as CSV on the Web writes texts in several languages. */
const inEach = (says: (locale: Locale) => string) =>
  Object.fromEntries(locales.map(({ code, html }) => [html, says(code)]))

const htmlOf = new Map(
  locales.filter(({ code }) => languages.some((one) => one === code)).map((l) => [l.code, l.html]),
)

/** https://www.w3.org/TR/tabular-metadata/ of NAME.csv. */
export function csvw(set: Described, standard: Standard, url: string) {
  const columns = allColumns(set.columns, standard)
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url,
    'dc:title': inEach(set.title),
    'dc:description': inEach(set.about),
    'dc:license': { '@id': set.licence.url },
    dialect: { encoding: 'utf-8', header: true, lineTerminators: ['\r\n'], quoteChar: '"' },
    tableSchema: {
      primaryKey: 'id',
      columns: columns.flatMap((column) =>
        csvNames(column).map((name, i) => ({
          name,
          titles: name,
          'dc:description': inEach(column.says),
          ...csvwTypes[column.type],
          ...(column.type === 'localized' ? { lang: htmlOf.get(languages[i] ?? 'en') } : {}),
          required: name === 'id' || name === 'changed_at' || name === 'withdrawn',
        })),
      ),
    },
  }
}

const csvwTypes: Record<ColumnType, object> = {
  id: { datatype: 'string' },
  text: { datatype: 'string' },
  code: { datatype: 'string' },
  localized: { datatype: 'string' },
  integer: { datatype: 'integer' },
  number: { datatype: 'double' },
  decimal: { datatype: 'decimal' },
  boolean: { datatype: { base: 'boolean', format: 'true|false' } },
  date: { datatype: 'date' },
  rough_date: { datatype: { base: 'string', format: '\\d{4}(-\\d{2}){0,2}' } },
  moment: { datatype: 'dateTime' },
  address: { datatype: 'anyURI' },
  list: { datatype: 'string', separator: ' ' },
}

/** https://datapackage.org/standard/table-schema/ of NAME.csv, with descriptions in English. */
export function tableSchema(set: Described, standard: Standard) {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: allColumns(set.columns, standard).flatMap((column) =>
      csvNames(column).map((name) => ({
        name,
        description: column.says('en'),
        ...fieldTypes[column.type],
        ...constraintsOf(column),
      })),
    ),
    primaryKey: ['id'],
    missingValues: [''],
  }
}

const constraintsOf = ({ name, type, values }: Column) => {
  if (name === 'id') return { constraints: { required: true, unique: true } }
  return values && type === 'code' ? { constraints: { enum: values } } : {}
}

const fieldTypes: Record<ColumnType, object> = {
  id: { type: 'string', format: 'uuid' },
  text: { type: 'string' },
  code: { type: 'string' },
  localized: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  decimal: { type: 'number' },
  boolean: { type: 'boolean', trueValues: ['true'], falseValues: ['false'] },
  date: { type: 'date' },
  rough_date: { type: 'string' },
  moment: { type: 'datetime' },
  address: { type: 'string', format: 'uri' },
  list: { type: 'list', delimiter: ' ', itemType: 'string' },
}
