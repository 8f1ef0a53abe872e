import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import type { DemoProgress } from '../runtime/demo-progress.ts'
import type { PhoneText } from '../runtime/phone.ts'
import { StateFile } from '../runtime/state-file.ts'
import { connect } from '../runtime/tables.ts'
import type { LocalStack } from '../server/local-stack.ts'
import type { BuildMessage, BuildOrder } from './build.ts'
import { COHORT_WEEKS, PARTICIPANTS_PER_SITE, SITE_PARAMETERS } from './cohort-parameters.ts'
import { loadDump } from './dump.ts'
import { TRIAL_PARTICIPANTS_PER_SITE, TRIAL_SITES } from './trial-lives.ts'

const BUILDER = fileURLToPath(new URL('./build.ts', import.meta.url))
const CLINICS = SITE_PARAMETERS.length + TRIAL_SITES.length
const PEOPLE =
  SITE_PARAMETERS.length * PARTICIPANTS_PER_SITE + TRIAL_SITES.length * TRIAL_PARTICIPANTS_PER_SITE
const marker = z.object({ surveys: z.number() })

export interface DemoCohort {
  readonly readProgress: () => DemoProgress
  /** Resolves when the cohort is in the tables, or could not be made. Never rejects. */
  run(stack: LocalStack, assembly: string): Promise<void>
  stop(): void
}

interface DemoOptions {
  readonly dataFolder: string
  readonly logFolder: string
  /** A DynamoDB that both stacks share, when there is no embedded one. */
  readonly databaseEndpoint: string | undefined
  readonly onProgress: (progress: DemoProgress) => void
  /** Fewer participants for each clinic than the cohort has, for a test. */
  readonly perSite?: number
}

/**
 * Makes the demo cohort once: build → files → tables → marker. A stop before the files are whole starts over, a stop
 * after it copies them again, which changes nothing that was copied before. So none is ever there twice or in part.
 */
export function createDemoCohort({
  dataFolder,
  logFolder,
  databaseEndpoint,
  onProgress,
  perSite,
}: DemoOptions): DemoCohort {
  const folder = join(dataFolder, 'demo')
  const done = new StateFile(join(dataFolder, 'demo.json'), (value) => marker.parse(value))
  let child: ChildProcess | undefined
  let stopped = false
  let surveys = 0
  let progress: DemoProgress = describeAnswering(0, 0)
  const report = (next: DemoProgress): void => {
    progress = next
    onProgress(next)
  }

  async function build(stack: LocalStack, assembly: string): Promise<void> {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const order: BuildOrder = {
      assembly,
      logFolder: join(logFolder, 'demo'),
      output: folder,
      publicUrl: stack.url,
      secrets: stack.secrets,
      endsAt: stack.clock.now(),
      tablePrefix: databaseEndpoint === undefined ? '' : 'demo-',
      ...(databaseEndpoint === undefined ? {} : { databaseEndpoint }),
      ...(perSite === undefined ? {} : { perSite }),
    }
    child = fork(BUILDER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
    await new Promise<void>((resolve, reject) => {
      let built = false
      // Over the channel and not as an argument, which any process list shows: the link secret is in it.
      child?.send(order)
      child?.on('message', (message: BuildMessage) => {
        if (message.kind === 'progress') report(describeAnswering(message.weeks, message.surveys))
        else if (message.kind === 'failed') reject(new Error(message.reason))
        else {
          built = true
          surveys = message.surveys
        }
      })
      child?.once('error', reject)
      child?.once('exit', (code) =>
        built ? resolve() : reject(new Error(`the builder ended with code ${code}`)),
      )
    })
  }

  async function copyDump(stack: LocalStack): Promise<void> {
    const client = connect(stack.databaseEndpoint, stack.region)
    try {
      // Nothing falls due meanwhile: half a participant must not be texted.
      await stack.runExclusively(() => loadDump(client, join(folder, 'items.jsonl')))
    } finally {
      client.destroy()
    }
    stack.phones.add(JSON.parse(readFileSync(join(folder, 'texts.json'), 'utf8')) as PhoneText[])
    done.write({ surveys })
    rmSync(folder, { recursive: true, force: true })
  }

  return {
    readProgress: () => progress,
    async run(stack, assembly) {
      const before = done.read()
      if (before !== undefined) return report(describeCompletion(before.surveys))
      try {
        report(progress)
        if (!existsSync(join(folder, 'items.jsonl'))) await build(stack, assembly)
        await copyDump(stack)
        report(describeCompletion(surveys))
      } catch (error) {
        if (stopped) return
        const reason = error instanceof Error ? error.message : String(error)
        report({ kind: 'failed', done: 0, total: 1, line: `Demo cohort failed: ${reason}` })
      }
    },
    stop() {
      stopped = true
      child?.kill('SIGTERM')
    },
  }
}

function describeAnswering(weeks: number, surveys: number): DemoProgress {
  const line = `Demo cohort: week ${weeks} of ${COHORT_WEEKS}, ${PEOPLE} participants, ${surveys} assessments completed`
  return { kind: 'answering', done: weeks, total: COHORT_WEEKS, line }
}

function describeCompletion(surveys: number): DemoProgress {
  const answered = surveys > 0 ? `, ${surveys} assessments completed` : ''
  const line = `Demo cohort complete: ${PEOPLE} participants at ${CLINICS} clinics${answered}`
  return { kind: 'complete', done: COHORT_WEEKS, total: COHORT_WEEKS, line }
}
