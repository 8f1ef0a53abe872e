/**
 * `npm start`: the synthesized stacks on this machine.
 *   npm start -- --fresh    removes what was kept first
 *   npm start -- --empty    without the demo cohort
 *   PORT=9000 npm start     another port than 8787
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import '../node-version.js'
import { synthesize } from './cloudformation/assembly.ts'
import { createDemoCohort, type DemoCohort } from './demo/run.ts'
import { createProgressLine } from './progress-line.ts'
import { requireCurrentLayout } from './runtime/data-layout.ts'
import { acquireDataLock } from './runtime/data-lock.ts'
import type { LocalStack } from './server/local-stack.ts'
import { startLocalStack } from './server/stack.ts'

const FOLDER = fileURLToPath(new URL('../../.concord', import.meta.url))
const DATA = join(FOLDER, 'data')
const LOCK = join(FOLDER, 'data.lock')
const PORT = Number(process.env.PORT ?? 8787)

const USAGE = `npm start [-- --fresh] [--empty]

  --fresh   removes what was kept first
  --empty   without the demo cohort
  PORT=9000 npm start   another port than 8787`

const { values: asked } = readArguments()

function readArguments() {
  try {
    return parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    console.error(explainError(error))
    console.error(USAGE)
    process.exit(1)
  }
}

if (asked.help) {
  console.log(USAGE)
  process.exit(0)
}

let stack: LocalStack | undefined
let demo: DemoCohort | undefined
let closing = false
let releaseLock: (() => void) | undefined

async function close(): Promise<void> {
  if (closing) return
  closing = true
  demo?.stop()
  await stack?.close()
  releaseLock?.()
}

function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Port ${PORT} is in use, perhaps by another program. Choose another port: PORT=9000 npm start`
  }
  return error.message
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void close().finally(() => process.exit(0)))
}

try {
  releaseLock = acquireDataLock(LOCK)
  if (asked.fresh) rmSync(DATA, { recursive: true, force: true })
  requireCurrentLayout(DATA)
  const assembly = await synthesize(join(FOLDER, 'cdk.out'), (line) => console.error(line))
  const databaseEndpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB
  const logFolder = join(FOLDER, 'log')
  if (!asked.empty) {
    const onProgress = createProgressLine(process.stdout)
    demo = createDemoCohort({ dataFolder: DATA, logFolder, databaseEndpoint, onProgress })
  }
  stack = await startLocalStack({
    assembly,
    port: PORT,
    dataFolder: DATA,
    logFolder,
    databaseEndpoint,
    freshTables: asked.fresh,
    ...(demo === undefined ? {} : { readDemo: demo.readProgress }),
  })
  console.log(`ready ${stack.url}`)
  await demo?.run(stack, assembly)
} catch (error) {
  console.error(explainError(error))
  await close()
  process.exit(1)
}
