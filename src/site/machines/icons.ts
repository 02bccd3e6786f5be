import { openSharp } from '#kit/sharp.ts'
import { markSvg } from '#ui/mark.tsx'

// Paper and ink of the design system; a file of its own cannot read the stylesheet.
const colours = { stone: '#1b1a22', lit: '#97124f', ground: '#f6f1e6' }

export const faviconSvg = () => markSvg({ stone: colours.stone, lit: colours.lit })

/** The mark on paper, with room around it, as a PNG of `size` pixels. */
export async function drawIcon(size: number): Promise<Uint8Array<ArrayBuffer>> {
  const svg = markSvg(colours, size > 64 ? 14 : 4)
  const sharp = await openSharp()
  const png = await sharp(Buffer.from(svg), { density: 300 }).resize(size, size).png().toBuffer()
  return new Uint8Array(png)
}
