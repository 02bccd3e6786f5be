// The tools above a text: each writes a sign of Markdown around the words that are marked, so that
// nobody has to know the signs. Without this the signs can be typed.
type Tool = 'bold' | 'italic' | 'heading' | 'list' | 'quote' | 'link'

const around = { bold: '**', italic: '*' } as const
const before = { heading: '## ', list: '- ', quote: '> ' } as const

class Markup extends HTMLElement {
  connectedCallback() {
    const text = document.getElementById(this.getAttribute('aria-controls') ?? '')
    if (!(text instanceof HTMLTextAreaElement)) return
    this.hidden = false
    const buttons = [...this.querySelectorAll('button')]
    for (const [i, button] of buttons.entries()) {
      // One stop of the tabulator for all of them, as in any toolbar; arrows go on from there.
      button.tabIndex = i === 0 ? 0 : -1
      button.addEventListener('click', () => use(text, button.dataset.tool as Tool))
    }
    this.addEventListener('keydown', (event) => this.#walk(event, buttons))
    text.addEventListener('keydown', (event) => {
      const tool = (event.ctrlKey || event.metaKey) && shortcuts[event.key]
      if (!tool) return
      event.preventDefault()
      use(text, tool)
    })
  }

  #walk(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    if (!step || at < 0) return
    event.preventDefault()
    const next = buttons[(at + step + buttons.length) % buttons.length]
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next?.focus()
  }
}

const shortcuts: Readonly<Record<string, Tool>> = { b: 'bold', i: 'italic', k: 'link' }

function use(text: HTMLTextAreaElement, tool: Tool) {
  if (tool === 'bold' || tool === 'italic') wrap(text, around[tool])
  else if (tool === 'link') link(text)
  else begin(text, before[tool])
  text.focus()
  text.dispatchEvent(new Event('input', { bubbles: true }))
}

/** The same sign on both sides; where it stands there already it is taken away. */
function wrap(text: HTMLTextAreaElement, sign: string) {
  const { selectionStart: from, selectionEnd: to, value } = text
  const marked = value.slice(from, to)
  const outside = value.slice(from - sign.length, from) === sign && value.startsWith(sign, to)
  if (outside) {
    text.setRangeText(marked, from - sign.length, to + sign.length, 'select')
    return
  }
  text.setRangeText(`${sign}${marked}${sign}`, from, to, 'end')
  text.setSelectionRange(from + sign.length, to + sign.length)
}

/** A sign at the beginning of each line that is marked. */
function begin(text: HTMLTextAreaElement, sign: string) {
  const { selectionStart, selectionEnd, value } = text
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1
  const end = value.indexOf('\n', selectionEnd)
  const to = end < 0 ? value.length : end
  const lines = value.slice(from, to).split('\n')
  const all = lines.every((line) => line.startsWith(sign))
  const made = lines.map((line) => (all ? line.slice(sign.length) : `${sign}${line}`))
  // A list or a heading needs an empty line above it.
  const gap = from > 0 && value[from - 2] !== '\n' && !all ? '\n' : ''
  text.setRangeText(gap + made.join('\n'), from, to, 'end')
}

/** The words that are marked lead somewhere; the address is marked next, to be typed over. */
function link(text: HTMLTextAreaElement) {
  const { selectionStart: from, selectionEnd: to, value } = text
  const marked = value.slice(from, to)
  const isAddress = /^https?:\/\/\S+$/.test(marked)
  const [words, address] = isAddress ? ['', marked] : [marked, 'https://']
  text.setRangeText(`[${words}](${address})`, from, to, 'end')
  if (isAddress) text.setSelectionRange(from + 1, from + 1)
  else {
    const start = from + words.length + 3
    text.setSelectionRange(start, start + address.length)
  }
}

customElements.define('mz-markup', Markup)
