/** Of a payment order that we wrote (pain.001): the names of the payments in one of its blocks. */
export function namesInBlock(xml: string, block: string): string[] {
  const [, after = ''] = xml.split(`<PmtInfId>${block}</PmtInfId>`)
  const [inside = ''] = after.split('</PmtInf>')
  return [...inside.matchAll(/<EndToEndId>([^<]+)</g)].flatMap(([, name]) => name ?? [])
}
