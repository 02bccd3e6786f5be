// Says how many characters are left. The sentences come with the element, one for each number form.

class CountElement extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for ?? '')
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    const max = Number(this.dataset.max)
    const rules = new Intl.PluralRules(this.dataset.locale)
    const first = this.textContent
    const say = () => {
      // Counted as the server counts: JavaScript's units of the composed text.
      const left = max - field.value.normalize('NFC').length
      const form = rules.select(Math.abs(left))
      const words = this.getAttribute(`data-${left < 0 ? 'over' : 'left'}-${form}`)
      const number = Math.abs(left).toLocaleString(this.dataset.locale)
      this.classList.toggle('bad', left < 0)
      this.classList.toggle('near', left < max / 5)
      this.textContent = field.value === '' ? first : (words ?? '').replace('#', number)
    }
    field.addEventListener('input', say)
    say()
  }
}

customElements.define('mz-count', CountElement)
