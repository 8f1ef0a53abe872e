import type { MeasuredServer } from './measured-server.ts'
import { runAll } from './run-all.ts'
import { type Answers, baselineAnswers, enrol, submit } from './surveys.ts'

/** Surveys at each concurrency: enough for a 99th percentile, few enough for a minute in all. */
const STAGES = [
  { concurrency: 1, surveys: 150 },
  { concurrency: 16, surveys: 400 },
  { concurrency: 64, surveys: 400 },
] as const
const WARM_UP = 50
const LONGEST_STAGE_MS = 20_000

/** Whole-battery submissions over HTTP, each with its scores, verdicts and audit entry. Times in milliseconds. */
export async function measureThroughput(server: MeasuredServer): Promise<unknown> {
  const answers = await baselineAnswers(server)
  const total = WARM_UP + STAGES.reduce((sum, { surveys }) => sum + surveys, 0)
  const links = await enrol(server, total)
  await runAll(links.splice(0, WARM_UP), 4, (link) => submit(link, answers))
  const stages: unknown[] = []
  for (const { concurrency, surveys } of STAGES) {
    stages.push(await measureStage(server, links.splice(0, surveys), concurrency, answers))
  }
  return stages
}

async function measureStage(
  server: MeasuredServer,
  links: readonly string[],
  concurrency: number,
  answers: Answers,
): Promise<unknown> {
  const times: number[] = []
  const cpuBefore = await server.cpuSeconds()
  const startedAt = performance.now()
  const done = await runAll(
    links,
    concurrency,
    async (link) => {
      const began = performance.now()
      await submit(link, answers)
      times.push(performance.now() - began)
    },
    () => performance.now() - startedAt < LONGEST_STAGE_MS,
  )
  const seconds = (performance.now() - startedAt) / 1000
  const cpuAfter = await server.cpuSeconds()
  const per1000 = (after: number | null, before: number | null): number | null =>
    after === null || before === null ? null : round(((after - before) / done) * 1000)
  times.sort((a, b) => a - b)
  return {
    concurrency,
    submissions: done,
    perSecond: round(done / seconds),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    cpuSecondsPer1000: {
      functions: per1000(cpuAfter.functions, cpuBefore.functions),
      database: per1000(cpuAfter.database, cpuBefore.database),
    },
  }
}

/** Nearest rank. */
function percentile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  return value === undefined ? null : round(value)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
