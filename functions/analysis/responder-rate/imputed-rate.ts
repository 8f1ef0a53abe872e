import { listScoreRefs } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { ImputedRate } from '../../../web/api/analyses/denominators.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { isMet } from '../estimand/denominators.ts'
import type { DueOutcome, EndpointQuestion } from '../estimand/endpoint-outcome.ts'
import { imputeTable, type ScoreTable } from '../imputation/impute-table.ts'
import { poolImputedRates } from '../imputation/pool-imputed-rates.ts'
import type { ResponderEvaluator } from '../responder/responder-evaluator.ts'
import { createScoreReader, type ExactScore, type ScoreReader } from '../responder/score-reader.ts'
import { estimateClusteredProportion } from '../statistics/clustered-proportion.ts'
import { createRandomStream } from '../statistics/random.ts'
import type { Timeline, TimelinePoint } from '../timeline/timeline.ts'

/** Imputed data sets are added until the rate's Monte Carlo error is below half a percentage point, or there are so many. */
const MAX_MONTE_CARLO_ERROR = 0.005
const MAX_IMPUTATIONS = 200
/** Beyond this the chain takes longer than a page may. Up to it each outcome is of one participant. */
export const MAX_IMPUTED_PARTICIPANTS = 20_000
/** A covariance of so many columns needs at least so many rows for each. */
const MIN_ROWS_PER_COLUMN = 3
/** Columns that only help to predict are taken while there are so many rows for each. */
const ROWS_PER_AUXILIARY_COLUMN = 10

export type ImputationSettings = { readonly imputations: number; readonly seed: number }

/** A participant who is due, with their site and arm. */
export type DueParticipant = {
  readonly outcome: DueOutcome
  readonly site: string
  readonly arm: string | null
}

/**
 * The rate with missing scores imputed and the rule applied to each imputed data set. The scores are imputed, and never the
 * verdict: a rule over several of them keeps their correlation. An imputed score becomes the nearest one that somebody of
 * the cohort had, so that it lies on the scale.
 *
 * Who failed by an event fails in every data set; who cannot be judged with every score filled in, as at a baseline of 0, is
 * not met.
 */
export function computeImputedRate(
  due: readonly DueParticipant[],
  question: EndpointQuestion,
  measures: Measures,
  evaluate: ResponderEvaluator,
  { imputations, seed }: ImputationSettings,
): ImputedRate {
  const open = due.filter(({ outcome }) => !outcome.isObserved && outcome.failedBy === null)
  const n = due.reduce((sum, { outcome: { count = 1 } }) => sum + count, 0)
  if (imputations < 2 || open.length === 0) return { kind: 'not-imputed', reason: 'nothing-to-impute' }
  if (n > MAX_IMPUTED_PARTICIPANTS) return { kind: 'not-imputed', reason: 'too-many-participants' }
  const columns = chooseColumns(due, question, measures)
  if (columns === undefined) return { kind: 'not-imputed', reason: 'a-score-without-values' }
  if (due.length < MIN_ROWS_PER_COLUMN * columns.length)
    return { kind: 'not-imputed', reason: 'too-few-participants' }
  const table = buildTable(due, columns)
  const settled = due.filter(({ outcome }) => outcome.isObserved && isMet(outcome)).length
  const openRows = due.flatMap(({ outcome }, row) =>
    !outcome.isObserved && outcome.failedBy === null ? [{ row, outcome }] : [],
  )
  const rates: number[] = []
  for (const cells of imputeTable(table, createRandomStream(seed, 'responder-rate', question.timepoint))) {
    const met = openRows.filter(({ row, outcome }) => {
      const values = cells.subarray(row * table.width, (row + 1) * table.width)
      const { timeline, timepoint } = outcome.read
      return evaluate(fillTimeline(timeline, columns, values), timepoint).result === 'met'
    }).length
    rates.push((settled + met) / due.length)
    if (rates.length >= imputations && isPrecise(rates)) break
  }
  if (rates.length < imputations) return { kind: 'not-imputed', reason: 'too-few-participants' }
  const { df: _, ...pooled } = poolImputedRates(rates, due.length, { designEffect: computeWidening(due) })
  return {
    ...{ kind: 'imputed', ...pooled, interval: [...pooled.interval] },
    ...{ imputedParticipants: open.length, seed },
  }
}

/** How much wider sites make the interval, by the primary rate: what is imputed changes it little. */
function computeWidening(due: readonly DueParticipant[]): number {
  const sites = [...Map.groupBy(due, ({ site }) => site).values()].map((ones) => ({
    n: ones.length,
    events: ones.filter(({ outcome }) => isMet(outcome)).length,
  }))
  return estimateClusteredProportion(sites).widening
}

function isPrecise(rates: readonly number[]): boolean {
  if (rates.length >= MAX_IMPUTATIONS) return true
  const mean = rates.reduce((sum, one) => sum + one, 0) / rates.length
  const variance = rates.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (rates.length - 1)
  return Math.sqrt(variance / rates.length) < MAX_MONTE_CARLO_ERROR
}

/** A score at baseline (`null`) or at a follow-up, and the scores that it can become. */
type Column = {
  readonly reader: ScoreReader
  readonly timepoint: string | null
  readonly support: Support
}
type ScoredScore = Extract<StoredScore, { kind: 'scored' }>
type Support = {
  readonly values: Float64Array
  readonly scores: readonly ScoredScore[]
}

