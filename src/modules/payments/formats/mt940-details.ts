// Field 86 of MT940: free text, or one of two ways to put fields into it.

import type { Part } from '../judging/schema.ts'
import { ibanOf } from './amounts.ts'

type Details = Partial<
  Pick<
    Part,
    | 'name'
    | 'iban'
    | 'account'
    | 'bic'
    | 'lines'
    | 'references'
    | 'end_to_end_id'
    | 'mandate_id'
    | 'return_reason'
    | 'text'
  >
>

export function detailsOf(lines: readonly string[]): Details {
  const joined = lines.join('')
  const marked = /^\s?(\d{3})([?<>~^@+|])(?=\d{2})/.exec(joined)
  if (marked?.[2]) return byNumber(joined, marked[2])
  if (/\/(?:EREF|REMI|CNTP|RTRN|BENM|ORDP|IBAN|NAME)\//.test(joined)) return byWord(joined)
  const said = lines.map((line) => line.trim()).filter((line) => line !== '')
  const [, start] = /^([A-Z]{2}\d{2}[A-Z0-9]{8,30})\s/.exec(said[0] ?? '') ?? []
  const iban = start ? ibanOf(start) : null
  const name = iban ? (said[0] ?? '').slice(start?.length).trim() || null : null
  return { lines: said, iban, name }
}

/** German banks: `166?00GUTSCHRIFT?20EREF+…?32NAME`. */
function byNumber(text: string, mark: string): Details {
  const fields = new Map<string, string>()
  for (const part of text.split(mark).slice(1)) {
    const [, number, value = ''] = /^(\d{2})([\s\S]*)$/.exec(part) ?? []
    if (number) fields.set(number, (fields.get(number) ?? '') + value)
  }
  const of = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => fields.get(String(from + index)) ?? '')
  const purpose = [...of(20, 29), ...of(60, 63)].filter((line) => line !== '')
  const account = (fields.get('31') ?? fields.get('38') ?? '').trim()
  const iban = account ? ibanOf(account) : null
  const sepa = sepaWords(purpose.join(''))
  return {
    lines: purpose,
    name: of(32, 33).join('').trim() || null,
    iban: iban ?? (sepa.IBAN ? ibanOf(sepa.IBAN) : null),
    account: iban ? null : account || null,
    bic: (fields.get('30') ?? '').trim() || null,
    text: (fields.get('00') ?? '').trim() || null,
    end_to_end_id: given(sepa.EREF),
    mandate_id: given(sepa.MREF),
    return_reason: returnReason(fields.get('34'), fields.get('00')),
  }
}

const given = (text: string | undefined) =>
  text && !/^not[\s-]?provided$/i.test(text) ? text : null

/** A return says why by number. */
const returnReason = (code: string | undefined, kind: string | undefined) =>
  code && /RETOUR|R(?:Ü|UE|.)CK/i.test(kind ?? '') ? code.trim() : null

const sepaWord = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+|(MTLG):/g

function sepaWords(text: string): Record<string, string> {
  const marks = [...text.matchAll(sepaWord)]
  return Object.fromEntries(
    marks.map((mark, index) => [
      mark[1] ?? mark[2] ?? '',
      text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length).trim(),
    ]),
  )
}

const word = /\/(EREF|PREF|MARF|CSID|CNTP|REMI|RTRN|BENM|ORDP|IBAN|NAME|BIC|PURP|ULTD|ULTC)\//g

/** SWIFT's own: `/EREF/…//CNTP/iban/bic/name///REMI/USTD//text/`. */
function byWord(text: string): Details {
  const marks = [...text.matchAll(word)]
  const of: Record<string, string> = {}
  for (const [index, mark] of marks.entries()) {
    const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length)
    of[mark[1] ?? ''] = value.replace(/\/+$/, '').trim()
  }
  const [account = '', bic = '', name = ''] = (of.CNTP ?? '').split('/')
  const said = account || (of.IBAN ?? '')
  const iban = said ? ibanOf(said) : null
  const { lines, references } = remittance(of.REMI ?? '')
  return {
    lines,
    references,
    name: name || of.NAME || null,
    iban,
    account: iban ? null : said || null,
    bic: bic || of.BIC || null,
    end_to_end_id: given(of.EREF),
    mandate_id: of.MARF || null,
    return_reason: of.RTRN || null,
  }
}

function remittance(text: string) {
  const [, structured] = /^STRD\/[A-Z]{3}\/(.*)$/.exec(text) ?? []
  if (structured) return { lines: [structured], references: [structured] }
  const free = text.replace(/^USTD\/\//, '')
  return { lines: free ? [free] : [], references: [] }
}
