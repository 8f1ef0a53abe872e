import { fileURLToPath } from 'node:url'
import { AssetHashType } from 'aws-cdk-lib'
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda'
import { buildBundle } from './build-bundle.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * A function's bundle as an asset of the template.
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
          buildBundle(entry, folder)
          return true
        },
      },
    },
  })
}
