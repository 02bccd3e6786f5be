/** SHA-256 in hexadecimal: by it the same bytes are known again. */
export async function sha256Of(bytes: Uint8Array | string): Promise<string> {
  const input = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes.slice()
  return Buffer.from(await crypto.subtle.digest('SHA-256', input)).toString('hex')
}
