// Suggestions under the search box: an ARIA combobox whose options are links.

interface Suggestion {
  href: string
  title: string
  /** The language of the title. */
  lang: string
  hint: string
}

// Long enough that a typist is not answered at every letter, short enough not to be noticed.
const waitMs = 120
const queryLengthMin = 2
const shownMax = 8

class SearchElement extends HTMLElement {
  #input: HTMLInputElement | null = null
  #list = document.createElement('div')
  #status = document.createElement('span')
  #timer = 0
  #asked: AbortController | null = null
  #chosen = -1

  connectedCallback() {
    this.#input = this.querySelector('input')
    const input = this.#input
    if (!input || input.hasAttribute('role')) return
    this.#list.id = `${input.id}-list`
    this.#list.className = 'suggestions'
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', this.dataset.label ?? '')
    this.#list.hidden = true
    this.#status.className = 'hidden'
    this.#status.setAttribute('role', 'status')
    input.setAttribute('role', 'combobox')
    input.setAttribute('aria-autocomplete', 'list')
    input.setAttribute('aria-controls', this.#list.id)
    input.setAttribute('aria-expanded', 'false')
    input.form?.append(this.#list, this.#status)
    input.addEventListener('input', () => this.#wait())
    input.addEventListener('keydown', (event) => this.#key(event))
    this.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget)))
        this.#close()
    })
  }

  #wait() {
    clearTimeout(this.#timer)
    this.#asked?.abort()
    const query = this.#input?.value.trim() ?? ''
    if (query.length < queryLengthMin) return this.#close()
    this.#timer = window.setTimeout(() => this.#ask(query), waitMs)
  }

  async #ask(query: string) {
    this.#asked = new AbortController()
    try {
      const { signal } = this.#asked
      const address = `${this.dataset.src}?q=${encodeURIComponent(query)}`
      const answer = await fetch(address, { signal, headers: { accept: 'application/json' } })
      if (!answer.ok) return
      const { suggestions } = (await answer.json()) as { suggestions: Suggestion[] }
      this.#show(suggestions)
    } catch {
      // The form still searches when it is sent.
    }
  }

  #show(suggestions: readonly Suggestion[]) {
    const shown = suggestions.slice(0, shownMax)
    this.#chosen = -1
    this.#list.replaceChildren(...shown.map((one, i) => this.#option(one, i)))
    this.#list.hidden = shown.length === 0
    this.#input?.setAttribute('aria-expanded', String(shown.length > 0))
    this.#input?.removeAttribute('aria-activedescendant')
    this.#status.textContent = this.dataset.found?.split('|')[shown.length] ?? ''
  }

  #option({ href, title, lang, hint }: Suggestion, i: number) {
    const option = document.createElement('a')
    option.id = `${this.#list.id}-${i}`
    option.setAttribute('role', 'option')
    option.href = href
    option.tabIndex = -1
    const name = document.createElement('span')
    name.lang = lang
    name.textContent = title
    option.append(name)
    if (hint) {
      const small = document.createElement('small')
      small.textContent = hint
      option.append(small)
    }
    return option
  }

  #key(event: KeyboardEvent) {
    const options = [...this.#list.querySelectorAll('a')]
    if (this.#list.hidden) return
    if (event.key === 'Escape') {
      // Otherwise the browser would empty the box as well.
      event.preventDefault()
      return this.#close()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      const count = options.length + 1
      // One place more than there are options: the typed words themselves.
      this.#chosen = ((this.#chosen + 1 + step + count) % count) - 1
      this.#mark(options)
    }
    if (event.key === 'Enter' && this.#chosen >= 0) {
      event.preventDefault()
      options[this.#chosen]?.click()
    }
  }

  #mark(options: readonly Element[]) {
    for (const [i, option] of options.entries())
      option.setAttribute('aria-selected', String(i === this.#chosen))
    const chosen = options[this.#chosen]
    if (chosen) this.#input?.setAttribute('aria-activedescendant', chosen.id)
    else this.#input?.removeAttribute('aria-activedescendant')
  }

  #close() {
    this.#list.hidden = true
    this.#input?.setAttribute('aria-expanded', 'false')
    this.#input?.removeAttribute('aria-activedescendant')
  }
}

customElements.define('mz-search', SearchElement)
