import { type DestinationStream, pino } from 'pino'

export type Log = ReturnType<typeof openLog>

// Secrets that could ride along in a logged object. Addresses of people are not logged at all.
const hidden = ['password', 'token', 'secret', 'authorization', 'cookie', '*.password', '*.token']

/** Structured lines, one JSON object each, with the process's part in them. */
export function openLog(part: string, level = 'info', to?: DestinationStream) {
  return pino({ level, base: { part }, redact: { paths: hidden, censor: '[hidden]' } }, to)
}
