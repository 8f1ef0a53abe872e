import type {
  ArmTimes,
  DurabilityEstimate,
  ResponseIncidence,
  TimeToEvent,
} from '../api/analyses/definition-comparison.ts'
import { SurvivalCurves } from '../charts/survival-curves.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'
import { findTitle, type Named } from './frame.ts'

type DurabilityProps = {
  readonly locale: string
  /** Of the definition. */
  readonly title: string
  readonly durability: DurabilityEstimate
  readonly arms: readonly Named[]
}

/** How soon a response comes, and how long it lasts. */
export function Durability({ locale, title, durability, arms }: DurabilityProps) {
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
        <IncidenceLine locale={locale} incidence={durability.incidence} />
        {durability.byArm === null ? null : <ArmLines locale={locale} byArm={durability.byArm} arms={arms} />}
      </ul>
      <p class="soft small">{text.timesKnown}</p>
      <TimeCurves locale={locale} title={title} durability={durability} />
    </>
  )
}

/** The share who have responded by the end of what is known. */
function IncidenceLine({ locale, incidence }: { locale: string; incidence: ResponseIncidence }) {
  const text = findAnalysesText(locale).definitionComparison
  const { percent } = createFormats(locale)
  if (incidence.kind !== 'estimated') return null
  const last = incidence.curve.at(-1)
  if (last === undefined) return null
  return (
    <li>
      {text.incidence}: <b>{percent(last.incidence)}</b>,{' '}
      {text.competing(incidence.events, incidence.competing, incidence.n)}
    </li>
  )
}

function ArmLines({ locale, byArm, arms }: { locale: string; byArm: ArmTimes; arms: readonly Named[] }) {
  const text = findAnalysesText(locale).definitionComparison
  const { p, score } = createFormats(locale)
  const { horizon } = byArm
  return (
    <>
      {byArm.test.kind === 'estimated' ? <li>{text.logRank(p(byArm.test.p))}</li> : null}
      {horizon === null
        ? null
        : byArm.arms.map(({ arm, withoutResponse }) =>
            withoutResponse === null ? null : (
              <li>
                {text.withoutResponse(findTitle(arms, arm), score(withoutResponse.mean), score(horizon))}
              </li>
            ),
          )}
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
      {time.events === null || time.n === null ? null : (
        <>, {text.definitionComparison.eventsOf(time.events, time.n)}</>
      )}
    </>
  )
}

/** Both shares over time, folded: who sees every participant sees them. */
function TimeCurves({ locale, title, durability }: Omit<DurabilityProps, 'arms'>) {
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
