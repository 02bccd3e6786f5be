// A stranger's device works out a challenge of ours while they write (altcha's proof of work, in a
// worker of its own, from our own site). A page of its own entry: only forms for strangers load it.
import { type Challenge, solveChallengeWorkers } from 'altcha-lib'
import { challengeMinutes } from '#kit/proof-name.ts'

// A phone has a few cores and better things to do with them.
const workersMax = 4

// Nobody waits for longer: an old telephone sends its form without, which the answer allows for.
const patienceMs = 20_000

const givenUp = () => new Promise<null>((tell) => setTimeout(() => tell(null), patienceMs))

/** A worker that cannot be loaded says nothing by itself: then this fails, and does not wait. */
const workedOut = (challenge: Challenge) =>
  new Promise<Awaited<ReturnType<typeof solveChallengeWorkers>>>((tell, fail) => {
    const createWorker = () => {
      const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' })
      worker.addEventListener('error', () => fail(new Error('The worker could not be loaded.')))
      return worker
    }
    const concurrency = Math.min(workersMax, navigator.hardwareConcurrency || 1)
    solveChallengeWorkers({ challenge, concurrency, createWorker }).then(tell, fail)
  })

class Proof extends HTMLElement {
  #work: Promise<void> | null = null
  #done = false
  /** The form was sent and waits for the work: only then is there anything to say. */
  #held = false

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
    this.#held = true
    this.#say(this.dataset.working)
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
    const answer = await fetch(this.dataset.from ?? '', { headers: { accept: 'application/json' } })
    const challenge: Challenge = await answer.json()
    const solution = await Promise.race([workedOut(challenge), givenUp()])
    if (!solution) throw new Error('The challenge was not worked out.')
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = this.dataset.name ?? ''
    input.value = btoa(JSON.stringify({ challenge, solution }))
    this.append(input)
    this.#done = true
    this.#say(this.dataset.done)
    this.#renew()
  }

  /** Whoever writes for longer than a challenge holds gets another. */
  #renew() {
    // Counted from now: the clock of a device may be wrong by years.
    setTimeout(
      () => {
        this.querySelector('input')?.remove()
        this.#work = null
        this.#done = false
        void this.#begin()
      },
      (challengeMinutes - 1) * 60_000,
    )
  }

  /** Words that came while somebody presses the button would move it away from under the finger. */
  #say(text = '') {
    if (!this.#held) return
    const place = this.querySelector('[role=status]')
    if (place) place.textContent = text
  }
}

customElements.define('mz-proof', Proof)
