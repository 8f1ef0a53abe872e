import type { ReanalysedNumber, Reanalysis } from '../../../web/reference/index.ts'
import { type Pooled, type PoolingOptions, poolEstimates } from '../pooling/pooling.ts'
import { normalQuantile } from '../statistics/distributions.ts'
import { kaplanMeierByGroup } from '../survival/kaplan-meier.ts'
import { logRank } from '../survival/log-rank.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import { REMISSIONS } from './remission.ts'
import { BCG_TRIALS, DIURETICS_TRIALS, logOddsRatio, logRelativeRisk, type Trial } from './trials.ts'

/**
 * Analyses that others have published, done again by the very functions that pool clinics and follow responses here, each
 * number beside the one in print.
 */
export function computeReanalyses(): readonly Reanalysis[] {
  return [reanalyseBcgVaccine(), reanalyseDiuretics(), reanalyseRemission()]
}

/** Of a number that is printed with so many decimals: whether this one, rounded alike, is it. */
function buildReanalysedNumber(
  what: string,
  printed: string,
  computed: number,
  note?: string,
): ReanalysedNumber {
  const decimals = printed.split('.')[1]?.length ?? 0
  const rounded = computed.toFixed(decimals)
  return { what, printed, computed: rounded, agrees: rounded === printed, note: note ?? null }
}

/** In print W. Viechtbauer, Journal of Statistical Software 36(3), 2010, page 14. */
function reanalyseBcgVaccine(): Reanalysis {
  const pooled = poolTrials(BCG_TRIALS, logRelativeRisk)
  const { estimate, tau2, i2, q, tau2Interval } = pooled
  const search =
    'The published search stops within 0.0001 of the root in τ². Concord computes the root itself.'
  return {
    id: 'bcg',
    title: 'BCG vaccine and tuberculosis',
    data: 'Thirteen trials, relative risk on the log scale. G. A. Colditz et al., JAMA 271:698, 1994.',
    source: 'W. Viechtbauer, Journal of Statistical Software 36(3), 2010, page 14',
    method: 'Random effects. τ² by REML, Q-profile intervals, Hartung–Knapp interval in the plot',
    numbers: [
      buildReanalysedNumber('Log relative risk', '-0.7145', estimate),
      buildReanalysedNumber('τ²', '0.3132', tau2),
      buildReanalysedNumber('I², %', '92.2214', i2),
      buildReanalysedNumber('Cochran’s Q, 12 df', '152.2330', q.value),
      buildReanalysedNumber('τ², lower limit', '0.1197', tau2Interval.tau2?.[0] ?? Number.NaN),
      buildReanalysedNumber('τ², upper limit', '1.1115', tau2Interval.tau2?.[1] ?? Number.NaN),
      buildReanalysedNumber('I², lower limit', '81.9177', tau2Interval.i2?.[0] ?? Number.NaN, search),
      buildReanalysedNumber('I², upper limit', '97.6781', tau2Interval.i2?.[1] ?? Number.NaN),
    ],
    plot: buildForestPlot(BCG_TRIALS, logRelativeRisk, pooled, 'Relative risk of tuberculosis'),
  }
}

/** In print W. Viechtbauer, Statistics in Medicine 26:37, 2007, table II on page 44. */
function reanalyseDiuretics(): Reanalysis {
  const reml = poolTrials(DIURETICS_TRIALS, logOddsRatio)
  const dl = poolTrials(DIURETICS_TRIALS, logOddsRatio, { tau2: 'DL' })
  return {
    id: 'diuretics',
    title: 'Diuretics and preeclampsia',
    data: 'Nine trials, odds ratio on the log scale. R. Collins et al., BMJ 290:17, 1985.',
    source: 'W. Viechtbauer, Statistics in Medicine 26:37, 2007, table II on page 44',
    method:
      'Random effects. τ² by DerSimonian–Laird and by REML, Q-profile interval. The plot uses REML and Hartung–Knapp',
    numbers: [
      buildReanalysedNumber('τ² by DerSimonian–Laird', '0.2297', dl.tau2),
      buildReanalysedNumber('τ² by REML', '0.3008', reml.tau2),
      buildReanalysedNumber('τ², lower limit', '0.0723', reml.tau2Interval.tau2?.[0] ?? Number.NaN),
      buildReanalysedNumber('τ², upper limit', '2.2027', reml.tau2Interval.tau2?.[1] ?? Number.NaN),
    ],
    plot: buildForestPlot(DIURETICS_TRIALS, logOddsRatio, reml, 'Odds ratio of preeclampsia'),
  }
}

