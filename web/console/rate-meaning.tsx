import type { ResponderRateReply } from '../api/analyses/responder-rate.ts'
import { describeEstimand, describeStanding } from '../responder/describe-estimand.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { ResponderRateWords } from './definition-words.ts'
import { findTitle } from './frame.ts'

/** What the rate is a rate of, in words: it stands with every number. */
export function RateMeaning({
  locale,
  isBlinded,
  result,
  words,
}: {
  locale: string
  /** Arms are hidden from whoever reads. */
  isBlinded: boolean
  result: ResponderRateReply
  words: ResponderRateWords
}) {
  const text = findAnalysesText(locale).estimand
  const named = {
    definition: words.definition.title,
    timepoint: findTitle(words.timepoints, result.timepoint),
  }
  const lines = [
    ...describeStanding(result, text),
    ...describeMultiplicity(result.multiplicity, isBlinded, locale),
    ...describeEstimand(result.estimand, named, text),
  ]
  return (
    <section class="card" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <ul class="facts">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  )
}

/** Said where nothing is tested, or nothing adjusted; an adjusted p says it itself. */
function describeMultiplicity(
  multiplicity: ResponderRateReply['multiplicity'],
  isBlinded: boolean,
  locale: string,
): readonly string[] {
  const text = findAnalysesText(locale).armComparison
  if (multiplicity?.kind === 'nothing-tested') return [isBlinded ? text.armsHidden : text.nothingTested]
  if (multiplicity?.kind === 'not-adjusted') return [text.notFamilyAdjusted(multiplicity.endpoints)]
  return []
}
