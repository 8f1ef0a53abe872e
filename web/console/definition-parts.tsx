import type { Evidence } from '../../surveys/instrument/vocabulary.ts'
import type { Rate } from '../api/analyses/definition-comparison.ts'
import type { RuleDescription } from '../responder/describe-responder-rule.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

/** A rate with its interval and counts, or why there is none. */
export function RateCell({ locale, rate }: { locale: string; rate: Rate }) {
  const text = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  if (rate.kind === 'suppressed') return <span class="soft">{text.console.outcomes.suppressed}</span>
  if (rate.kind === 'no-rate') return <span class="soft">{text.estimand.noRate[rate.reason]}</span>
  return (
    <>
      <b>{percent(rate.rate)}</b>
      {rate.interval === null
        ? null
        : ` (${text.definitionComparison.between(percent(rate.interval[0]), percent(rate.interval[1]))})`}
      {rate.met === null || rate.due === null ? null : (
        <>
          <br />
          <span class="soft small">{text.definitionComparison.of(rate.met, rate.due)}</span>
        </>
      )}
    </>
  )
}

/** That the numbers of a definition were not checked, or its measure never tested; nothing where they were. */
export function EvidenceTag({ locale, evidence }: { locale: string; evidence: Evidence }) {
  return evidence === 'established' ? null : (
    <span class="tag">{findAnalysesText(locale).console.evidence[evidence]}</span>
  )
}

/** A rule in words, each condition within the line that joins it. */
export function RuleWords({ parts }: { parts: readonly RuleDescription[] }) {
  return (
    <ul class="facts">
      {parts.map((part) => (
        <li>
          {part.text}
          {part.parts.length === 0 ? null : <RuleWords parts={part.parts} />}
        </li>
      ))}
    </ul>
  )
}
