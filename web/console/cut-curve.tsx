import { computeDomain, RateCurve } from '../charts/rate-curve.tsx'
import { findText } from '../text/index.ts'
import type { CurveView } from './definition-comparison-view.ts'
import { createFormats } from './format.ts'

/** The share of responders against one number of a definition, where enough of it may be shown. */
export function CutCurve({ locale, curve }: { readonly locale: string; readonly curve: CurveView }) {
  const text = findText(locale).definitionComparison
  const { percent } = createFormats(locale)
  const points = curve.points.flatMap(({ value, rate }) =>
    rate.kind === 'rate' ? [{ value, rate: rate.rate }] : [],
  )
  const domain = computeDomain(curve.points.map(({ value }) => value))
  if (points.length < 2 || domain === null) return <p class="soft small">{text.curveHidden}</p>
  const rates = points.map(({ rate }) => rate)
  return (
    <RateCurve
      {...{ locale, points, domain, value: curve.value }}
      text={{
        label: text.curveDescription(curve.title, percent(Math.max(...rates)), percent(Math.min(...rates))),
        xTitle: text.units[curve.unit],
        yTitle: text.axis,
      }}
    />
  )
}
