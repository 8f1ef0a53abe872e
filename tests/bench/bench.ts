/**
 * `npm run bench`: prints one JSON document of what Concord costs on this machine, and on stderr what changed against the
 * results that are kept. Loopback only, about five minutes on a quiet machine, and nothing is left behind.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildBundle } from '../../infra/constructs/build-bundle.ts'
import { WRITES_LARGE_FILES } from '../../infra/constructs/node-options.ts'
import { synthesize } from '../../infra/local/cloudformation/assembly.ts'
import { startDatabase } from '../../infra/local/runtime/dynamodb.ts'
import { measureBundles } from './bundles.ts'
import { measureLake } from './lake.ts'
import { measureLibrary } from './library.ts'
import { createLoad } from './load.ts'
import { startMeasuredServer } from './measured-server.ts'
import { measureOutcome } from './outcome.ts'
import { enrol, readLinks } from './participants.ts'
import { measurePeers } from './peers/peers.ts'
import { compareWithR, measureRepeatedMeasures } from './repeated-measures.ts'
import { findChanges, formatChanges, pickMeasured } from './results.ts'
import { measureAdaptive, measureScoring } from './scoring.ts'
import { measureSteps } from './steps.ts'
import { measureThroughput } from './throughput.ts'

/**
 * `--save` keeps the results, for the commit that they belong to. `--peers` sends the same load to servers that do less; it
 * needs npm for one of them. `--r` runs the mixed model in R (nlme) beside ours, a minute or two. `--lake` makes and asks the
 * facts of a million participants too, some ten minutes and 2 GB of disk.
 */
const { values: asked } = parseArgs({
  options: {
    ...{ save: { type: 'boolean' }, peers: { type: 'boolean' } },
    ...{ r: { type: 'boolean' }, lake: { type: 'boolean' } },
  },
})
const ASSEMBLIES = fileURLToPath(new URL('../../.concord/cdk.out', import.meta.url))
/** Without the machine's name and make: what a machine can do is told by its cores and its Node. */
const KEPT = fileURLToPath(new URL('./results/kept.json', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
const say = (line: string): void => console.error(line)

async function measure(): Promise<object> {
  // Where other work runs beside the bench, every time is longer: the load before it says so.
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  const machine = { node: process.version, cores: availableParallelism(), load }
  const assembly = await synthesize(ASSEMBLIES, say)
  say('steps')
  const steps = await measureSteps(assembly, join(folder, 'log'))
  say('bundles')
  const bundles = await readBundles(assembly)
  say('library')
  const library = await withDatabase(measureLibrary)
  say('reports')
  const { measureWeeklyReport } = await importReports()
  const reports = await withDatabase((endpoint) => measureWeeklyReport(endpoint, [500, 5_000]))
  say('submissions')
  const { answers, ...throughput } = await measureThroughput(assembly, folder)
  const peers = asked.peers ? { peers: await measurePeers(answers.withAlert, folder, say) } : {}
  say('scoring')
  const scoring = { phq9: measureScoring(), adaptive: measureAdaptive() }
  say('analyses')
  const analyses = {
    pooled: measureOutcome([1_000, 10_000, 100_000]),
    repeatedMeasures: measureRepeatedMeasures([1_000, 10_000, 100_000]),
    ...(asked.r && { besideR: compareWithR(10_000) }),
  }
  say('exports')
  const exports = { tidy: measureExports(1_000_000) }
  say('lake')
  const lake = await measureLake(folder, asked.lake ? [100_000, 1_000_000] : [40_000])
  return {
    machine,
    ...throughput,
    ...peers,
    steps,
    bundles,
    library,
    reports,
    scoring,
    analyses,
    exports,
    lake,
  }
}

function measureExports(answers: number): unknown {
  const script = fileURLToPath(new URL('./print-tidy-export.ts', import.meta.url))
  const printed = execFileSync(process.execPath, [WRITES_LARGE_FILES, script, String(answers)])
  return JSON.parse(printed.toString())
}

/** Reports are pages, which Node reads only once they are bundled, as the function is that makes them. */
async function importReports(): Promise<typeof import('./weekly-report.ts')> {
  const bundle = join(folder, 'weekly-report')
  buildBundle('tests/bench/weekly-report.ts', bundle)
  return import(join(bundle, 'index.mjs'))
}

async function withDatabase<Measured>(measureOn: (endpoint: string) => Promise<Measured>): Promise<Measured> {
  const database = await startDatabase(undefined)
  try {
    return await measureOn(database.endpoint)
  } finally {
    await database.close()
  }
}

async function readBundles(assembly: string): Promise<unknown> {
  const server = await startMeasuredServer({ assembly, logFolder: join(folder, 'log') })
  const load = createLoad(1)
  try {
    const enrolled = await enrol(server, load, { count: 1 })
    await server.tick()
    const [link] = await readLinks(server, enrolled)
    return await measureBundles(server.functions, link)
  } finally {
    load.close()
    await server.stop()
  }
}

try {
  const results = await measure()
  const text = `${JSON.stringify(results, null, 2)}\n`
  console.log(text)
  if (existsSync(KEPT)) {
    const kept = pickMeasured(JSON.parse(readFileSync(KEPT, 'utf8')), results)
    say(formatChanges(findChanges(kept, results)))
  }
  if (asked.save) writeFileSync(KEPT, text)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
