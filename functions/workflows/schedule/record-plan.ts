import type { PlannedChange } from '../../../web/api/treatments/treatment-confirmations.ts'
import type { ReadAssessment } from '../../records/assessment/assessment.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import type { ScheduleFacts } from '../../rules/schedule/anchors.ts'
import type { Plan } from '../../rules/schedule/plan.ts'
import { listPlannedChanges } from '../../rules/schedule/planned-changes.ts'
import { listScheduleChanges } from '../../rules/schedule/schedule-changes.ts'
import { buildVersionedPlan, type FollowedVersions } from '../../rules/schedule/versioned-plan.ts'

/** A participant with all that their schedule follows from. */
export type ScheduleRecord = {
  readonly participant: Participant
  /** Those that stand. */
  readonly treatments: readonly Treatment[]
  readonly assessments: readonly ReadAssessment[]
}

/** The plan that the rules make of what is recorded. @param versions that the participant has followed */
export function buildRecordPlan(
  versions: FollowedVersions,
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
  return buildVersionedPlan(versions, buildScheduleFacts(record, completion), settled, record.assessments)
}

/**
 * What other treatments, or another state of the participant, would change of the schedule, by the very rules that change it. Nothing is written.
 *
 * @param now ISO 8601
 */
export function previewSchedule(
  versions: FollowedVersions,
  read: ScheduleRecord,
  changed: Partial<Pick<ScheduleRecord, 'participant' | 'treatments'>>,
  now: string,
): readonly PlannedChange[] {
  const after = buildRecordPlan(versions, { ...read, ...changed })
  const changes = listScheduleChanges(read.assessments, after, changed.participant ?? read.participant, now)
  return listPlannedChanges(changes, read.assessments, buildRecordPlan(versions, read), after)
}

export function buildScheduleFacts(
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
