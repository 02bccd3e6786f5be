// A palette beside the text of a colour. What is sent is the text; the palette only writes it.

const isColour = (text: string) => /^#[\da-f]{6}$/i.test(text)

class ColourElement extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for ?? '')
    if (!(field instanceof HTMLInputElement)) return
    const palette = document.createElement('input')
    palette.type = 'color'
    palette.ariaLabel = this.dataset.label ?? ''
    const follow = () => {
      if (isColour(field.value.trim())) palette.value = field.value.trim().toLowerCase()
    }
    palette.addEventListener('input', () => {
      field.value = palette.value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    field.addEventListener('input', follow)
    follow()
    this.replaceChildren(palette)
  }
}

customElements.define('mz-colour', ColourElement)
