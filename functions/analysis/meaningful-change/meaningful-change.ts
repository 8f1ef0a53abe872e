import { deviation, mean, median } from 'd3-array'
import type {
  LogisticFit,
  MeaningfulChangeEstimate,
  RocEstimate,
  ThresholdEstimate,
} from '../../../web/api/analyses/meaningful-change.ts'
import { estimateMean, estimateMeanDifference, summarizeValues } from '../statistics/mean-estimate.ts'
import { createRandomStream } from '../statistics/random.ts'
import { requireLevel } from '../statistics/wilson.ts'
import { bootstrap } from './bootstrap.ts'
import { pearson, spearman } from './correlation.ts'
import { computeCumulativeCurve } from './cumulative-curve.ts'
import { computeDistributionThresholds } from './distribution-thresholds.ts'
import { adjustPredictiveChange, computePredictiveChange, fitLogistic } from './predictive-modelling.ts'
import { computeRoc } from './roc.ts'
import { countRows, type GroupedRows, type MeaningfulChangeRow, requireFiniteRows } from './rows.ts'

export type MeaningfulChangeOptions = {
  /** Steps of the anchor that are the minimally improved group; default 1 to 1. */
  readonly minimallyImproved?: readonly [from: number, to: number]
  /** Steps from which on somebody is improved, for ROC and predictive modelling; default 1. */
  readonly improvedFrom?: number
  readonly level?: number
  readonly bootstrap?: { readonly replicates: number; readonly seed: number }
  /** Reliability of the score with where it comes from. */
  readonly reliability?: { readonly coefficient: number; readonly source: string } | null
  /** Participants with an anchor but no improvement, or the other way round. */
  readonly missing?: number
}

const METHODS = {
  roc: { method: 'ROC, Youden', evidence: 'established' },
  predictive: { method: 'predictive modelling', evidence: 'established' },
  adjusted: { method: 'adjusted predictive modelling (2017)', evidence: 'unconfirmed' },
} as const
type Method = keyof typeof METHODS

/** Every method side by side, of everyone in it: before disclosure. */
export type MeaningfulChange = Omit<MeaningfulChangeEstimate, 'kind' | 'detail' | 'missing'> & {
  readonly missing: number
}

const MIN_CORRELATION = 0.3
const BALANCED_SHARE = [0.3, 0.7] as const
const DEFAULT_BOOTSTRAP = { replicates: 1000, seed: 1 }

/**
 * Minimal important change of a score by every method, side by side: none of them is right alone.
 *
 * @throws RangeError when the level is not between 0 and 1, a row holds what is no finite number (which row and member it is),
 *   a step of the anchor is none, or those missing are no count
 */
export function computeMeaningfulChange(
  rows: readonly MeaningfulChangeRow[],
  options: MeaningfulChangeOptions = {},
): MeaningfulChange {
  const {
    minimallyImproved = [1, 1],
    improvedFrom = 1,
    level = 0.95,
    reliability = null,
    missing = 0,
  } = options
  const { replicates, seed } = options.bootstrap ?? DEFAULT_BOOTSTRAP
  requireLevel(level)
  requireFiniteRows(rows)
  if (![...minimallyImproved, improvedFrom].every(Number.isFinite))
    throw new RangeError('minimallyImproved and improvedFrom are finite numbers')
  if (!Number.isInteger(missing) || missing < 0) throw new RangeError('missing is a count')
  const improvements = rows.map(({ improvement }) => improvement)
  const anchors = rows.map(({ anchor }) => anchor)
  const listGroupImprovements = (from: number, to: number) =>
    rows.flatMap(({ anchor, improvement }) => (anchor >= from && anchor <= to ? [improvement] : []))
  const minimal = listGroupImprovements(...minimallyImproved)
  const correlation = pearson(improvements, anchors, level)
  const rankCorrelation = spearman(improvements, anchors, level)
  const counted = countRows(
    rows.map(({ improvement, anchor }) => ({ improvement, improved: anchor >= improvedFrom })),
  )
  const proportion = rows.length === 0 ? null : counted.totalImproved / rows.length
  const roc = computeRoc(counted, level)
  const logistic = fitLogistic(counted)
  const [low, high] = BALANCED_SHARE
  return {
    ...{ n: rows.length, missing, minimallyImproved, improvedFrom, level, seed },
    anchor: {
      correlation,
      rankCorrelation,
      tooWeak: rankCorrelation.kind === 'not-estimated' || rankCorrelation.estimate < MIN_CORRELATION,
      groups: summarizeAnchorGroups(rows, level),
      meanChange: estimateMean(summarizeValues(minimal), level),
      overUnchanged: estimateMeanDifference(
        summarizeValues(minimal),
        summarizeValues(listGroupImprovements(0, 0)),
        level,
      ),
    },
    proportionImproved: proportion,
    proportionWarning: proportion === null || proportion < low || proportion > high,
    roc,
    logistic,
    thresholds: estimateThresholds(counted, roc, logistic, { replicates, seed, level }),
    distribution: computeDistributionThresholds(
      rows.flatMap(({ baseline }) => (baseline === null ? [] : [baseline])),
      reliability?.coefficient ?? null,
    ),
    cumulative: {
      leftOut: computeCumulativeCurve(improvements, { level }),
      notImproved: computeCumulativeCurve(improvements, { missing, level }),
    },
  }
}

