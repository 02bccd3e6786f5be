// The one function of it that a test needs; the package brings no types.
declare module 'jsonld' {
  const jsonld: { toRDF(document: object, options: { format: string }): Promise<string> }
  export default jsonld
}
