import { criteriaNamedBy } from '../../../surveys/responder/rule.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type {
  ChangeSummary,
  Named,
  ResponseCourse,
  TreatmentsGiven,
  Way,
} from '../../../web/console/index.ts'
import type { CourseRows } from '../../analysis/timeline/timeline.ts'
import {
  type DefinitionOverTime,
  type MeasureOverTime,
  participantResponse,
} from '../../analysis/trajectory/participant-trajectory.ts'

export type ResponseOverTimeView = {
  /** By score. What a participant wants to reach gets neither better nor worse, and has none. */
  readonly summaries: ReadonlyMap<string, ChangeSummary>
  readonly responses: readonly ResponseCourse[]
  readonly treatmentsGiven: TreatmentsGiven
}

/** A participant's response over time in the console's words, by the study's own baseline rule. @param asOf ISO instant with milliseconds */
export function responseOverTimeView(
  study: StudyDefinition,
  measures: Measures,
  rows: CourseRows & { readonly participant: string },
  asOf: string,
  titleOf: (timepoint: string) => Named,
): ResponseOverTimeView {
  const response = participantResponse(study, measures, rows, { asOf })
  const criteria = new Set(study.responderDefinitions.flatMap(({ rule }) => criteriaNamedBy(rule)))
  const since = response.firstTreatmentAt === null ? 'baseline' : 'treatment'
  const { given, withinDays, exceeded, cap } = response.treatments
  return {
    summaries: new Map(
      response.measures.flatMap((measure) => {
        const summary = criteria.has(measure.measure) ? null : summaryOf(measure, titleOf)
        return summary ? [[measure.measure, summary] as const] : []
      }),
    ),
    responses: response.definitions.map((one) => courseOf(one, since, titleOf)),
    treatmentsGiven: {
      ...{ given, withinDays, exceeded },
      cap: cap && { most: cap.most, evidence: cap.evidence, source: cap.source },
    },
  }
}

function summaryOf(
  { baseline, points, best, area, direction, reliability }: MeasureOverTime,
  titleOf: (timepoint: string) => Named,
): ChangeSummary | null {
  const latest = points.findLast(({ at, change }) => change !== null && baseline !== null && at > baseline.at)
  if (!baseline || !best || !latest || latest.change === null) return null
  const wayOf = (change: number): Way =>
    change === 0 ? 'same' : change > 0 === (direction === 'higher-is-better') ? 'better' : 'worse'
  return {
    baseline: titleOf(baseline.timepoint),
    latest: {
      timepoint: titleOf(latest.timepoint),
      ...{ way: wayOf(latest.change), change: latest.change, percentChange: latest.percentChange },
      isBeyondError: latest.reliably && latest.reliably !== 'unchanged',
    },
    best: { timepoint: titleOf(best.timepoint), value: best.value },
    average: area && { way: wayOf(area.perDay), change: area.perDay, days: Math.round(area.days) },
    error: reliability && { smallest: reliability.mdc95, evidence: reliability.evidence },
  }
}

function courseOf(
  { definition, verdicts, toResponse, durationOfResponse, toLoss }: DefinitionOverTime,
  since: 'treatment' | 'baseline',
  titleOf: (timepoint: string) => Named,
): ResponseCourse {
  const first = verdicts.find(({ result }) => result === 'met')
  const last = verdicts.findLast(({ result }) => result !== 'not-determinable')
  if (!toResponse || !last) return { definition, kind: 'cannot-be-told' }
  if (!first || !durationOfResponse) return { definition, kind: 'never-met', until: titleOf(last.timepoint) }
  const begun = {
    definition,
    first: titleOf(first.timepoint),
    after: { days: Math.round(first.day), since },
  }
  if (durationOfResponse.kind === 'censored' || toLoss?.kind !== 'event') {
    const days = durationOfResponse.kind === 'censored' ? durationOfResponse.until : durationOfResponse.after
    return { ...begun, kind: 'still-met', until: titleOf(last.timepoint), days: Math.round(days) }
  }
  const lost = verdicts.find(({ day, result }) => day === toLoss.by && result === 'not-met') ?? last
  const { after, by } = durationOfResponse
  return { ...begun, kind: 'lost', by: titleOf(lost.timepoint), lasted: [Math.round(after), Math.round(by)] }
}
