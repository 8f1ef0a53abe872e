import type { TreatmentCapStatus } from '../api/participants/trajectory.ts'
import { findAnalysesText } from '../text/analyses-text.ts'

/** How many treatments there were lately, and an alarm where they are more than the study sets as the most. */
export function TreatmentsAgainstCap({
  locale,
  given: count,
}: {
  locale: string
  given: TreatmentCapStatus
}) {
  const { console, trajectory: text } = findAnalysesText(locale)
  const { given, withinDays, exceeded, cap } = count
  if (cap === null) return <p class="soft">{text.treatments(given, withinDays)}</p>
  return (
    <div class={exceeded ? 'alarm' : undefined}>
      <p>
        {(exceeded ? text.aboveCap : text.withinCap)(given, cap.most, withinDays)}{' '}
        {cap.evidence === 'established' ? null : <span class="tag">{console.evidence[cap.evidence]}</span>}
      </p>
      <details>
        <summary>{text.capSource}</summary>
        <p class="soft small">{cap.source}</p>
      </details>
    </div>
  )
}
