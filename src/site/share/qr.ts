// Codes for paper. They hold the address without a language: whoever scans one reads the page in
// their own.
import QRCode from 'qrcode'

// A quarter of the dots may be missing: rain, a fold, a thumb.
const shape = { errorCorrectionLevel: 'Q', margin: 4 } as const
const colour = { dark: '#1b1a22', light: '#ffffff' }

export const qrSvg = (address: string): Promise<string> =>
  QRCode.toString(address, { ...shape, color: colour, type: 'svg' })

// Twelve centimetres in print.
const pngPixels = 1440

export async function qrPng(address: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await QRCode.toBuffer(address, { ...shape, color: colour, type: 'png', width: pngPixels }),
  )
}
