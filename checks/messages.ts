// One message in one language, read with the same parser that the pages use.
import { IntlMessageFormat } from 'intl-messageformat'

export type Elements = ReturnType<IntlMessageFormat['getAst']>

export interface Message {
  /** Names between braces, whatever their kind. */
  placeholders: string[]
  tags: string[]
  plurals: { name: string; ordinal: boolean; categories: string[] }[]
  /** Everything a person reads, in the order of writing, all branches one after another. */
  text: string
}

// The numbers that the parser gives to its elements.
const kind = { literal: 0, select: 5, plural: 6, pound: 7, tag: 8 } as const

const gap = '◌'

export function readMessage(source: string, language: string): Message {
  const message: Message = { placeholders: [], tags: [], plurals: [], text: '' }
  gather(new IntlMessageFormat(source, language).getAst(), message)
  return message
}

function gather(elements: Elements, into: Message) {
  for (const element of elements) {
    // A gap holds something: no sign may stand after it as if there were nothing.
    if (element.type !== kind.literal && element.type !== kind.tag) into.text += gap
    if (element.type === kind.pound) continue
    if (element.type === kind.literal) {
      into.text += element.value
    } else if (element.type === kind.tag) {
      into.tags.push(element.value)
      // An empty tag stands for something that the page puts there.
      if (element.children.length === 0) into.text += gap
      gather(element.children, into)
    } else {
      into.placeholders.push(element.value)
    }
    if (element.type === kind.plural) {
      const categories = Object.keys(element.options)
      const ordinal = element.pluralType === 'ordinal'
      into.plurals.push({ name: element.value, ordinal, categories })
    }
    if (element.type === kind.plural || element.type === kind.select) {
      for (const option of Object.values(element.options)) {
        into.text += '\n'
        gather(option.value, into)
      }
    }
  }
}
