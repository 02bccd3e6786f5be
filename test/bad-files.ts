// Files that are not what they say they are, and some that are.
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { uploadBytesMax } from '#kit/files.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const aFile = (bytes: Uint8Array | string, name: string, type: string) =>
  new File([typeof bytes === 'string' ? bytesOf(bytes) : new Uint8Array(bytes)], name, { type })

const script = '<script>alert(1)</script>'

/** What neither a picture nor a document may be, whatever it is called. */
export const disguised: readonly File[] = [
  aFile(`<!doctype html>${script}`, 'photo.jpg', 'image/jpeg'),
  aFile(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, 'logo.svg', 'image/svg+xml'),
  aFile(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`, 'a.png', 'image/png'),
  aFile(zipOf(`<a>${script}</a>`), 'report.pdf', 'application/pdf'),
  aFile(`GIF89a/*${'\0'.repeat(40)}*/=1;alert(1)`, 'a.gif', 'image/gif'),
  aFile(`MZ${'\0'.repeat(200)}`, 'a.pdf', 'application/pdf'),
  aFile('#!/bin/sh\nrm -rf /\n', 'a.docx', 'application/msword'),
  aFile('just text', 'a.pdf', 'application/pdf'),
  aFile(`${' '.repeat(2000)}<html>${script}`, '..%2f..%2fa.html', 'text/html'),
]

// The smallest archive with one file in it, which no sniffer takes for a document.
function zipOf(content: string): Uint8Array {
  const [name, body] = [Buffer.from('a.html'), Buffer.from(content)]
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt32LE(crc32(body), 14)
  head.writeUInt32LE(body.length, 18)
  head.writeUInt32LE(body.length, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name, body])
}

/** What begins as a picture and is none that can be drawn. */
export async function falsePictures(): Promise<File[]> {
  const whole = await aPhotograph('jpeg')
  return [
    aFile(whole.subarray(0, Math.floor(whole.length / 3)), 'half.jpg', 'image/jpeg'),
    aFile(pngOf(30_000, 30_000), 'bomb.png', 'image/png'),
    aFile(pngOf(4, 4), 'no-lines.png', 'image/png'),
    aFile(Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'head.jpg', 'image/jpeg'),
  ]
}

/** A PNG that claims a size and has nothing of it. */
function pngOf(width: number, height: number): Uint8Array {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, body: Uint8Array) => {
    const inner = Buffer.concat([Buffer.from(name), body])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(inner))
    return Buffer.concat([length, inner, sum])
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const lines = deflateSync(Buffer.alloc(8))
  return Buffer.concat([
    signature,
    ...[chunk('IHDR', size), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))],
  ])
}

export function aPhotograph(format: 'jpeg' | 'png'): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const
  const create = { width: 120, height: 80, channels: 3, background: '#2b6f77', noise } as const
  return sharp({ create }).toFormat(format).toBuffer()
}

export const pdf = '%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n'

export const tooLarge = () =>
  aFile(Buffer.concat([Buffer.from(pdf), Buffer.alloc(uploadBytesMax)]), 'a.pdf', 'application/pdf')

export const aGoodDocument = (name = 'a.pdf') => aFile(pdf, name, 'application/pdf')
export const aGoodPicture = async (name = 'a.png') =>
  aFile(await aPhotograph('png'), name, 'image/png')

/** Names that have led servers out of their folders, or browsers astray. */
export const strangeNames = [
  '../../../etc/passwd.png',
  'C:\\Windows\\a.png',
  'a"; filename="b.html',
  'a.png\r\nContent-Type: text/html',
  '.htaccess',
  `${'a'.repeat(300)}.png`,
  'ë č ж 😀 <b>.png',
  '\u202Egnp.exe',
]
