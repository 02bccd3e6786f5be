// Delivery status notifications, RFC 3464: what mail servers write when a letter cannot be
// delivered. Only fields are read, never what somebody wrote beside them.
import type { Returned } from '../rules.ts'

/** The messages of a file: an mbox, or one message. */
export function messagesOf(text: string): string[] {
  const whole = text.replaceAll('\r\n', '\n')
  if (!whole.startsWith('From ')) return [whole]
  return whole
    .split(/^From .*\n/m)
    .filter((message) => message.trim() !== '')
    .map((message) => message.replace(/^>(>*From )/gm, '$1'))
}

/**
 * What one message says of each recipient; nothing when it is no notification. Whoever handed it
 * over may know the address that it came to better than its own head does.
 */
export function readNotification(text: string, came_to: readonly string[] = []): Returned[] {
  const message = text.replaceAll('\r\n', '\n')
  const { fields, body } = split(message)
  const type = fields.get('content-type')?.[0] ?? ''
  if (!/^multipart\/report\b/i.test(type)) return []
  const boundary = /boundary="?([^";\s]{1,70})"?/i.exec(type)?.[1]
  if (!boundary) return []
  const named = ['to', 'delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) =>
    (fields.get(name) ?? []).flatMap(addressesIn),
  )
  const sent_to = [...came_to.flatMap(addressesIn), ...named]
  return body
    .split(`--${boundary}`)
    .map((part) => split(part.replace(/^\n/, '')))
    .filter((part) =>
      /^message\/delivery-status\b/i.test(part.fields.get('content-type')?.[0] ?? ''),
    )
    .flatMap((part) =>
      part.body.split(/\n[ \t]*\n/).flatMap((group) => ofRecipient(group, sent_to)),
    )
}

function ofRecipient(group: string, sent_to: readonly string[]): Returned[] {
  const fields = fieldsOf(group)
  const value = (name: string) => fields.get(name)?.[0]?.trim() ?? ''
  const recipient = value('original-recipient') || value('final-recipient')
  const action = value('action').toLowerCase()
  const status = /^\d\.\d{1,3}\.\d{1,3}/.exec(value('status'))?.[0] ?? ''
  if (!recipient || !action || !status) return []
  const [address = ''] = addressesIn(recipient.replace(/^[^;]*;/, ''))
  return address ? [{ recipient: address, action, status, sent_to }] : []
}

function split(message: string) {
  const end = message.search(/\n[ \t]*\n/)
  const head = end < 0 ? message : message.slice(0, end)
  return { fields: fieldsOf(head), body: end < 0 ? '' : message.slice(end).replace(/^\s*\n/, '') }
}

/** Fields by their names; lines that begin with a space go on with the one before. */
function fieldsOf(head: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name = '', value = ''] = /^([!-9;-~]{1,76}):[ \t]*(.*)$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (key) fields.set(key, [...(fields.get(key) ?? []), value])
  }
  return fields
}

const addressesIn = (text: string): string[] =>
  (text.match(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{1,190}/g) ?? []).map((one) => one.toLowerCase())