/** Expected values from R's survival package (tests/published/reanalysis.R). */
function reanalyseRemission(): Reanalysis {
  const curves = kaplanMeierByGroup(REMISSIONS)
  const test = logRank(REMISSIONS)
  if (test.kind === 'not-estimated') throw new Error(test.reason)
  const findMedian = (group: string, end: 'quantile' | 'lower' | 'upper') => {
    const curve = curves.find((one) => one.group === group)?.curve
    const crossing = curve?.kind === 'estimated' ? survivalQuantile(curve)[end] : undefined
    return crossing?.kind === 'estimated' ? crossing.time : Number.NaN
  }
  const findExpectedEvents = (group: string) =>
    test.groups.find((one) => one.group === group)?.expected ?? Number.NaN
  return {
    id: 'remission',
    title: '6-mercaptopurine and duration of remission',
    data: 'Forty-two children with leukemia, 21 of them on placebo. E. J. Freireich et al., Blood 21:699, 1963.',
    source: 'R’s survival package: survfit and survdiff of MASS::gehan',
    method: 'Kaplan–Meier with log-log intervals; log-rank test',
    numbers: [
      buildReanalysedNumber('Median weeks, 6-MP', '23', findMedian('6-MP', 'quantile')),
      buildReanalysedNumber('Lower limit, 6-MP', '13', findMedian('6-MP', 'lower')),
      buildReanalysedNumber('Median weeks, placebo', '8', findMedian('control', 'quantile')),
      buildReanalysedNumber('Lower limit, placebo', '4', findMedian('control', 'lower')),
      buildReanalysedNumber('Upper limit, placebo', '11', findMedian('control', 'upper')),
      buildReanalysedNumber(
        'Expected relapses on 6-MP under no effect',
        '19.2505',
        findExpectedEvents('6-MP'),
      ),
      buildReanalysedNumber('Log-rank χ², 1 df', '16.7929', test.chiSquare),
    ],
    plot: {
      kind: 'survival',
      title: 'Proportion in remission',
      axis: 'Weeks; proportion in remission, %',
      curves: curves.flatMap(({ group, curve }) =>
        curve.kind === 'estimated'
          ? [
              {
                name: group === 'control' ? 'Placebo' : group,
                points: curve.points.map(({ time, survival, interval, censored }) => ({
                  ...{ time, survival, interval, censored },
                })),
              },
            ]
          : [],
      ),
    },
  }
}

type EffectFunction = typeof logRelativeRisk

function poolTrials(
  trials: readonly Trial[],
  effectOf: EffectFunction,
  options: PoolingOptions = {},
): Pooled {
  const pooled = poolEstimates(trials.map(effectOf), options)
  if (pooled.kind === 'not-pooled') throw new Error(pooled.reason)
  return pooled
}

/** Each trial with its 95% interval by the normal, and what they come to. All on the log scale. */
function buildForestPlot(
  trials: readonly Trial[],
  effectOf: EffectFunction,
  { estimate, interval, predictionInterval, weights }: Pooled,
  axis: string,
): Reanalysis['plot'] {
  return {
    kind: 'forest',
    title: axis,
    axis,
    trials: trials.map((trial, at) => {
      const { effect, variance } = effectOf(trial)
      const half = normalQuantile(0.975) * Math.sqrt(variance)
      return {
        name: trial.name,
        weight: weights[at] ?? 0,
        ...{ value: effect, interval: [effect - half, effect + half] },
      }
    }),
    pooled: { value: estimate, interval },
    prediction: predictionInterval,
  }
}
