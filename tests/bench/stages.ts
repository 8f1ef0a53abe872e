import type { Cpu } from './cpu.ts'
import { runAll } from './run-all.ts'

/** Before the first measurement: until then V8 is still compiling, and stages would measure that. */
export const WARM_UP = 600
export const CONCURRENCIES = [1, 16, 64] as const
export const PER_STAGE = 1_500
export const ROUNDS = 3
/** What one round sends. */
export const PER_ROUND = WARM_UP + CONCURRENCIES.length * PER_STAGE

type Concurrency = (typeof CONCURRENCIES)[number]

/** Times in milliseconds. */
export interface Stage {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly cpuSecondsPer1000: { readonly functions: number; readonly database: number | null }
}
export type Stages = Readonly<Record<`c${Concurrency}`, Stage>>

export interface Target {
  /** Sends the nth submission of a round. @throws Error unless it was taken */
  readonly submit: (at: number) => Promise<void>
  readonly readCpu: () => Promise<Cpu>
}

/** One round: warm-up, then a stage at each concurrency. */
export async function measureRound(target: Target): Promise<Stages> {
  const order = Array.from({ length: PER_ROUND }, (_, at) => at)
  await runAll(order.splice(0, WARM_UP), 16, target.submit)
  const stages: Partial<Record<keyof Stages, Stage>> = {}
  for (const concurrency of CONCURRENCIES)
    stages[`c${concurrency}`] = await measureStage(order.splice(0, PER_STAGE), concurrency, target)
  return stages as Stages
}

/** @param order numbers of what is sent */
export async function measureStage(
  order: readonly number[],
  concurrency: number,
  { submit, readCpu }: Target,
): Promise<Stage> {
  const times: number[] = []
  const before = await readCpu()
  const startedAt = performance.now()
  await runAll(order, concurrency, async (at) => {
    const began = performance.now()
    await submit(at)
    times.push(performance.now() - began)
  })
  const seconds = (performance.now() - startedAt) / 1000
  const after = await readCpu()
  const spread = (used: number): number => round((used / order.length) * 1000, 100)
  times.sort((a, b) => a - b)
  return {
    perSecond: round(order.length / seconds, 10),
    p50: findPercentile(times, 0.5),
    p95: findPercentile(times, 0.95),
    p99: findPercentile(times, 0.99),
    cpuSecondsPer1000: {
      functions: spread(after.functions - before.functions),
      database:
        after.database === null || before.database === null ? null : spread(after.database - before.database),
    },
  }
}

/** The median of each number by itself: no round needs to be the middle one in all. */
export function computeMedians(rounds: readonly Stages[]): Stages {
  const entries = CONCURRENCIES.map((concurrency) => {
    const stages = rounds.map((one) => one[`c${concurrency}`])
    const middle = (read: (stage: Stage) => number): number => findMedian(stages.map(read))
    const databases = stages.flatMap((stage) => stage.cpuSecondsPer1000.database ?? [])
    const stage: Stage = {
      perSecond: middle((one) => one.perSecond),
      p50: middle((one) => one.p50),
      p95: middle((one) => one.p95),
      p99: middle((one) => one.p99),
      cpuSecondsPer1000: {
        functions: middle((one) => one.cpuSecondsPer1000.functions),
        database: databases.length > 0 ? findMedian(databases) : null,
      },
    }
    return [`c${concurrency}`, stage]
  })
  return Object.fromEntries(entries)
}

/** The lower of the two middle ones of an even number. */
export function findMedian(values: readonly number[]): number {
  return findPercentile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}

/** Nearest rank. */
function findPercentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return round(value, 100)
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts
}
