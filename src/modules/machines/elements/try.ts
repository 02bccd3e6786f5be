// Asks the API from its own page and shows the answer there. Without it the same form leads to the
// answer, where the address has no parts to fill in.
class Try extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    const output = this.querySelector('output')
    const button = this.querySelector('button')
    if (!form || !output || !button) return
    button.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      button.disabled = true
      this.ask(new FormData(form), output).finally(() => {
        button.disabled = false
      })
    })
  }

  async ask(typed: FormData, output: HTMLOutputElement) {
    const query = new URLSearchParams()
    let address = this.dataset.address ?? ''
    for (const [name, value] of typed) {
      if (typeof value !== 'string' || value === '') continue
      const part = `{${name}}`
      if (address.includes(part)) address = address.replace(part, encodeURIComponent(value))
      else query.set(name, value)
    }
    const url = query.size > 0 ? `${address}?${query}` : address
    const answer = await fetch(url, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!answer) {
      output.textContent = this.dataset.broken ?? ''
      return
    }
    const text = await answer.text()
    const head = ['etag', 'link', 'ratelimit'].flatMap((name) => {
      const value = answer.headers.get(name)
      return value ? [`${name}: ${value}`] : []
    })
    const lines = [`GET ${url}`, `${answer.status} ${answer.statusText}`, ...head, '', pretty(text)]
    const shown = document.createElement('pre')
    shown.tabIndex = 0
    shown.textContent = lines.join('\n')
    output.replaceChildren(shown)
  }
}

// A page of a hundred records is long enough to see what it is.
const shownCharsMax = 20_000

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).slice(0, shownCharsMax)
  } catch {
    return text.slice(0, shownCharsMax)
  }
}

customElements.define('mz-try', Try)
