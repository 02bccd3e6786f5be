/** What each file holds; see the script. */
export const scripts: Readonly<
  Record<string, { readonly source: string; readonly letters: string }>
>

/** Make the files when they are missing or old. Answers whether it had to. */
export function makeFonts(): Promise<boolean>
