/**
 * Synthesizes the stacks into cdk.out without the CDK command line: no network, no AWS account. CDK_OUTDIR names
 * another folder. The same script serves `cdk deploy` (cdk.json), which sets CDK_OUTDIR itself.
 */
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const outdir = process.env.CDK_OUTDIR ?? fileURLToPath(new URL('../cdk.out', import.meta.url))
// A CDK app writes its templates on its own, at exit, as soon as CDK_OUTDIR says where.
process.env.CDK_OUTDIR = outdir

// CloudFormation's validator is asked by `npm run check`, which fails on warnings too; here it would only warn, and take
// longer than the rest. CDK_VALIDATION=true asks for it. The AwsSolutions rules are checked in any case.
process.env.CDK_VALIDATION ??= 'false'

const startedAt = performance.now()
process.once('exit', (code) => {
  if (code !== 0 || !existsSync(join(outdir, 'manifest.json'))) return
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`synthesized ${relative('', outdir)} in ${seconds} s`)
})

// Most of the time goes into compiling the CDK itself; with the cache only the first run does that.
enableCompileCache()
await import('./app.ts')
