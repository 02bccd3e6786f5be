// A list follows each tick of its filters, without pressing the button.

document.addEventListener('change', (event) => {
  const form = event.target instanceof Element ? event.target.closest('form') : null
  if (form?.matches('[data-auto]')) form.requestSubmit()
})
