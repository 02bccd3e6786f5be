// Signing in and registering by a passkey. The page works without it by its other ways, so the
// button shows itself only where the browser can do it.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

class Passkey extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !browserSupportsWebAuthn()) return
    button.hidden = false
    button.addEventListener('click', () => this.#perform(button))
  }

  async #perform(button: HTMLButtonElement) {
    button.disabled = true
    this.#complain('')
    try {
      if (this.getAttribute('mode') === 'register') await this.#register()
      else await this.#signIn()
      location.assign(this.getAttribute('to') ?? '/')
    } catch (fault) {
      // Somebody who closes the browser's own window changed their mind: that needs no words.
      const cancelled = fault instanceof Error && fault.name === 'NotAllowedError'
      if (!cancelled) this.#complain(this.getAttribute('failed') ?? '')
      button.disabled = false
    }
  }

  async #register() {
    const optionsJSON = await this.#ask('generate-register-options')
    const response = await startRegistration({ optionsJSON })
    await this.#ask('verify-registration', { response })
  }

  async #signIn() {
    const options = await this.#ask('generate-authenticate-options')
    // A key that only lies in the computer is one factor; the server refuses it too.
    const optionsJSON = { ...options, userVerification: 'required' }
    const response = await startAuthentication({ optionsJSON })
    await this.#ask('verify-authentication', { response })
  }

  async #ask(what: string, body?: object) {
    const response = await fetch(`${this.getAttribute('base')}/${what}`, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : null,
    })
    if (!response.ok) throw new Error(`${what}: ${response.status}`)
    return response.json()
  }

  #complain(text: string) {
    const place = this.querySelector<HTMLElement>('[role=alert]')
    if (!place) return
    place.textContent = text
    place.hidden = text === ''
  }
}

customElements.define('mz-passkey', Passkey)
