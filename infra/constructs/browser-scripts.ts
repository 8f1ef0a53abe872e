import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What a page's source calls its script, and where that script starts. */
const SCRIPTS = {
  PARTICIPANT_SCRIPT: 'web/participant/browser/start.ts',
  TRY_FORM_SCRIPT: 'web/instrument/browser/try-form.ts',
  DRAFT_SCRIPT: 'web/console/browser/draft.ts',
}

let built: Readonly<Record<string, string>> | undefined

/**
 * The browser's scripts as an esbuild or Vite `define`: each name is replaced by the text of its script, minified.
 *
 * A page holds its script as text, and its Content-Security-Policy the hash of that text; both read the one constant
 * that this puts in. Pages are JSX, so whatever loads them builds them first: the function bundles, Vitest, the
 * simulation. Each passes this `define`, and there is no generated file that could be stale, no step before tests or
 * the type check, and no esbuild in a function. A page that is built without it fails at once, naming the constant that
 * is missing. Vitest builds the scripts when it starts, not again while it watches. A plugin would do the same, but
 * `buildSync` takes none, and the CDK asks for bundles synchronously.
 *
 * @throws Error with esbuild's own message when a script cannot be built
 */
export function buildBrowserScripts(): Readonly<Record<string, string>> {
  built ??= Object.fromEntries(
    Object.entries(SCRIPTS).map(([name, entry]) => [name, JSON.stringify(buildScript(entry))]),
  )
  return built
}

function buildScript(entry: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    write: false,
    bundle: true,
    platform: 'browser',
    // The oldest browsers that a participant may hold. Syntax is rewritten for them; web/tsconfig.browser.json refuses
    // newer methods.
    target: ['es2018', 'safari13', 'chrome66'],
    // Safari 13 fails only at a rest in an array pattern (github.com/evanw/esbuild/issues/4436), which is not used.
    supported: { destructuring: true },
    // Not the repository's: modules are strict anyway, and its `strict` would say so in the text.
    tsconfigRaw: {},
    format: 'iife',
    charset: 'utf8',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  })
  return outputFiles.map(({ text }) => text.trim()).join('')
}
