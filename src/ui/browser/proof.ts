// A stranger's device works out a challenge of ours while they write (altcha's proof of work, in a
// worker of its own, from our own site). A page of its own entry: only forms for strangers load it.
import { type Challenge, solveChallengeWorkers } from 'altcha-lib'

// A phone has a few cores and better things to do with them.
const workersMax = 4

class Proof extends HTMLElement {
  #work: Promise<void> | null = null
  #done = false

  connectedCallback() {
    const form = this.closest('form')
    if (!form) return
    // Whoever only reads the page keeps their battery.
    form.addEventListener('focusin', () => this.#begin(), { once: true })
    // Before everybody else who listens: for them it is sent once, when the work is done.
    form.addEventListener('submit', (event) => this.#hold(form, event), { capture: true })
  }

  #hold(form: HTMLFormElement, event: SubmitEvent) {
    if (this.#done) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { submitter } = event
    void this.#begin().then(() => {
      // Sent in any case: without a proof less may be sent, which the answer says.
      this.#done = true
      form.requestSubmit(submitter)
    })
  }

  #begin(): Promise<void> {
    this.#work ??= this.#solve().catch(() => {
      // Nothing to wait for any more: the form goes without it.
      this.#done = true
      this.#say(this.dataset.failed)
    })
    return this.#work
  }

  async #solve() {
    this.#say(this.dataset.working)
    const answer = await fetch(this.dataset.from ?? '', { headers: { accept: 'application/json' } })
    const challenge: Challenge = await answer.json()
    const solution = await solveChallengeWorkers({
      challenge,
      concurrency: Math.min(workersMax, navigator.hardwareConcurrency || 1),
      createWorker: () =>
        new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' }),
    })
    if (!solution) throw new Error('The challenge was not worked out.')
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = this.dataset.name ?? ''
    input.value = btoa(JSON.stringify({ challenge, solution }))
    this.append(input)
    this.#done = true
    this.#say(this.dataset.done)
    this.#renew(challenge)
  }

  /** Whoever writes for longer than a challenge holds gets another. */
  #renew({ parameters: { expiresAt = 0 } }: Challenge) {
    const spareMs = 60_000
    const wait = expiresAt * 1000 - Date.now() - spareMs
    setTimeout(
      () => {
        this.querySelector('input')?.remove()
        this.#work = null
        this.#done = false
        void this.#begin()
      },
      Math.max(0, wait),
    )
  }

  #say(text = '') {
    const place = this.querySelector('[role=status]')
    if (place) place.textContent = text
  }
}

customElements.define('mz-proof', Proof)
