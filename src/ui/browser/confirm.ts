// Asks once more before a form with `data-confirm` is sent, in a dialog of the page's own.

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.dataset.confirm || form.dataset.sure) return
  event.preventDefault()
  const sender = event.submitter
  ask(form.dataset.confirm, sender?.textContent ?? '', () => {
    form.dataset.sure = 'yes'
    form.requestSubmit(sender instanceof HTMLButtonElement ? sender : undefined)
  })
})

function ask(question: string, yes: string, go: () => void) {
  const dialog = document.createElement('dialog')
  const words = document.createElement('p')
  words.id = 'confirm-words'
  words.textContent = question
  dialog.setAttribute('aria-labelledby', words.id)
  const actions = document.createElement('form')
  actions.method = 'dialog'
  actions.className = 'actions'
  const no = document.body.dataset.no ?? ''
  actions.append(button(yes, 'action danger', 'yes'), button(no, 'action quiet', ''))
  dialog.append(words, actions)
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (dialog.returnValue === 'yes') go()
  })
  document.body.append(dialog)
  dialog.showModal()
}

function button(text: string, className: string, value: string) {
  const made = document.createElement('button')
  made.className = className
  made.value = value
  made.textContent = text
  return made
}
