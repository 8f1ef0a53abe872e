import type { MeanEstimand } from '../api/analyses/mean-estimand.ts'
import { describeMeanEstimand } from '../responder/describe-mean-estimand.ts'
import { findAnalysesText } from '../text/analyses-text.ts'

/** What the means of a page are means of, in words: it stands with every number. */
export function MeanMeaning({
  locale,
  estimand,
  measure,
}: {
  locale: string
  estimand: MeanEstimand
  measure: string
}) {
  const text = findAnalysesText(locale)
  return (
    <section class="card" aria-label={text.meanEstimand.heading}>
      <h2>{text.meanEstimand.heading}</h2>
      <ul class="facts">
        {describeMeanEstimand(estimand, measure, text).map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  )
}