/** `undefined` where nobody has one of the scores that the rule needs at the timepoint. */
function chooseColumns(
  due: readonly DueParticipant[],
  { definition, timepoint }: EndpointQuestion,
  measures: Measures,
): readonly Column[] | undefined {
  const names = [...new Set(listScoreRefs(definition.rule).map((ref) => measures.get(ref)?.name ?? ref))]
  const takesLate = definition.lateAnswers === 'counted'
  const followUps = listFollowUps(due, timepoint)
  const columns = names.flatMap((name) => {
    const reader = createScoreReader(name, measures, takesLate)
    const support = collectSupport(due, reader)
    return [null, ...followUps].map((at): Column => ({ reader, timepoint: at, support }))
  })
  const counted = columns.map((column) => ({
    column,
    count: due.filter(({ outcome }) => readColumn(outcome.read.timeline, column) !== undefined).length,
  }))
  const isNeeded = ({ timepoint: at }: Column) => at === null || at === timepoint
  const held = counted.filter(({ count }) => count > 1)
  const needed = held.filter(({ column }) => isNeeded(column))
  if (!names.every((name) => needed.some(({ column }) => column.reader.name === name))) return undefined
  // The nearest follow-ups first: listFollowUps gives them in that order.
  const most = Math.max(needed.length, Math.floor(due.length / ROWS_PER_AUXILIARY_COLUMN))
  const auxiliary = followUps
    .filter((at) => at !== timepoint)
    .flatMap((at) => held.filter(({ column }) => column.timepoint === at))
  return [...needed, ...auxiliary].slice(0, most).map(({ column }) => column)
}

/** The endpoint's timepoint, then the others from the nearest to the farthest, by the order of the timelines. */
function listFollowUps(due: readonly DueParticipant[], timepoint: string): readonly string[] {
  const distances = new Map<string, number>([[timepoint, 0]])
  for (const { outcome } of due) {
    const { followUps } = outcome.read.timeline
    const at = followUps.findIndex((point) => point.timepoint === timepoint)
    if (at < 0) continue
    followUps.forEach((point, place) => {
      if (!distances.has(point.timepoint))
        distances.set(point.timepoint, Math.abs(place - at) + (place > at ? 0.5 : 0))
    })
  }
  return [...distances].sort(([, a], [, b]) => a - b).map(([id]) => id)
}

/** The scores that anybody had, at whatever timepoint, in ascending order. */
function collectSupport(due: readonly DueParticipant[], reader: ScoreReader): Support {
  const known = new Map<number, ScoredScore>()
  for (const { outcome } of due) {
    const { baseline, followUps } = outcome.read.timeline
    for (const score of [
      reader.readBaseline({ baseline }),
      ...followUps.map((point) => reader.readScore(point)),
    ])
      if (!('reason' in score)) known.set(toNumber(score.value), score.stored)
  }
  const values = Float64Array.from(known.keys()).sort()
  return { values, scores: Array.from(values, (value) => known.get(value) as ScoredScore) }
}

function readColumn(
  { baseline, followUps }: Timeline,
  { reader, timepoint }: Pick<Column, 'reader' | 'timepoint'>,
): ExactScore | undefined {
  const score =
    timepoint === null
      ? reader.readBaseline({ baseline })
      : reader.readScore(followUps.find((point) => point.timepoint === timepoint))
  return 'reason' in score ? undefined : score
}

function buildTable(due: readonly DueParticipant[], columns: readonly Column[]): ScoreTable {
  const arms = [...new Set(due.map(({ arm }) => arm))]
  const width = columns.length
  const cells = new Float64Array(due.length * width)
  due.forEach(({ outcome }, row) => {
    columns.forEach((column, at) => {
      const score = readColumn(outcome.read.timeline, column)
      cells[row * width + at] = score === undefined ? Number.NaN : toNumber(score.value)
    })
  })
  return { width, cells, group: Uint16Array.from(due, ({ arm }) => arms.indexOf(arm)), groups: arms.length }
}

/** The timeline with every score of the columns: the participant's own where there is one, the imputed one elsewhere. */
function fillTimeline(timeline: Timeline, columns: readonly Column[], values: Float64Array): Timeline {
  const listScores = (timepoint: string | null) =>
    columns.flatMap((column, at) =>
      column.timepoint === timepoint
        ? [readColumn(timeline, column)?.stored ?? findNearest(column.support, values[at] as number)]
        : [],
    )
  const fill = (point: TimelinePoint, timepoint: string | null): TimelinePoint => {
    const scores = listScores(timepoint)
    return scores.length === 0 ? point : { ...point, standing: 'answered', late: false, scores }
  }
  const { baseline } = timeline
  const followUps = timeline.followUps.map((point) => fill(point, point.timepoint))
  const [first] = followUps
  const at = baseline?.at ?? timeline.treatedAt[0] ?? first?.at ?? ''
  const empty: TimelinePoint = { timepoint: '', at, standing: 'missed', late: false, scores: [] }
  return { ...timeline, baseline: fill(baseline ?? empty, null), followUps }
}

function findNearest({ values, scores }: Support, drawn: number) {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) < drawn) low = middle + 1
    else high = middle
  }
  const below = Math.max(0, low - 1)
  const isBelowNearer = drawn - (values[below] as number) < (values[low] as number) - drawn
  return scores[isBelowNearer ? below : low] as ScoredScore
}
