/**
 * `npm run simulate -- --seeds N` runs N histories; `--seed S` replays one; `--broken RULE` breaks a rule on purpose.
 * The last line is the count of histories and violations; a violation exits with 1.
 */
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { buildBuiltInValues } from '../../infra/constructs/built-in-values.ts'
import { startDatabase } from '../../infra/local/runtime/dynamodb.ts'
import { BROKEN, type Broken } from './broken.ts'
import type { History } from './history.ts'

process.env.TZ = 'UTC'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    broken: { type: 'string' },
  },
})

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number`)
  return Number(text)
}

function brokenRule(text: string | undefined): Broken | undefined {
  const rule = BROKEN.find((one) => one === text)
  if (text !== undefined && rule === undefined) throw new Error(`--broken is one of ${BROKEN.join(', ')}`)
  return rule
}

/** While one history waits for the database, another one goes on. */
const AT_ONCE = 4

const broken = brokenRule(values.broken)
const only = values.seed === undefined ? undefined : wholeNumber('seed', values.seed)
const from = only ?? wholeNumber('from', values.from)
const count = only === undefined ? wholeNumber('seeds', values.seeds) : 1
// Node reads TypeScript, but not the pages' JSX.
const outfile = fileURLToPath(new URL('../../.concord/simulation.js', import.meta.url))
await build({
  entryPoints: [fileURLToPath(new URL('history.ts', import.meta.url))],
  ...{ outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' },
  ...{ jsx: 'automatic', jsxImportSource: 'hono/jsx', define: buildBuiltInValues() },
})
const { runHistory }: typeof import('./history.ts') = await import(pathToFileURL(outfile).href)

const database = await startDatabase(undefined)
const seeds = Array.from({ length: count }, (_, index) => from + index)
const done: History[] = []

async function work(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const history = await runHistory(database.endpoint, seed, broken)
    done.push(history)
    for (const violation of history.violations) console.log(`seed ${seed}: ${violation}`)
    if (done.length % 500 === 0) console.error(`${done.length} histories`)
  }
}

try {
  await Promise.all(Array.from({ length: AT_ONCE }, work))
} finally {
  await database.close()
}
const sum = (countOne: (history: History) => number) => done.reduce((total, one) => total + countOne(one), 0)
const violations = sum((one) => one.violations.length)
console.log(
  `${sum((one) => one.steps)} steps, ${sum((one) => one.answers)} answers, ${sum((one) => one.texts)} texts, ${sum((one) => one.byText)} responses by text, ${sum((one) => one.moved)} moves to a version`,
)
console.log(`${done.length} histories, ${violations} violations`)
process.exitCode = violations > 0 ? 1 : 0
