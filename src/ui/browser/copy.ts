// A button that copies a text: an address, a reference, an IBAN.

class CopyElement extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !navigator.clipboard) return
    button.hidden = false
    const says = button.textContent
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(this.dataset.text ?? '')
      button.textContent = this.dataset.done ?? says
      setTimeout(() => {
        button.textContent = says
      }, 2000)
    })
  }
}

customElements.define('mz-copy', CopyElement)