function summarizeAnchorGroups(
  rows: readonly MeaningfulChangeRow[],
  level: number,
): MeaningfulChange['anchor']['groups'] {
  return [...Map.groupBy(rows, ({ anchor }) => anchor)]
    .sort(([a], [b]) => b - a)
    .map(([anchor, group]) => {
      const improvements = group.map(({ improvement }) => improvement)
      return {
        ...{ anchor, n: group.length, mean: mean(improvements) ?? 0, median: median(improvements) ?? 0 },
        standardDeviation: deviation(improvements) ?? null,
        curve: computeCumulativeCurve(improvements, { level }),
      }
    })
}

function estimateThresholds(
  counted: GroupedRows,
  roc: RocEstimate,
  logistic: LogisticFit,
  { replicates, seed, level }: { replicates: number; seed: number; level: number },
): ThresholdEstimate[] {
  const names = Object.keys(METHODS) as Method[]
  const estimates = {
    roc: roc.kind === 'estimated' ? roc.threshold : null,
    ...estimatePredictive(counted, logistic),
  }
  const reestimate = (one: GroupedRows) => {
    const curve = computeRoc(one, level)
    return {
      roc: curve.kind === 'estimated' ? curve.threshold : null,
      ...estimatePredictive(one, fitLogistic(one)),
    }
  }
  const intervals = bootstrap(counted, reestimate, names, {
    replicates,
    level,
    random: createRandomStream(seed, 'thresholds'),
  })
  const n = counted.totalImproved + counted.totalOthers
  return names.map((name): ThresholdEstimate => {
    const estimate = estimates[name]
    if (estimate !== null) return { kind: 'estimated', ...METHODS[name], n, estimate, ...intervals[name] }
    const refusal = name === 'roc' ? roc : logistic
    const otherwise = name === 'roc' ? 'no-cut-better-than-chance' : 'slope-not-positive'
    const reason = refusal.kind === 'not-estimated' ? refusal.reason : otherwise
    return { kind: 'not-estimated', method: METHODS[name].method, n, reason }
  })
}

function estimatePredictive(
  counted: GroupedRows,
  logistic: LogisticFit,
): { predictive: number | null; adjusted: number | null } {
  // Where those who changed less are the more often improved, no change is enough.
  if (logistic.kind === 'not-estimated' || logistic.b1 <= 0) return { predictive: null, adjusted: null }
  const predictive = computePredictiveChange(logistic, counted)
  const { correlation, deviation: spread } = pointBiserial(counted)
  return { predictive, adjusted: adjustPredictiveChange(predictive, counted, correlation, spread) }
}

/** Correlation of improvement with being improved, and the deviation of the improvements. */
function pointBiserial({ values, improved, others, totalImproved, totalOthers }: GroupedRows) {
  const n = totalImproved + totalOthers
  let [sum, sumImproved] = [0, 0]
  values.forEach((value, at) => {
    sum += value * ((improved[at] as number) + (others[at] as number))
    sumImproved += value * (improved[at] as number)
  })
  const middle = sum / n
  let squares = 0
  values.forEach((value, at) => {
    squares += (value - middle) ** 2 * ((improved[at] as number) + (others[at] as number))
  })
  const share = totalImproved / n
  const covariance = sumImproved / n - middle * share
  return {
    correlation: covariance / Math.sqrt((squares / n) * share * (1 - share)),
    deviation: Math.sqrt(squares / (n - 1)),
  }
}
