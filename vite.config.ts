// Two builds of one tree: what browsers load (dist/assets, with a manifest) and the server
// (dist/server), whose packages stay in node_modules.
import { existsSync, globSync } from 'node:fs'
import { defineConfig } from 'vite'

// A custom element of a module is an entry of its own, so that a page loads only what it shows.
const browserEntries = [
  'src/ui/browser/main.ts',
  'src/ui/browser/proof.ts',
  'src/ui/styles/main.css',
  ...globSync('src/ui/styles/pages/*.css'),
  ...globSync('src/modules/*/elements/*.ts', { exclude: (name) => name.includes('.test.') }),
]

export default defineConfig(({ isSsrBuild }) => ({
  appType: 'custom',
  clearScreen: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  publicDir: existsSync('src/ui/public') ? 'src/ui/public' : false,
  build: isSsrBuild
    ? {
        target: 'node24',
        sourcemap: true,
        copyPublicDir: false,
        // The press for papers is a program of its own (src/kit/pdf.ts).
        rolldownOptions: { input: { cli: 'src/cli.ts', 'pdf-press': 'src/kit/pdf-press.ts' } },
      }
    : {
        target: 'es2022',
        manifest: 'manifest.json',
        // The Content-Security-Policy allows no data: addresses for scripts, styles and fonts.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: browserEntries.filter((path) => existsSync(path)) },
      },
}))
