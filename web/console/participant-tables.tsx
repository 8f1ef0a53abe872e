import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { MissedReasonCell } from './missed-reason-form.tsx'
import type { ParticipantView, VerdictView } from './participant-view.ts'
import type { ResponseTimeline } from './trajectory-view.ts'

type TableProps = { readonly locale: string; readonly view: ParticipantView }

/** Definitions down, timepoints across: each verdict in words, with its reason where it cannot be told. */
export function VerdictTable({ locale, view }: TableProps) {
  const console = findAnalysesText(locale).console
  const text = console.participant
  const overTime = findAnalysesText(locale).trajectory.heading
  if (view.verdicts.length === 0) return <p class="soft">{text.verdictsEmpty}</p>
  const definitions = pickFirstOfEach(view.verdicts, (verdict) => verdict.definition.id)
  const timepoints = pickFirstOfEach(view.verdicts, (verdict) => verdict.timepoint.id)
  return (
    <section class="scroll" aria-label={text.verdicts} tabindex={0}>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{text.definition}</th>
            <th scope="col">{overTime}</th>
            {timepoints.map(({ timepoint }) => (
              <th scope="col">{timepoint.title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {definitions.map(({ definition }) => (
            <tr>
              <th scope="row">
                {definition.title}{' '}
                {definition.evidence === 'established' ? null : (
                  <span class="tag">{console.evidence[definition.evidence]}</span>
                )}
              </th>
              <td data-label={overTime}>
                <OverTime
                  locale={locale}
                  timeline={view.responses.find((one) => one.definition === definition.id)}
                />
              </td>
              {timepoints.map(({ timepoint }) => {
                const found = view.verdicts.find(
                  (one) => one.definition.id === definition.id && one.timepoint.id === timepoint.id,
                )
                return (
                  <td data-label={timepoint.title}>
                    {found === undefined ? console.none : <VerdictWords locale={locale} verdict={found} />}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** When it was first met, and how long it lasted as far as answers tell. */
function OverTime({ locale, timeline }: { locale: string; timeline: ResponseTimeline | undefined }) {
  const { console, trajectory: text } = findAnalysesText(locale)
  if (timeline === undefined) return <span>{console.none}</span>
  if (timeline.kind === 'not-assessable-yet') return <span class="soft">{text.notAssessableYet}</span>
  if (timeline.kind === 'never-met') return <span>{text.neverMet(timeline.until.title)}</span>
  const { first, after } = timeline
  return (
    <span>
      {text.firstMet[after.since](first.title, after.days)}
      <br />
      <span class="soft small">{describeDuration(locale, timeline)}</span>
    </span>
  )
}

function describeDuration(
  locale: string,
  timeline: Extract<ResponseTimeline, { kind: 'still-met' | 'lost' }>,
): string {
  const text = findAnalysesText(locale).trajectory
  if (timeline.kind === 'lost') return text.lost(timeline.by.title, ...timeline.lasted)
  return timeline.until.id === timeline.first.id
    ? text.notAssessedSince
    : text.stillMet(timeline.until.title, timeline.days)
}

function VerdictWords({ locale, verdict }: { locale: string; verdict: VerdictView }) {
  const console = findAnalysesText(locale).console
  return (
    <span>
      <span class={`state ${verdict.verdict}`}>{console.participant.verdict[verdict.verdict]}</span>
      {verdict.reason === null ? null : (
        <>
          <br />
          <span class="soft small">{console.reasonOf(verdict.reason)}</span>
        </>
      )}
    </span>
  )
}

type AssessmentTableProps = { readonly frame: ConsoleFrame; readonly view: ParticipantView }

/** What was and will be asked, each with its window in the clinic's time, and why it was missed or answered late. */
export function AssessmentTable({ frame, view }: AssessmentTableProps) {
  const { locale } = frame
  const { console, missedReason } = findAnalysesText(locale)
  const text = console.participant
  const format = createFormats(locale, view.site.timeZone)
  const hasMissed = view.assessments.some(({ missed }) => missed !== null)
  if (view.assessments.length === 0) return <p class="soft">{text.assessmentsEmpty}</p>
  return (
    <section class="scroll" aria-label={text.assessments} tabindex={0}>
      <table class="cards">
        <thead>
          <tr>
            {[
              ...[console.worklist.timepoint, text.state, text.opens, text.due, text.closes],
              ...[text.submitted, ...(hasMissed ? [missedReason.column] : [])],
            ].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.assessments.map((assessment) => (
            <tr>
              <th scope="row">{assessment.timepoint.title}</th>
              <td data-label={text.state}>
                <span class={`state ${assessment.state}`}>{console.states[assessment.state]}</span>
              </td>
              <td data-label={text.opens}>{format.date(assessment.opensAt)}</td>
              <td data-label={text.due}>{format.date(assessment.dueAt)}</td>
              <td data-label={text.closes}>
                {createFormats(frame.locale, view.timeZone).windowEnd(assessment.closesAt)}
              </td>
              <td data-label={text.submitted}>
                {assessment.submittedAt === undefined ? (
                  console.none
                ) : (
                  <span>
                    {format.moment(assessment.submittedAt)}
                    {assessment.isLate ? <span class="tag">{missedReason.late}</span> : null}
                  </span>
                )}
              </td>
              {hasMissed ? (
                <td data-label={missedReason.column} class={assessment.missed ? 'choice' : 'unplanned'}>
                  {assessment.missed ? (
                    <MissedReasonCell frame={frame} participant={view.participant} view={assessment.missed} />
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function pickFirstOfEach(
  verdicts: readonly VerdictView[],
  findKey: (verdict: VerdictView) => string,
): readonly VerdictView[] {
  return [
    ...new Map(verdicts.map((verdict) => [findKey(verdict), verdict] as const).reverse()).values(),
  ].reverse()
}
