// Shows what was typed into a password box, so that it need not be typed twice or guessed at.
class Reveal extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    const input = document.getElementById(this.getAttribute('for') ?? '')
    if (!button || !(input instanceof HTMLInputElement)) return
    button.hidden = false
    button.addEventListener('click', () => {
      const shown = input.type === 'password'
      input.type = shown ? 'text' : 'password'
      button.textContent = this.getAttribute(shown ? 'hide' : 'show')
      button.setAttribute('aria-pressed', String(shown))
      input.focus()
    })
    // A password sent as text would be offered to the next person who types here.
    input.form?.addEventListener('submit', () => {
      input.type = 'password'
    })
  }
}

customElements.define('mz-reveal', Reveal)
