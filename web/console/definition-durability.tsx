import type { DurabilityEstimate, TimeToEvent } from '../api/analyses/definition-comparison.ts'
import { SurvivalCurves } from '../charts/survival-curves.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

type DurabilityProps = {
  readonly locale: string
  /** Of the definition. */
  readonly title: string
  readonly durability: DurabilityEstimate
}

/** How soon a response comes, and how long it lasts. */
export function Durability({ locale, title, durability }: DurabilityProps) {
  const text = findAnalysesText(locale).definitionComparison
  return (
    <>
      <h3>{text.durability}</h3>
      <ul class="facts">
        <li>
          {text.toResponse}: <TimeLine locale={locale} time={durability.toResponse} />
        </li>
        <li>
          {text.ofResponse}: <TimeLine locale={locale} time={durability.ofResponse} />
        </li>
      </ul>
      <p class="soft small">{text.timesKnown}</p>
      <TimeCurves locale={locale} title={title} durability={durability} />
    </>
  )
}

function TimeLine({ locale, time }: { locale: string; time: TimeToEvent }) {
  const text = findAnalysesText(locale)
  const { score } = createFormats(locale)
  if (time.kind === 'suppressed') return <>{text.console.outcomes.suppressed}</>
  if (time.kind === 'not-estimated') return <>{text.definitionComparison.nobody}</>
  const { quantile, lower, upper } = time.median
  const formatEnd = (end: typeof lower) =>
    end.kind === 'estimated' ? score(end.time) : text.definitionComparison.open
  return (
    <>
      {quantile.kind === 'not-estimated' ? (
        text.definitionComparison.medianNotReached
      ) : (
        <b>{text.definitionComparison.days(score(quantile.time), formatEnd(lower), formatEnd(upper))}</b>
      )}
      , {text.definitionComparison.eventsOf(time.events, time.n)}
    </>
  )
}

/** Both shares over time, folded: who sees every participant sees them. */
function TimeCurves({ locale, title, durability }: DurabilityProps) {
  const text = findAnalysesText(locale).definitionComparison
  const curves = [
    { name: text.noResponseYet, time: durability.toResponse },
    { name: text.stillResponding, time: durability.ofResponse },
  ].flatMap(({ name, time }) =>
    time.kind === 'estimated' && time.curve !== null ? [{ name, points: time.curve }] : [],
  )
  if (curves.length === 0) return null
  return (
    <details>
      <summary>{text.timeCurves}</summary>
      <SurvivalCurves
        locale={locale}
        title={`${text.timeCurves}: ${title}`}
        axis={text.daysSince}
        curves={curves}
      />
    </details>
  )
}
