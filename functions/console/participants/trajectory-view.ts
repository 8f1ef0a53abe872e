import { listCriteria } from '../../../surveys/responder/rule.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type {
  DefinitionTrajectory,
  MeasureTrajectory,
  TrajectoryReply,
  TreatmentCapStatus,
} from '../../../web/api/participants/trajectory.ts'
import type { ChangeSummary, Named, ResponseTimeline, Way } from '../../../web/console/index.ts'
import type { StoredRows } from '../../analysis/timeline/as-of.ts'
import { computeParticipantTrajectory } from '../../analysis/trajectory/participant-trajectory.ts'

export type TrajectoryView = {
  /** By score. What a participant wants to reach gets neither better nor worse, and has none. */
  readonly summaries: ReadonlyMap<string, ChangeSummary>
  readonly responses: readonly ResponseTimeline[]
  readonly treatmentsGiven: TreatmentCapStatus
  readonly courses: TrajectoryReply['courses']
}

/** A participant's response over time in the console's words, by the study's own baseline rule. @param asOf ISO instant with milliseconds */
export function buildTrajectoryView(
  study: StudyDefinition,
  measures: Measures,
  rows: StoredRows & { readonly participant: string },
  asOf: string,
  buildTitle: (timepoint: string) => Named,
): TrajectoryView {
  const response = computeParticipantTrajectory(study, measures, rows, { asOf })
  const criteria = new Set(study.responderDefinitions.flatMap(({ rule }) => listCriteria(rule)))
  const since = response.firstTreatmentAt === null ? 'baseline' : 'treatment'
  return {
    summaries: new Map(
      response.measures.flatMap((measure) => {
        const summary = criteria.has(measure.measure) ? null : summarizeChange(measure, buildTitle)
        return summary ? [[measure.measure, summary] as const] : []
      }),
    ),
    responses: response.definitions.map((one) => buildDefinitionTimeline(one, since, buildTitle)),
    treatmentsGiven: response.treatments,
    courses: response.courses,
  }
}

function summarizeChange(
  { baseline, points, best, area, direction, reliability }: MeasureTrajectory,
  buildTitle: (timepoint: string) => Named,
): ChangeSummary | null {
  const latest = points.findLast(({ at, change }) => change !== null && baseline !== null && at > baseline.at)
  if (!baseline || !best || !latest || latest.change === null) return null
  const findDirection = (change: number): Way =>
    change === 0 ? 'same' : change > 0 === (direction === 'higher-is-better') ? 'better' : 'worse'
  return {
    baseline: buildTitle(baseline.timepoint),
    latest: {
      timepoint: buildTitle(latest.timepoint),
      ...{ way: findDirection(latest.change), change: latest.change, percentChange: latest.percentChange },
      isBeyondError: latest.reliably && latest.reliably !== 'unchanged',
    },
    best: { timepoint: buildTitle(best.timepoint), value: best.value },
    average: area && { way: findDirection(area.perDay), change: area.perDay, days: Math.round(area.days) },
    error: reliability && { smallest: reliability.mdc95, evidence: reliability.evidence },
  }
}

function buildDefinitionTimeline(
  { definition, verdicts, toResponse, durationOfResponse, toLoss }: DefinitionTrajectory,
  since: 'treatment' | 'baseline',
  buildTitle: (timepoint: string) => Named,
): ResponseTimeline {
  const first = verdicts.find(({ result }) => result === 'met')
  const last = verdicts.findLast(({ result }) => result !== 'not-assessable')
  if (!toResponse || !last) return { definition, kind: 'not-assessable-yet' }
  if (!first || !durationOfResponse)
    return { definition, kind: 'never-met', until: buildTitle(last.timepoint) }
  const begun = {
    definition,
    first: buildTitle(first.timepoint),
    after: { days: Math.round(first.day), since },
  }
  if (durationOfResponse.kind === 'censored' || toLoss?.kind !== 'event') {
    const days = durationOfResponse.kind === 'censored' ? durationOfResponse.until : durationOfResponse.after
    return { ...begun, kind: 'still-met', until: buildTitle(last.timepoint), days: Math.round(days) }
  }
  const lost = verdicts.find(({ day, result }) => day === toLoss.by && result === 'not-met') ?? last
  const { after, by } = durationOfResponse
  return {
    ...begun,
    kind: 'lost',
    by: buildTitle(lost.timepoint),
    lasted: [Math.round(after), Math.round(by)],
  }
}
