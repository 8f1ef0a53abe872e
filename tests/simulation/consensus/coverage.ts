import { estimateThresholds } from '../../../functions/analysis/consensus/profiles/profile-thresholds.ts'
import { measureConsistency } from '../../../functions/analysis/consensus/profiles/rater-consistency.ts'
import { drawPanel, findTrueThreshold, HELD, JUDGED, type PanelScenario } from './panels.ts'

export const SHARES = [0.3, 0.5, 0.7] as const

/** Of one threshold over many panels. */
export type CoverageRow = {
  readonly share: number
  readonly truth: number
  readonly bias: number
  /** Of 95% intervals: how often they hold the truth. */
  readonly delta: number
  /** `null` where there is none: several groups. */
  readonly fieller: number | null
}

export type PanelCoverage = {
  readonly id: string
  readonly what: string
  readonly panels: number
  /** Panels without a threshold. */
  readonly failed: number
  readonly rows: readonly CoverageRow[]
}

/** Thresholds of pain, over all groups alike, against the border that the panels were drawn with. */
export function measureCoverage(scenario: PanelScenario, panels: number): PanelCoverage {
  const truths = SHARES.map((share) => findTrueThreshold(scenario, share))
  const sums = SHARES.map(() => ({ bias: 0, delta: 0, fieller: 0, withFieller: 0 }))
  let failed = 0
  for (let panel = 0; panel < panels; panel += 1) {
    const result = estimateThresholds({
      ...{ predictors: ['pain', 'function'], profiles: JUDGED, votes: drawPanel(scenario, panel).votes },
      ...{ shares: SHARES, reference: [HELD, HELD] },
    })
    const found =
      result.kind === 'estimated'
        ? result.thresholds.filter(({ predictor, group }) => predictor === 'pain' && group === 'all')
        : []
    if (found.length === 0 || found.some(({ threshold }) => threshold.kind !== 'estimated')) {
      failed += 1
      continue
    }
    found.forEach(({ threshold }, at) => {
      const sum = sums[at]
      const truth = truths[at] as number
      if (threshold.kind !== 'estimated' || sum === undefined) return
      sum.bias += threshold.estimate - truth
      const holds = ([low, high]: readonly [number, number]) => low <= truth && truth <= high
      if (holds(threshold.interval)) sum.delta += 1
      if (threshold.fieller === null) return
      sum.withFieller += 1
      if (holds(threshold.fieller)) sum.fieller += 1
    })
  }
  const counted = panels - failed
  const round = (value: number) => Number(value.toFixed(4))
  return {
    ...{ id: scenario.id, what: scenario.what, panels, failed },
    rows: SHARES.map((share, at) => {
      const { bias, delta, fieller, withFieller } = sums[at] as (typeof sums)[number]
      return {
        ...{ share, truth: round(truths[at] as number), bias: round(bias / counted) },
        ...{
          delta: round(delta / counted),
          fieller: withFieller === 0 ? null : round(fieller / withFieller),
        },
      }
    }),
  }
}

/** Of raters who vote by a coin, and of the others: the share that is called careless. */
export function measureDetection(
  scenario: PanelScenario,
  panels: number,
): { readonly careless: number; readonly careful: number } {
  const careless = scenario.careless ?? 0
  let [found, wronged, careful] = [0, 0, 0]
  for (let panel = 0; panel < panels; panel += 1) {
    const { votes, sheets } = drawPanel(scenario, panel)
    const pairs = sheets.flatMap(({ dominatedPairs }) => dominatedPairs)
    measureConsistency(JUDGED, votes, pairs).forEach(({ isCareless }, at) => {
      if (at >= careless) careful += 1
      if (isCareless && at < careless) found += 1
      if (isCareless && at >= careless) wronged += 1
    })
  }
  return { careless: found / (careless * panels), careful: wronged / careful }
}
