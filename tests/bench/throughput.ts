import { join } from 'node:path'
import { dumpTables, loadDump } from '../../infra/local/demo/dump.ts'
import { connect } from '../../infra/local/runtime/tables.ts'
import { type Answers, type BaselineAnswers, readBaselineAnswers } from './answers.ts'
import { createLoad, type Load } from './load.ts'
import { type MeasuredServer, startMeasuredServer } from './measured-server.ts'
import { type Enrolled, enrol, readLinks } from './participants.ts'
import {
  computeMedians,
  measureRound,
  measureStage,
  PER_ROUND,
  ROUNDS,
  type Stage,
  type Stages,
  type Target,
  WARM_UP,
} from './stages.ts'
import { openSurveyPage, submitWhole } from './survey-client.ts'

/** A first wave, then all the others. */
const FIRST_DUE = 1_000
/** Surveys by screens, each of which is some twenty requests; and as many as the server needs to be warm for them. */
const BY_SCREENS = 200
const BY_SCREENS_WARM_UP = 50
const BY_SCREENS_AT_ONCE = 16

/** Texts that fall due together, from the tick to the recorded delivery. */
export interface Dispatch {
  readonly textsPerSecond: number
  readonly cpuSecondsPer1000: { readonly functions: number; readonly database: number | null }
}

export interface Throughput {
  /** Whole batteries over HTTP, each with its scores, an alert and its audit entry. Medians of three fresh servers. */
  readonly submissions: Stages
  /** Whole surveys as people answer them: opened, begun, each answer saved, submitted. No alert. At 16 at once. */
  readonly surveysByScreens: Stage
  readonly enrolmentsPerSecond: number
  readonly dispatch: Readonly<Record<`due${number}`, Dispatch>>
  /** What the load generator sent, for whoever is sent the same. */
  readonly answers: BaselineAnswers
}

/**
 * Everyone is enrolled and texted once; each round starts a server over a copy of that, so that all three measure the same.
 */
export async function measureThroughput(assembly: string, folder: string): Promise<Throughput> {
  const file = join(folder, 'participants.jsonl')
  const prepared = await prepareParticipants(assembly, folder, file)
  const rounds: Stages[] = []
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(await withCopy(assembly, folder, file, prepared, ({ whole }) => measureRound(whole)))
  const surveysByScreens = await withCopy(assembly, folder, file, prepared, measureByScreens)
  const { answers, enrolmentsPerSecond, dispatch } = prepared
  return { submissions: computeMedians(rounds), surveysByScreens, enrolmentsPerSecond, dispatch, answers }
}

interface Prepared {
  readonly answers: BaselineAnswers
  /** Paths: each server has an address of its own. */
  readonly links: readonly string[]
  readonly secrets: MeasuredServer['secrets']
  readonly enrolmentsPerSecond: number
  readonly dispatch: Throughput['dispatch']
}

async function prepareParticipants(assembly: string, logFolder: string, file: string): Promise<Prepared> {
  const server = await startMeasuredServer({ assembly, logFolder })
  const load = createLoad()
  try {
    const answers = await readBaselineAnswers(server, load)
    const all: Enrolled[] = []
    const dispatch: Record<`due${number}`, Dispatch> = {}
    let enrolling = 0
    for (const count of [FIRST_DUE, PER_ROUND - FIRST_DUE]) {
      const began = performance.now()
      all.push(...(await enrol(server, load, { from: all.length, count })))
      enrolling += performance.now() - began
      dispatch[`due${count}`] = await measureTick(server, count)
    }
    const links = (await readLinks(server, all)).map((link) => new URL(link).pathname)
    const client = connect(server.databaseEndpoint, server.region)
    await dumpTables(client, server.tables, '', new Set(), file)
    client.destroy()
    const enrolmentsPerSecond = Math.round((all.length / enrolling) * 1000)
    return { answers, links, secrets: server.secrets, enrolmentsPerSecond, dispatch }
  } finally {
    load.close()
    await server.stop()
  }
}

async function measureTick(server: MeasuredServer, count: number): Promise<Dispatch> {
  const before = await server.readCpu()
  const began = performance.now()
  await server.tick()
  const seconds = (performance.now() - began) / 1000
  const after = await server.readCpu()
  const spread = (used: number): number => Math.round((used / count) * 100_000) / 100
  return {
    textsPerSecond: Math.round(count / seconds),
    cpuSecondsPer1000: {
      functions: spread(after.functions - before.functions),
      database:
        after.database === null || before.database === null ? null : spread(after.database - before.database),
    },
  }
}

/** What a server over the copy is sent. */
interface Targets {
  readonly whole: Target
  readonly byScreens: Target
}

async function withCopy<Result>(
  assembly: string,
  logFolder: string,
  file: string,
  { answers, links, secrets }: Prepared,
  measure: (targets: Targets) => Promise<Result>,
): Promise<Result> {
  const server = await startMeasuredServer({ assembly, logFolder, secrets })
  const load = createLoad()
  const client = connect(server.databaseEndpoint, server.region)
  const findLink = (at: number): string => `${server.url}${links[at]}`
  const { readCpu } = server
  try {
    await loadDump(client, file)
    return await measure({
      whole: { readCpu, submit: (at) => submitWhole(load, findLink(at), answers.withAlert) },
      byScreens: { readCpu, submit: (at) => answerByScreens(load, findLink(at), answers.withoutAlert) },
    })
  } finally {
    client.destroy()
    load.close()
    await server.stop()
  }
}

/** On the server that is warm from whole batteries, and from a few surveys of the same kind. */
async function measureByScreens({ whole, byScreens }: Targets): Promise<Stage> {
  const order = Array.from({ length: PER_ROUND }, (_, at) => at)
  await measureStage(order.splice(0, WARM_UP), BY_SCREENS_AT_ONCE, whole)
  await measureStage(order.splice(0, BY_SCREENS_WARM_UP), BY_SCREENS_AT_ONCE, byScreens)
  return await measureStage(order.splice(0, BY_SCREENS), BY_SCREENS_AT_ONCE, byScreens)
}

async function answerByScreens(load: Load, link: string, answers: Answers): Promise<void> {
  const page = await openSurveyPage(load, link)
  await page.begin()
  for (const [index, code] of Object.values(answers).entries()) await page.answer(index + 1, code)
  await page.submit()
}
