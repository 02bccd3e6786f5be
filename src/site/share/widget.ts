// The element that other sites write into their page: `<mozaik-card src="…">`. It is what the frame
// is, with less to copy: what stands inside it, a link, is what readers without scripts see.

export const widget = `// <mozaik-card src="https://…/embed/campaigns/…"><a href="…">…</a></mozaik-card>
class MozaikCard extends HTMLElement {
  static observedAttributes = ['src', 'height']
  attributeChangedCallback() {
    this.show()
  }
  connectedCallback() {
    this.show()
  }
  show() {
    const src = this.getAttribute('src')
    if (!src || !/^https?:/.test(new URL(src, document.baseURI).href)) return
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    const frame = root.querySelector('iframe') ?? document.createElement('iframe')
    frame.src = src
    frame.title = this.getAttribute('title') ?? this.textContent.trim()
    frame.loading = 'lazy'
    frame.style.cssText = 'border:0;inline-size:100%;max-inline-size:36rem;block-size:' +
      (Number(this.getAttribute('height')) || 340) + 'px'
    if (!frame.isConnected) root.append(frame)
  }
}
customElements.get('mozaik-card') ?? customElements.define('mozaik-card', MozaikCard)
`
