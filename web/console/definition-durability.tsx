import { SurvivalCurves } from '../charts/survival-curves.tsx'
import { findText } from '../text/index.ts'
import type { ComparedDefinitionView, TimeToEventView } from './definition-comparison-view.ts'
import { createFormats } from './format.ts'

type DurabilityProps = { readonly locale: string; readonly definition: ComparedDefinitionView }

/** How soon a response comes, and how long it lasts. */
export function Durability({ locale, definition }: DurabilityProps) {
  const text = findText(locale).definitionComparison
  return (
    <>
      <h3>{text.durability}</h3>
      <ul class="facts">
        <li>
          {text.toResponse}: <TimeLine locale={locale} time={definition.toResponse} />
        </li>
        <li>
          {text.ofResponse}: <TimeLine locale={locale} time={definition.ofResponse} />
        </li>
      </ul>
      <p class="soft small">{text.timesKnown}</p>
      <TimeCurves locale={locale} definition={definition} />
    </>
  )
}

function TimeLine({ locale, time }: { locale: string; time: TimeToEventView }) {
  const text = findText(locale)
  const { score } = createFormats(locale)
  if (time.kind === 'suppressed') return <>{text.console.outcomes.suppressed}</>
  if (time.kind === 'not-estimated') return <>{text.definitionComparison.nobody}</>
  const formatEnd = (days: number | null) => (days === null ? text.definitionComparison.open : score(days))
  return (
    <>
      {time.median === null ? (
        text.definitionComparison.medianNotReached
      ) : (
        <b>
          {text.definitionComparison.days(score(time.median), formatEnd(time.lower), formatEnd(time.upper))}
        </b>
      )}
      , {text.definitionComparison.eventsOf(time.events, time.n)}
    </>
  )
}

/** Both shares over time, folded: who sees every participant sees them. */
function TimeCurves({ locale, definition }: DurabilityProps) {
  const text = findText(locale).definitionComparison
  const curves = [
    { name: text.noResponseYet, time: definition.toResponse },
    { name: text.stillResponding, time: definition.ofResponse },
  ].flatMap(({ name, time }) =>
    time.kind === 'estimated' && time.curve !== null ? [{ name, points: time.curve }] : [],
  )
  if (curves.length === 0) return null
  return (
    <details>
      <summary>{text.timeCurves}</summary>
      <SurvivalCurves
        locale={locale}
        title={`${text.timeCurves}: ${definition.title}`}
        axis={text.daysSince}
        curves={curves}
      />
    </details>
  )
}
