import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { FunctionResource } from '../../infra/local/cloudformation/resources.ts'

const run = promisify(execFile)
const RUNS = 5
const EMPTY = 'export const handler = async () => ({ statusCode: 204 })\n'
const PROBE = `
const began = performance.now()
await import(process.argv[1])
process.stdout.write(String(performance.now() - began))
process.exit(0)`

/** Size of each function's bundle and how long a fresh Node takes to import it, against a function that does nothing. */
export async function measureBundles(functions: readonly FunctionResource[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
  try {
    const empty = join(folder, 'index.mjs')
    writeFileSync(empty, EMPTY)
    const measured: unknown[] = [await measure('(empty)', empty, {})]
    for (const { name, codeFolder, environment } of functions) {
      measured.push(await measure(name, join(codeFolder, 'index.mjs'), environment))
    }
    return measured
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(
  name: string,
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<unknown> {
  const times: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '-e', PROBE, pathToFileURL(file).href],
      {
        env: { ...environment, NODE_OPTIONS: '' },
      },
    )
    times.push(Number(stdout))
  }
  times.sort((a, b) => a - b)
  return {
    function: name,
    bundleBytes: statSync(file).size,
    gzipBytes: gzipSync(readFileSync(file)).length,
    importMs: { median: round(times[Math.floor(RUNS / 2)]), least: round(times[0]) },
  }
}

function round(value = Number.NaN): number {
  return Math.round(value * 10) / 10
}
