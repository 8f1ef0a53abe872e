import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireDefinitions } from '../../constructs/require-definitions.ts'
import { digestSources } from '../../constructs/source-digest.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const DAY = 24 * 3600_000

/**
 * Synthesizes the CDK app, unless the same sources were synthesized before.
 *
 * @param folder where synthesized apps are kept, one folder per state of the sources
 * @returns the CDK output folder
 * @throws Error naming each definition that is faulty or not what was published; with what the CDK app said when it cannot
 * be synthesized
 */
export async function synthesize(folder: string, print: (line: string) => void): Promise<string> {
  const output = join(folder, hashSources().slice(0, 16))
  if (existsSync(join(output, 'manifest.json'))) return output
  mkdirSync(folder, { recursive: true })
  removeOld(folder)
  print('synthesizing the stacks (only after a source change)')
  // The CDK app does the same, and would say it at length.
  requireDefinitions()
  const unfinished = `${output}.${process.pid}`
  try {
    await run(join(ROOT, 'infra', 'app.ts'), unfinished)
    renameSync(unfinished, output)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Unless another process was quicker with the same sources.
    if (!existsSync(join(output, 'manifest.json'))) throw error
  }
  return output
}

function run(app: string, outdir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [app], {
      cwd: ROOT,
      env: { ...process.env, CDK_OUTDIR: outdir },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keepOutput = (chunk: Buffer): void => {
      output = `${output}${chunk}`.slice(-20_000)
    }
    child.stdout.on('data', keepOutput)
    child.stderr.on('data', keepOutput)
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 && existsSync(join(outdir, 'manifest.json'))
        ? resolve()
        : reject(new Error(`The CDK app could not be synthesized.\n${output.trim()}`)),
    )
  })
}

/** Bundles also depend on the Node that makes them. */
function hashSources(): string {
  return createHash('sha256').update(process.version).update(digestSources()).digest('hex')
}

/** Older outputs go after a day: another process may still be running on one. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true })
  }
}
