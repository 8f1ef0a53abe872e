import type { ComparedDefinition } from '../api/analyses/definition-comparison.ts'
import { computeDomain, RateCurve } from '../charts/rate-curve.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

type CutCurveProps = {
  readonly locale: string
  readonly title: string
  readonly cut: ComparedDefinition['byCut'][number]
}

/** The share of responders against one number of a definition, where enough of it may be shown. */
export function CutCurve({ locale, title, cut }: CutCurveProps) {
  const text = findAnalysesText(locale).definitionComparison
  const { percent } = createFormats(locale)
  const points = cut.curve.flatMap(({ value, rate }) =>
    rate.kind === 'rate' ? [{ value, rate: rate.rate }] : [],
  )
  const domain = computeDomain(cut.curve.map(({ value }) => value))
  if (points.length < 2 || domain === null) return <p class="soft small">{text.curveHidden}</p>
  const rates = points.map(({ rate }) => rate)
  return (
    <RateCurve
      {...{ locale, points, domain, value: cut.value }}
      text={{
        label: text.curveDescription(title, percent(Math.max(...rates)), percent(Math.min(...rates))),
        xTitle: text.units[cut.unit],
        yTitle: text.axis,
      }}
    />
  )
}
