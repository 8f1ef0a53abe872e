import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { FunctionResource } from '../../infra/local/cloudformation/resources.ts'
import { type FunctionReply, measureFirstLoad } from './first-load.ts'

const run = promisify(execFile)
const RUNS = 9
const PARTICIPANT_PAGE = 'serve-participant-page'
const EMPTY = 'export const handler = async () => ({ statusCode: 204 })\n'
/** Loads a function in a fresh Node and, where there is one, answers an event with it; prints both times from the start. */
const PROBE = `
const [file, event] = process.argv.slice(1)
const began = performance.now()
const { handler } = await import(file)
const importMs = performance.now() - began
const answer = event === undefined ? undefined : await handler(JSON.parse(event), {})
const answerMs = performance.now() - began
if (answer !== undefined && answer.statusCode !== 200) throw new Error('answered ' + answer.statusCode)
// A page is more than a pipe holds: what is not written yet must not be cut off.
process.stdout.write(JSON.stringify({ importMs, answerMs, answer }), () => process.exit(0))`

type ColdStart = { readonly importMs: number; readonly answerMs: number; readonly answer?: FunctionReply }

/**
 * Size of each function's bundle and how long a fresh Node takes to load it, against a function that does nothing; for the
 * participant's function also until the first page of a survey is there, and what a phone receives of it.
 *
 * @param link of a survey that can be answered, in the database that the functions' environment names
 */
export async function measureBundles(
  functions: readonly FunctionResource[],
  link: string | undefined,
): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
  try {
    writeFileSync(join(folder, 'index.mjs'), EMPTY)
    const measured: unknown[] = [await measure('(empty)', folder, {})]
    for (const { name, codeFolder, environment } of functions) {
      const event = name === PARTICIPANT_PAGE && link !== undefined ? buildPageRequest(link) : undefined
      measured.push(await measure(name, codeFolder, environment, event))
    }
    return measured
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(
  name: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
  event?: object,
): Promise<unknown> {
  const starts: ColdStart[] = []
  for (let i = 0; i < RUNS; i++) starts.push(await startCold(folder, environment, event))
  const files = listStartFiles(folder).map((file) => readFileSync(join(folder, file)))
  return {
    function: name,
    startBytes: files.reduce((sum, { length }) => sum + length, 0),
    gzipBytes: files.reduce((sum, file) => sum + gzipSync(file).length, 0),
    allBytes: listModules(folder).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0),
    importMs: summarize(starts.map(({ importMs }) => importMs)),
    ...(event && { firstPageMs: summarize(starts.map(({ answerMs }) => answerMs)) }),
    ...(starts[0]?.answer && { firstLoadBytes: measureFirstLoad(starts[0].answer) }),
  }
}

async function startCold(
  folder: string,
  environment: Readonly<Record<string, string>>,
  event?: object,
): Promise<ColdStart> {
  const { stdout } = await run(
    process.execPath,
    [
      ...['--input-type=module', '-e', PROBE, pathToFileURL(join(folder, 'index.mjs')).href],
      ...(event ? [JSON.stringify(event)] : []),
    ],
    { env: { ...environment, NODE_OPTIONS: '' } },
  )
  return JSON.parse(stdout)
}

function listModules(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.mjs'))
}

/** index.mjs and what it imports, and so on, but not what it loads later with `import()`. */
function listStartFiles(folder: string, file = 'index.mjs', found: string[] = []): string[] {
  if (found.includes(file)) return found
  found.push(file)
  const text = readFileSync(join(folder, file), 'utf8')
  for (const [, imported = ''] of text.matchAll(/(?:from|import)"\.\/(chunk-[\w-]+\.mjs)"/g))
    listStartFiles(folder, imported, found)
  return found
}

/** The gateway's event for a person who opens a link. */
function buildPageRequest(link: string): object {
  const { pathname, host } = new URL(link)
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath: pathname, rawQueryString: '' },
    headers: { host, accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' },
    requestContext: {
      ...{ requestId: 'bench', domainName: host, stage: '$default' },
      http: { method: 'GET', path: pathname },
    },
    isBase64Encoded: false,
  }
}

function summarize(times: readonly number[]): { median: number; least: number } {
  const sorted = [...times].sort((a, b) => a - b)
  return { median: round(sorted[Math.floor(sorted.length / 2)]), least: round(sorted[0]) }
}

function round(value = Number.NaN): number {
  return Math.round(value * 10) / 10
}
