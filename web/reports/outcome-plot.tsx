import { createFormats } from '../console/format.ts'
import { RateForest } from '../console/rate-forest.tsx'
import { findReportsText } from '../text/reports-text.ts'
import type { ReleasedOutcome } from './monthly-study.ts'
import type { ReportBlock } from './report-blocks.ts'

/** The rate of each clinic and the pooled rate, with their intervals. */
export function buildOutcomePlot(locale: string, rate: ReleasedOutcome['rate']): readonly ReportBlock[] {
  return [
    {
      kind: 'plot',
      seen: describeOutcome(locale, rate),
      drawing: <RateForest locale={locale} result={rate} />,
    },
  ]
}

function describeOutcome(locale: string, { sites, pooled }: ReleasedOutcome['rate']): string {
  const text = findReportsText(locale).plots.outcome
  const { percent } = createFormats(locale)
  const rates = sites.flatMap(({ rate }) => rate ?? [])
  const range = rates.length < 2 ? '' : text.range(percent(Math.min(...rates)), percent(Math.max(...rates)))
  if (!('rate' in pooled)) return text.notPooled(range)
  const { interval } = pooled
  return interval === null
    ? text.pooledAlone(percent(pooled.rate), range)
    : text.pooled(percent(pooled.rate), percent(interval[0]), percent(interval[1]), range)
}
