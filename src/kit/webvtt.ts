// WebVTT, read strictly: a file that one player forgives and another does not is refused, with the
// line and the reason. https://www.w3.org/TR/webvtt1/
export interface Fault {
  readonly code:
    | 'no_signature'
    | 'no_blank_line'
    | 'no_times'
    | 'bad_time'
    | 'ends_before_start'
    | 'bad_setting'
    | 'arrow_in_text'
    | 'bad_tag'
    | 'no_cues'
  /** Counted from one. */
  readonly line: number
}

/** The first thing that is wrong with these captions, or null when nothing is. */
export function whyNotCaptions(text: string): Fault | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) return { code: 'no_signature', line: 1 }
  if (lines[0]?.includes('-->')) return { code: 'arrow_in_text', line: 1 }
  if (lines.length > 1 && lines[1] !== '') return { code: 'no_blank_line', line: 2 }
  let cues = 0
  for (const block of blocksOf(lines)) {
    const fault = isAside(block) ? whyNotAside(block) : whyNotCue(block)
    if (fault) return fault
    if (!isAside(block)) cues++
  }
  return cues > 0 ? null : { code: 'no_cues', line: lines.length }
}

interface Block {
  /** The line of its first line. */
  readonly line: number
  readonly lines: readonly string[]
}

/** What stands together between empty lines, below the first line. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: { line: number; lines: string[] }[] = []
  let open = false
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    if (line === '') open = false
    else if (open) blocks.at(-1)?.lines.push(line)
    else {
      blocks.push({ line: i + 1, lines: [line] })
      open = true
    }
  }
  return blocks
}

/** A comment, a style or a region: nothing that is shown as a caption. */
const isAside = ({ lines }: Block) =>
  /^(NOTE|STYLE|REGION)([ \t]|$)/.test(lines[0] ?? '') && !(lines[0] ?? '').includes('-->')

function whyNotAside({ line, lines }: Block): Fault | null {
  const arrow = lines.findIndex((one) => one.includes('-->'))
  return arrow < 0 ? null : { code: 'arrow_in_text', line: line + arrow }
}

function whyNotCue({ line, lines }: Block): Fault | null {
  const named = !lines[0]?.includes('-->')
  const at = named ? 1 : 0
  const times = lines[at]
  if (!times?.includes('-->')) return { code: 'no_times', line: line + (times ? at : 0) }
  const arrow = lines.findIndex((one, i) => i > at && one.includes('-->'))
  if (arrow > 0) return { code: 'arrow_in_text', line: line + arrow }
  return whyNotTimes(times, line + at) ?? whyNotTags(lines.slice(at + 1), line + at + 1)
}

const names = 'c|i|b|u|ruby|rt|v|lang'
const opening = new RegExp(String.raw`^(${names})((?:\.[^\s.<>&]+)*)(?:[ \t]([^<>]*))?$`)
const stamp = /^(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}$/

/** What stands in angle brackets is known, and closed in the order in which it was opened. */
function whyNotTags(lines: readonly string[], line: number): Fault | null {
  const open: { name: string; line: number }[] = []
  for (const [i, text] of lines.entries()) {
    const wrong = { code: 'bad_tag', line: line + i } as const
    if (/[<>]/.test(text.replace(/<[^<>]*>/g, '').replace(/^>|-->/g, ''))) return wrong
    for (const [, tag = ''] of text.matchAll(/<([^<>]*)>/g)) {
      if (stamp.test(tag)) continue
      if (tag.startsWith('/')) {
        if (open.pop()?.name !== tag.slice(1)) return wrong
        continue
      }
      const name = opening.exec(tag)?.[1]
      if (!name) return wrong
      open.push({ name, line: line + i })
    }
  }
  // Who speaks may be said once, at the beginning of all of it.
  const left = open.find(({ name }, i) => !(name === 'v' && i === 0 && open.length === 1))
  return left ? { code: 'bad_tag', line: left.line } : null
}

const clock = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`
const timing = new RegExp(String.raw`^${clock}[ \t]+-->[ \t]+${clock}(?:[ \t]+(.*))?$`)

function whyNotTimes(times: string, line: number): Fault | null {
  const parts = timing.exec(times)
  if (!parts) return { code: 'bad_time', line }
  if (msOf(parts.slice(1, 5)) >= msOf(parts.slice(5, 9))) return { code: 'ends_before_start', line }
  const settings = (parts[9] ?? '')
    .trim()
    .split(/[ \t]+/)
    .filter(Boolean)
  const names = settings.map((one) => one.split(':')[0])
  const twice = new Set(names).size < names.length
  return twice || !settings.every(isSetting) ? { code: 'bad_setting', line } : null
}

const msOf = ([hours = '0', minutes, seconds, ms]: readonly (string | undefined)[]) =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms)

const percent = String.raw`(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%`
const settingForms = [
  /^vertical:(rl|lr)$/,
  new RegExp(String.raw`^line:(?:-?\d+|${percent})(?:,(?:start|center|end))?$`),
  new RegExp(`^position:${percent}(?:,(?:line-left|center|line-right))?$`),
  new RegExp(`^size:${percent}$`),
  /^align:(start|center|end|left|right)$/,
  /^region:\S+$/,
]

const isSetting = (setting: string) => settingForms.some((form) => form.test(setting))
