// QR codes as one path of squares: small in a page, sharp on paper, and drawn by no program.
import QRCode from 'qrcode'

export interface QrDrawing {
  /** Squares along one side, the quiet margin included. */
  readonly size: number
  /** The dark squares, each row's neighbours joined. */
  readonly path: string
}

// Four squares, as the standard asks: readers find the corners by it.
const quiet = 4

/** Level M: a seventh of the squares may be lost, as the banks' guideline has it. */
export function drawQr(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, y) => rowPath(modules, y))
  return { size: modules.size + 2 * quiet, path: rows.join('') }
}

function rowPath({ size, data }: { size: number; data: Uint8Array }, y: number): string {
  let path = ''
  for (let x = 0; x < size; x++) {
    if (!data[y * size + x]) continue
    const from = x
    while (x < size && data[y * size + x]) x++
    path += `M${from + quiet} ${y + quiet}h${x - from}v1h-${x - from}z`
  }
  return path
}

/** As a picture for a paper. */
export const qrSvg = ({ size, path }: QrDrawing): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">` +
  `<rect width="${size}" height="${size}" fill="#fff"/><path fill="#1b1a22" d="${path}"/></svg>`
