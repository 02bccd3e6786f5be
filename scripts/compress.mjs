// Built text for browsers is compressed once, here, and not at each visit: as small as it gets,
// with brotli and gzip beside the file.
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'

const squeezers = {
  '.br': (body) => promisify(brotliCompress)(body, { [zlib.BROTLI_PARAM_SIZE_HINT]: body.length }),
  '.gz': (body) => promisify(gzip)(body, { level: zlib.Z_BEST_COMPRESSION }),
}

/** Writes `main.css.br` and `main.css.gz` beside `main.css`. Fonts are compressed in themselves. */
export async function compressAssets(folder) {
  const files = globSync(`${folder}/**/*.{css,js,svg}`)
  await Promise.all(
    files.flatMap((path) =>
      Object.entries(squeezers).map(async ([ending, squeeze]) => {
        const body = await readFile(path)
        const smaller = await squeeze(body)
        if (smaller.length < body.length) await writeFile(`${path}${ending}`, smaller)
      }),
    ),
  )
}
