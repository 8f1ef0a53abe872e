import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { PlannedChange } from '../../../web/api/treatments/treatment-confirmations.ts'
import type { ReadAssessment } from '../../records/assessment/assessment.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import type { ScheduleFacts } from '../../rules/schedule/anchors.ts'
import { buildPlan, type Plan } from '../../rules/schedule/plan.ts'
import { listPlannedChanges } from '../../rules/schedule/planned-changes.ts'
import { listScheduleChanges } from '../../rules/schedule/schedule-changes.ts'

/** A participant with all that their schedule follows from. */
export type ScheduleRecord = {
  readonly participant: Participant
  /** Those that stand. */
  readonly treatments: readonly Treatment[]
  readonly assessments: readonly ReadAssessment[]
}

/** The plan that the rules make of what is recorded. */
export function buildRecordPlan(
  study: StudyDefinition,
  record: ScheduleRecord,
  completion?: { readonly timepoint: string; readonly at: string },
): Plan {
  const settled = new Map(
    record.assessments
      .filter(
        ({ progress, timepoint }) =>
          progress === 'started' || progress === 'completed' || timepoint === completion?.timepoint,
      )
      .map(({ timepoint, battery }) => [timepoint, battery]),
  )
  return buildPlan(study, buildScheduleFacts(record, completion), settled)
}

/**
 * What other treatments, or another state of the participant, would change of the schedule, by the very rules that change it. Nothing is written.
 *
 * @param now ISO 8601
 */
export function previewSchedule(
  study: StudyDefinition,
  read: ScheduleRecord,
  changed: Partial<Pick<ScheduleRecord, 'participant' | 'treatments'>>,
  now: string,
): readonly PlannedChange[] {
  const after = buildRecordPlan(study, { ...read, ...changed })
  const changes = listScheduleChanges(read.assessments, after, changed.participant ?? read.participant, now)
  return listPlannedChanges(changes, buildRecordPlan(study, read), after)
}

function buildScheduleFacts(
  { participant, treatments, assessments }: ScheduleRecord,
  completion?: { readonly timepoint: string; readonly at: string },
): ScheduleFacts {
  const completions = new Map(
    assessments.flatMap(({ timepoint, completedAt }) =>
      completedAt === undefined ? [] : [[timepoint, completedAt] as const],
    ),
  )
  if (completion) completions.set(completion.timepoint, completion.at)
  const { enrolledAt, timeZone, textAt, ended } = participant
  return { enrolledAt, timeZone, textAt, endedAt: ended?.at, treatments, completions }
}
