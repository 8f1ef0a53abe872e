import { fileURLToPath } from 'node:url'
import { AssetHashType } from 'aws-cdk-lib'
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda'
import { buildSync } from 'esbuild'
import { buildBrowserScripts } from './browser-scripts.ts'

/** The repository, seen from here. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * One entry point with everything that it imports as one minified ES module, `index.mjs`, beside its source map.
 * Nothing is left to the runtime, not even the AWS SDK: the version tested is the version run, and what is not used is
 * not loaded. esbuild is called here rather than by NodejsFunction, which starts it through npx: 4 s per function
 * against 0.05 s.
 *
 * @param entry path of the entry point, from the root of the repository
 * @throws Error with esbuild's own message when the entry point or an import of it cannot be built
 */
export function bundle(entry: string): Code {
  return Code.fromAsset(ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: Runtime.NODEJS_24_X.bundlingImage,
      // Not run: it makes each function's bundling different to the CDK, which otherwise reuses the first bundle.
      command: ['esbuild', entry],
      local: {
        tryBundle(folder) {
          build(entry, `${folder}/index.mjs`)
          return true
        },
      },
    },
  })
}

function build(entry: string, outfile: string): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    // A stack trace needs the lines; the text is in the repository at the deployed commit.
    sourcesContent: false,
    // Says how JSX is compiled: automatic runtime of hono/jsx.
    tsconfig: 'tsconfig.json',
    define: buildBrowserScripts(),
    legalComments: 'none',
    logLevel: 'error',
  })
}
