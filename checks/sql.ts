// Just enough of SQL's lexis to tell code from comments and texts. PostgreSQL judges the rest.

export interface Statement {
  /** Without comments; texts are empty (`''`), names in lower case, one space between words. */
  code: string
  /** The comments inside and directly before it. */
  comments: string[]
}

const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|;|[^-/'$";]+|[\s\S]/g

/** The statements of a script, in order. */
export function statementsOf(script: string): Statement[] {
  const found: Statement[] = []
  let code = ''
  let comments: string[] = []
  const end = () => {
    const tidy = code.replace(/\s+/g, ' ').trim().toLowerCase()
    if (tidy) found.push({ code: tidy, comments })
    if (tidy) comments = []
    code = ''
  }
  for (const [piece] of script.matchAll(token)) {
    if (piece.startsWith('--')) comments.push(piece.slice(2).trim())
    else if (piece.startsWith('/*')) comments.push(piece.slice(2, -2).trim())
    else if (piece.startsWith("'") || /^\$\w*\$/.test(piece)) code += "''"
    else if (piece === ';') end()
    else code += piece
  }
  end()
  return found
}

const targets =
  /^(?:create|alter|drop|comment on|insert into|update|delete from|truncate|grant|revoke)\b.*?\b([a-z_][a-z0-9_]*)\.[a-z_"]/
const schemaItself =
  /^(?:create|alter|drop) schema (?:if (?:not )?exists )?([a-z_]+)|^comment on schema ([a-z_]+)/
const onTable = /^create (?:unique )?(?:index|trigger|policy)\b.*? on (?:only )?([a-z_]+)\./

/** The schema that a statement changes; null when it changes none, such as `select` or `set`. */
export function schemaChanged({ code }: Statement): string | null {
  const itself = schemaItself.exec(code)
  if (itself) return itself[1] ?? itself[2] ?? null
  return onTable.exec(code)?.[1] ?? targets.exec(code)?.[1] ?? null
}
