import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync, type Metafile } from 'esbuild'
import { BUILT_IN_MODULES } from './built-in-modules.ts'
import { buildBuiltInValues } from './built-in-values.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Where every bundle is built as if it lay, and written to elsewhere: a chunk is named after its content and its source map's
 * places, which would else depend on the folder.
 */
export const BUNDLES = `${ROOT}.concord/bundles`

const NOTHING = 'data:text/javascript,export{}'

/** What a function never needs of a package that it does need, by the file that stands in for it. */
const STAND_INS = {
  '@aws-sdk/credential-provider-node': `${ROOT}functions/platform/aws/environment-credentials.ts`,
  // For services that answer in event streams, and for browsers: none that a function calls, and no function is one.
  '@smithy/core/event-streams': NOTHING,
  '@smithy/core/checksum': `${ROOT}functions/platform/aws/checksum.ts`,
  bowser: NOTHING,
  // Of endpoints that a service names itself: no command of DynamoDB asks for one.
  '@aws-sdk/endpoint-cache': 'data:text/javascript,export class EndpointCache{}',
}

/** What no deployed function loads: a binary, by which the local mode asks its lake where AWS asks Athena. */
export const ON_THIS_MACHINE = '@duckdb/node-api'

/**
 * Writes one entry point with everything that it imports into a folder, as minified ES modules: `index.mjs`, which is
 * loaded at start, chunks that it loads when it first needs them (what stands in an `import()`), and a source map beside
 * each. Nothing of a deployed function is left to the runtime, not even the AWS SDK: the version tested is the version run, and what is not used
 * is not loaded. esbuild is called here rather than by NodejsFunction, which starts it through npx: 4 s per function
 * against 0.05 s.
 *
 * @param entry path of the entry point, from the root of the repository
 * @param folder absolute path
 * @returns what esbuild says of each file that it wrote
 * @throws Error with esbuild's own message when the entry point or an import of it cannot be built
 */
export function buildBundle(entry: string, folder: string): Metafile {
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: { index: entry },
    outdir: BUNDLES,
    write: false,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    splitting: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { ...BUILT_IN_MODULES, ...STAND_INS },
    minify: true,
    // Beside the bundle for whoever reads a trace afterwards: no function loads one.
    sourcemap: true,
    // A stack trace needs the lines; the text is in the repository at the deployed commit.
    sourcesContent: false,
    // Says how JSX is compiled: automatic runtime of hono/jsx.
    tsconfig: 'tsconfig.json',
    define: buildBuiltInValues(),
    legalComments: 'none',
    external: [ON_THIS_MACHINE],
    metafile: true,
    logLevel: 'error',
  })
  mkdirSync(folder, { recursive: true })
  for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents)
  return metafile
}
