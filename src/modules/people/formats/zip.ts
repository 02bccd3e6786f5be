import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** Texts as a ZIP file. All carry the given time, so that the same texts make the same bytes. */
export function zipOf(texts: Readonly<Record<string, string>>, at: Date): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(texts))
    zip.addBuffer(Buffer.from(text), name, { mtime: at })
  zip.end()
  return buffer(zip.outputStream)
}
