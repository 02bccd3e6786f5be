// Shows a chosen picture before it is sent.

document.addEventListener('change', (event) => {
  const input = event.target
  if (!(input instanceof HTMLInputElement) || input.type !== 'file') return
  const before = input.parentElement?.querySelector('img.preview')
  before?.remove()
  const file = input.files?.[0]
  if (!file || !/^image\/(png|jpeg|webp|avif|gif)$/.test(file.type)) return
  const picture = document.createElement('img')
  picture.className = 'preview'
  picture.alt = file.name
  picture.src = URL.createObjectURL(file)
  picture.addEventListener('load', () => URL.revokeObjectURL(picture.src), { once: true })
  input.after(picture)
})
