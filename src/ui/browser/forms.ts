// What is typed is not lost: a long form is kept in this browser, and leaving it is asked about.
// Also: the summary of what is wrong takes the focus, and a second press sends nothing.

// A double press is over sooner; a form that answers with a file may be sent again after it.
const sentMs = 3000

const draftKey = (form: HTMLFormElement) => `draft ${form.dataset.draft}`

for (const form of document.forms) {
  if (form.dataset.draft) keepDraft(form)
  if (form.dataset.guard !== undefined) guard(form)
}
document.querySelector<HTMLElement>('[data-focus]')?.focus()

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = 'yes'
  setTimeout(() => delete form.dataset.sent, sentMs)
})

function guard(form: HTMLFormElement) {
  let changed = false
  form.addEventListener('input', () => {
    changed = true
  })
  form.addEventListener('submit', () => {
    changed = false
  })
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault()
  })
}

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Only texts: never passwords, codes, files or the form's own hidden keys. */
function kept(form: HTMLFormElement) {
  return [...form.elements].filter(
    (field): field is Typed =>
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && /^(text|email|url|tel|date|number)$/.test(field.type)),
  )
}

function keepDraft(form: HTMLFormElement) {
  const key = draftKey(form)
  // A form that comes back with complaints already holds what was typed.
  if (!form.querySelector('.summary')) restore(form, key)
  form.addEventListener('input', () => {
    const texts = kept(form).map((field) => [field.name, field.value])
    localStorage.setItem(key, JSON.stringify(texts))
  })
  form.addEventListener('submit', () => localStorage.removeItem(key))
}

function restore(form: HTMLFormElement, key: string) {
  try {
    const texts: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    if (!Array.isArray(texts) || texts.length === 0) return
    const typed = new Map<string, string>(texts)
    for (const field of kept(form)) {
      const text = typed.get(field.name)
      if (text) field.value = text
    }
    const note = form.querySelector<HTMLElement>('[data-draft-note]')
    if (!note) return
    note.hidden = false
    note.querySelector('button')?.addEventListener('click', () => {
      localStorage.removeItem(key)
      form.reset()
      note.hidden = true
    })
  } catch {
    localStorage.removeItem(key)
  }
}
