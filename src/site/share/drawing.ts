// Draws previews. One at a time: a drawing takes a few megabytes and some tens of milliseconds of
// a processor that pages need, and most pictures are asked for by machines that can wait.
import { renderAsync } from '@resvg/resvg-js'
import type { FileStore } from '#kit/files.ts'
import { openSharp } from '#kit/sharp.ts'
import type { PreviewCard } from '#ui/preview.ts'
import { pictureSize, previewSvg } from '#ui/preview-drawing.ts'
import { letters } from './letters.ts'

/** The picture as PNG. */
export async function drawPreview(card: PreviewCard, host: string, files: FileStore) {
  const pictures = {
    logo: card.logo_id ? await logoOf(card.logo_id, files) : null,
    picture: card.picture_id ? await pictureOf(card.picture_id, files) : null,
  }
  const svg = previewSvg(card, host, pictures, letters)
  const drawn = await renderAsync(svg, { font: { loadSystemFonts: false } })
  const sharp = await openSharp()
  // A palette is a third of the bytes, and nobody sees the difference in flat colours.
  const png = sharp(drawn.asPng()).png({ palette: true, quality: 90, effort: 4 })
  return new Uint8Array(await png.toBuffer())
}

/** Twice as large as it is shown; null when its file is gone. */
async function logoOf(id: string, files: FileStore): Promise<string | null> {
  const key = `${id}/320`
  if (!(await files.has(key))) return null
  const sharp = await openSharp()
  const png = await sharp(await files.get(key))
    .resize(208, 208, { fit: 'inside' })
    .png()
    .toBuffer()
  return `data:image/png;base64,${png.toString('base64')}`
}

/** Cut around its middle to the place it has; null when its file is gone. */
async function pictureOf(id: string, files: FileStore): Promise<string | null> {
  const key = `${id}/800`
  if (!(await files.has(key))) return null
  const sharp = await openSharp()
  const { width, height } = pictureSize
  const jpeg = await sharp(await files.get(key))
    .resize(width, height, { fit: 'cover' })
    .jpeg({ quality: 92 })
    .toBuffer()
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`
}

// Longer queues are somebody asking for all of them; they are told to come again.
const waitingMax = 64

const underWay = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
let last: Promise<unknown> = Promise.resolve()

/** `make` in its turn; who asks for what is being made waits for it. Null when too many wait. */
export function inTurn(key: string, make: () => Promise<Uint8Array<ArrayBuffer>>) {
  const known = underWay.get(key)
  if (known) return known
  if (underWay.size >= waitingMax) return null
  const made = last.then(make).finally(() => underWay.delete(key))
  underWay.set(key, made)
  last = made.catch(() => undefined)
  return made
}
