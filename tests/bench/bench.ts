/**
 * `npm run bench`: prints one JSON document of what Concord costs on this machine. Loopback only, about two minutes, and
 * nothing is left behind.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { synthesize } from '../../infra/local/cloudformation/assembly.ts'
import { measureBundles } from './bundles.ts'
import { measureCapacity } from './capacity.ts'
import { measureDispatch } from './dispatch.ts'
import { measureFirstLoad } from './first-load.ts'
import { startMeasuredServer } from './measured-server.ts'
import { measureOutcome } from './outcome.ts'
import { compareWithR, measureRepeatedMeasures } from './repeated-measures.ts'
import { measureAdaptive, measureScoring } from './scoring.ts'
import { enrol } from './surveys.ts'
import { measureThroughput } from './throughput.ts'

/**
 * `--due 100000` adds a run of so many due at once, which takes some minutes; `--r` the mixed model in R (nlme) beside ours, a
 * minute or two.
 */
const { values } = parseArgs({ options: { due: { type: 'string' }, r: { type: 'boolean' } } })
const DUE = [1_000, 4_000, ...(values.due === undefined ? [] : [Number(values.due)])]
const KEPT = fileURLToPath(new URL('../../.concord/cdk.out', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
const say = (line: string): void => console.error(line)

try {
  say('scoring')
  const scoring = { phq9: measureScoring(), adaptive: measureAdaptive() }
  say('outcomes')
  const outcomes = {
    pooled: measureOutcome([1_000, 10_000, 100_000]),
    repeatedMeasures: measureRepeatedMeasures([1_000, 10_000, 100_000]),
    ...(values.r && { besideR: compareWithR(10_000) }),
  }
  say('dispatch')
  const dispatch = await measureDispatch(DUE)
  const assembly = await synthesize(KEPT, say)
  say('capacity')
  const capacity = await measureCapacity(assembly, join(folder, 'log'))
  const server = await startMeasuredServer({ assembly, logFolder: join(folder, 'log') })
  try {
    say('first load')
    const firstLoad = await measureFirstLoad(server)
    say('throughput')
    const submissions = await measureThroughput(server)
    say('bundles')
    const [link] = await enrol(server, 1)
    const bundles = await measureBundles(server.functions, link)
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism() }
    console.log(
      JSON.stringify(
        { machine, scoring, outcomes, dispatch, submissions, firstLoad, capacity, bundles },
        null,
        2,
      ),
    )
  } finally {
    await server.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
